#include "lint/judge.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <compare>
#include <vector>

#include <fmt/format.h>

#include "base/exact_number.hpp"
#include "lint/formats.hpp"
#include "lint/survey.hpp"
#include "lint/value_words.hpp"
#include "model/integer_formats.hpp"
#include "model/json_type.hpp"

namespace meshgen::lint {
namespace {

using base::ExactNumber;
using load::Kind;
using load::Node;

constexpr int kDepthMax = 300;  ///< of schemas within schemas: beyond, a value passes

std::optional<std::uint64_t> count_at(const Node& schema, std::string_view key) {
  const auto* node = schema.find(key);
  const auto value = node == nullptr ? std::nullopt : node->as_int64();
  return value && *value >= 0 ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

/// By all their digits; what is infinite, or has none, by what YAML says it is.
std::partial_ordering compare(const Node& a, const Node& b) {
  const auto x = ExactNumber::parse(a.text);
  const auto y = ExactNumber::parse(b.text);
  if (x && y) return *x <=> *y;
  // Beside an infinite number any finite one is like zero.
  const auto p = x ? std::optional(0.0) : a.as_double();
  const auto q = y ? std::optional(0.0) : b.as_double();
  return p && q ? *p <=> *q : std::partial_ordering::unordered;
}

}  // namespace

struct Judge::Patterns {
  std::unordered_map<std::string, std::unique_ptr<RE2>> known;
};

/// One value against one schema.
class Judge::Run {
 public:
  Run(Judge& judge, std::string_view but) : judge_(judge), but_(but) {}

  bool check(const Node& place, const Node& value) {
    const auto* schema = json_schema(judge_.document_, place);
    if (schema == nullptr) return true;  // broken, or of another format: told elsewhere
    if (schema->is(Kind::kBool)) return schema->boolean || wrong(value, "is not allowed: its schema is 'false'");
    if (depth_ >= kDepthMax || ++judge_.steps_ > kStepsMax) return true;
    // A branch that several ways lead to is looked at once; one that leads back to itself adds nothing.
    const auto [found, is_new] = known_.emplace(std::pair(schema, &value), std::nullopt);
    if (!is_new) {
      if (found->second) objections.push_back(*found->second);
      return !found->second;
    }
    ++depth_;
    const auto before = objections.size();
    const bool good = check_all(*schema, value, std::exchange(but_, {}));
    --depth_;
    if (!good) known_[{schema, &value}] = objections.at(before);
    return good;
  }

  std::vector<Objection> objections;

 private:
  using Key = std::pair<const Node*, const Node*>;
  struct Hash {
    std::size_t operator()(const Key& key) const noexcept {
      constexpr std::size_t kOdd = 0x9E3779B97F4A7C15U;
      return std::hash<const Node*>{}(key.first) * kOdd ^ std::hash<const Node*>{}(key.second);
    }
  };

  bool wrong(const Node& value, std::string text, std::string help = {}) {
    objections.push_back({path_, std::move(text), std::move(help), value.span});
    return false;
  }
  bool below(const std::string& token, const Node& schema, const Node& value) {
    const auto length = path_.size();
    path_ += "/" + token;
    const bool good = check(schema, value);
    path_.resize(length);
    return good;
  }
  /// Valid by it, whatever is wrong otherwise?
  bool fits(const Node& schema, const Node& value) {
    const auto before = objections.size();
    const bool good = check(schema, value);
    objections.resize(before);
    return good;
  }

  bool check_all(const Node& schema, const Node& value, std::string_view but) {
    return check_type(schema, value) && check_values(schema, value, but) && check_number(schema, value) &&
           check_string(schema, value) && check_list(schema, value) && check_object(schema, value) &&
           check_branches(schema, value);
  }

  bool check_type(const Node& schema, const Node& value) {
    const auto* type = schema.find("type");
    if (type == nullptr) return true;
    std::vector<std::string_view> names;
    if (type->is(Kind::kString)) names.push_back(type->text);
    for (const auto& item : type->items) names.push_back(item.text);
    std::string words;
    for (const auto name : names) {
      const auto word = words_of_type(name);
      if (word.empty() || model::is_of_type(value, name)) return true;
      words += (words.empty() ? "" : " or ") + std::string(word);
    }
    if (words.empty()) return true;
    const bool quotable = (value.is_numeric() || value.is(Kind::kBool)) && names.front() == "string";
    const bool is_whole = value.is_numeric() && names.front() == "integer";
    return wrong(value,
                 is_whole ? fmt::format("is {}, must be an integer", value.text)
                          : fmt::format("is {}, must be {}", load::describe(value.kind), words),
                 quotable ? fmt::format("put it in quotes: '{}'", value.text) : std::string{});
  }

  bool check_values(const Node& schema, const Node& value, std::string_view but) {
    if (const auto* constant = schema.find("const"); constant != nullptr && but != "const") {
      if (!load::equal(*constant, value)) {
        return wrong(value, fmt::format("is {}, must be {}", shown(value), shown(*constant)));
      }
    }
    const auto* values = schema.find("enum");
    if (values == nullptr || !values->is(Kind::kList) || values->items.empty() || but == "enum") return true;
    const bool known = std::any_of(values->items.begin(), values->items.end(),
                                   [&](const Node& one) { return load::equal(one, value); });
    if (known) return true;
    constexpr std::size_t kListed = 6;
    std::string all;
    for (std::size_t i = 0; i < std::min(values->items.size(), kListed); ++i)
      all += (i == 0 ? "" : ", ") + shown(values->items[i]);
    if (values->items.size() > kListed) all += ", …";
    return wrong(value, fmt::format("is {}, which is none of the values listed", shown(value)),
                 fmt::format("there {}: {}", values->items.size() == 1 ? "is" : "are", all));
  }

  bool check_number(const Node& schema, const Node& value) {
    if (!value.is_numeric()) return true;
    const auto number = ExactNumber::parse(value.text);
    const auto against = [&](std::string_view key) {
      const auto* bound = schema.find(key);
      return bound == nullptr || !bound->is_numeric() ? std::partial_ordering::unordered : compare(value, *bound);
    };
    const auto must = [&](std::string_view words, std::string_view key) {
      const auto& bound = schema.find(key)->text;
      const auto limit = ExactNumber::parse(bound);
      return wrong(value, fmt::format("is {}, must be {} {}", value.text, words, limit ? limit->to_json() : bound));
    };
    if (against("minimum") < 0) return must("at least", "minimum");
    if (against("exclusiveMinimum") <= 0) return must("above", "exclusiveMinimum");
    if (against("maximum") > 0) return must("at most", "maximum");
    if (against("exclusiveMaximum") >= 0) return must("below", "exclusiveMaximum");
    const auto* multiple_of = schema.find("multipleOf");
    const auto step = multiple_of == nullptr ? std::nullopt : ExactNumber::parse(multiple_of->text);
    if (number && step && multiple_of->is_numeric() && !step->is_zero() && !step->is_negative()) {
      if (!is_multiple(*number, *step).value_or(true)) return must("a multiple of", "multipleOf");
    }
    const auto* format = text_at(schema, "format");
    const auto limits = format == nullptr ? std::nullopt : model::limits_of_format(format->text);
    if (number && limits && (*number < limits->least || *number > limits->greatest)) {
      return wrong(value, fmt::format("is {}, must fit {}", value.text, format->text));
    }
    return true;
  }

  bool in_range(const Node& value, const Node& schema, std::string_view low_key, std::string_view high_key,
                std::uint64_t count, std::string_view one, std::string_view many) {
    const auto low = count_at(schema, low_key);
    const auto high = count_at(schema, high_key);
    if (low && count < *low) {
      return wrong(value, fmt::format("has {}, must have at least {}", counted(count, one, many), *low));
    }
    if (high && count > *high) {
      return wrong(value, fmt::format("has {}, must have at most {}", counted(count, one, many), *high));
    }
    return true;
  }

  bool check_string(const Node& schema, const Node& value) {
    if (!value.is(Kind::kString)) return true;
    if (!in_range(value, schema, "minLength", "maxLength", code_points(value.text), "character", "characters"))
      return false;
    if (const auto* pattern = text_at(schema, "pattern")) {
      if (!judge_.matches(pattern->text, value.text).value_or(true))
        return wrong(value, fmt::format("is {}, which does not match '{}'", shown(value), pattern->text));
    }
    const auto* format = text_at(schema, "format");
    if (format == nullptr || fits_format(format->text, value.text)) return true;
    return wrong(value, fmt::format("is {}, which is no {}", shown(value), format->text),
                 std::string(shape_of_format(format->text)));
  }

  bool check_list(const Node& schema, const Node& value) {
    if (!value.is(Kind::kList)) return true;
    if (!in_range(value, schema, "minItems", "maxItems", value.items.size(), "item", "items")) return false;
    const auto* items = schema.find("items");
    const auto* more = schema.find("additionalItems");
    bool good = true;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const auto* of = items;
      if (items != nullptr && items->is(Kind::kList)) of = i < items->items.size() ? &items->items[i] : more;
      if (of != nullptr && !below(std::to_string(i), *of, value.items[i])) good = false;
    }
    if (!good) return false;
    const auto* unique = schema.find("uniqueItems");
    if (unique != nullptr && unique->is(Kind::kBool) && unique->boolean) {
      if (const auto doubled = load::duplicates(value.items); !doubled.empty()) {
        const auto first = doubled.front().first;
        wrong(value.items[first], "stands there already, must stand there once");
        objections.back().path += fmt::format("/{}", first);
        return false;
      }
    }
    const auto* contains = schema.find("contains");
    if (contains == nullptr ||
        std::any_of(value.items.begin(), value.items.end(), [&](const Node& item) { return fits(*contains, item); })) {
      return true;
    }
    return wrong(value, "has no item that 'contains' asks for");
  }

  bool check_object(const Node& schema, const Node& value) {
    if (!value.is(Kind::kMap)) return true;
    bool good = true;
    if (const auto* required = schema.find("required"); required != nullptr) {
      for (const auto& name : required->items) {
        if (name.is(Kind::kString) && value.find(name.text) == nullptr)
          good = wrong(value, fmt::format("has no '{}', which is required", name.text));
      }
    }
    const auto size = value.members.size();
    if (!in_range(value, schema, "minProperties", "maxProperties", size, "member", "members")) good = false;
    const auto* names = schema.find("propertyNames");
    for (const auto& member : value.members) {
      if (!check_member(schema, value, member)) good = false;
      if (names == nullptr) continue;
      Node name;
      name.kind = Kind::kString;
      name.text = member.key;
      name.span = member.key_span;
      kept_.push_back(std::make_unique<Node>(std::move(name)));
      if (!check(*names, *kept_.back())) good = false;
    }
    return check_dependencies(schema, value) && good;
  }

  bool check_member(const Node& schema, const Node& value, const load::Member& member) {
    bool is_described = false;
    if (const auto* properties = schema.find("properties"); properties != nullptr) {
      if (const auto* of = entry(*properties, member.key)) {
        is_described = true;
        if (!below(member.key, *of, member.value)) return false;
      }
    }
    if (const auto* patterns = schema.find("patternProperties"); patterns != nullptr) {
      for (const auto& each : patterns->members) {
        if (!judge_.matches(each.key, member.key).value_or(true)) continue;
        is_described = true;
        if (!below(member.key, each.value, member.value)) return false;
      }
    }
    const auto* more = schema.find("additionalProperties");
    if (is_described || more == nullptr) return true;
    if (more->is(Kind::kBool) && !more->boolean) {
      wrong(value, fmt::format("has '{}', which the schema does not allow", member.key));
      objections.back().span = member.key_span;
      return false;
    }
    return below(member.key, *more, member.value);
  }

  bool check_dependencies(const Node& schema, const Node& value) {
    const auto* dependencies = schema.find("dependencies");
    if (dependencies == nullptr) return true;
    for (const auto& each : dependencies->members) {
      if (value.find(each.key) == nullptr) continue;
      if (!each.value.is(Kind::kList)) {
        if (!check(each.value, value)) return false;
        continue;
      }
      for (const auto& name : each.value.items) {
        if (value.find(name.text) == nullptr)
          return wrong(value, fmt::format("has '{}', but not '{}', which must then be there", each.key, name.text));
      }
    }
    return true;
  }

  bool check_branches(const Node& schema, const Node& value) {
    if (const auto* all = schema.find("allOf"); all != nullptr) {
      for (const auto& branch : all->items) {
        if (!check(branch, value)) return false;
      }
    }
    for (const auto* keyword : {"anyOf", "oneOf"}) {
      const auto* list = schema.find(keyword);
      if (list != nullptr && !list->items.empty() && !check_alternatives(*list, keyword, value)) return false;
    }
    if (const auto* no = schema.find("not"); no != nullptr && fits(*no, value))
      return wrong(value, "is what 'not' forbids");
    const auto* condition = schema.find("if");
    if (condition == nullptr) return true;
    const auto* then = schema.find(fits(*condition, value) ? "then" : "else");
    return then == nullptr || check(*then, value);
  }

  /// None fits: what is said is the objection of the alternative that got furthest, if one did.
  bool check_alternatives(const Node& list, std::string_view keyword, const Node& value) {
    std::size_t fitting = 0;
    std::vector<Objection> furthest;
    bool is_tie = false;
    const auto before = objections.size();
    for (const auto& branch : list.items) {
      if (check(branch, value)) {
        ++fitting;
      } else {
        const auto depth = objections[before].path.size();
        const auto best = furthest.empty() ? 0 : furthest.front().path.size();
        is_tie = !furthest.empty() && (depth == best || (is_tie && depth < best));
        if (furthest.empty() || depth > best)
          furthest.assign(objections.begin() + static_cast<std::ptrdiff_t>(before), objections.end());
      }
      objections.resize(before);
      if (fitting > 0 && keyword == "anyOf") return true;
    }
    if (fitting == 1) return true;
    if (fitting > 1) return wrong(value, fmt::format("fits {} alternatives of 'oneOf', must fit one", fitting));
    if (!furthest.empty() && !is_tie) {
      objections.insert(objections.end(), furthest.begin(), furthest.end());
      return false;
    }
    return wrong(value, fmt::format("fits none of the {} alternatives of '{}'", list.items.size(), keyword));
  }

  /// Large maps are asked often: an index keeps that linear.
  const Node* entry(const Node& map, const std::string& key) {
    constexpr std::size_t kSmall = 16;
    if (map.members.size() <= kSmall) return map.find(key);
    auto& index = indexes_[&map];
    if (index.empty()) {
      for (const auto& member : map.members) index.emplace(member.key, &member.value);
    }
    const auto found = index.find(key);
    return found == index.end() ? nullptr : found->second;
  }

  Judge& judge_;
  std::string_view but_;
  std::string path_;
  int depth_ = 0;
  std::unordered_map<Key, std::optional<Objection>, Hash> known_;  ///< what is wrong; nothing: good, or under way
  std::unordered_map<const Node*, std::unordered_map<std::string_view, const Node*>> indexes_;
  std::vector<std::unique_ptr<Node>> kept_;  ///< names as values: their addresses are keys of `known_`
};

Judge::Judge(const resolve::ResolvedDocument& document)
    : document_(document), patterns_(std::make_unique<Patterns>()) {}
Judge::~Judge() = default;

std::vector<Objection> Judge::objections(const Node& schema, const Node& value, std::string_view but) {
  Run run(*this, but);
  if (run.check(schema, value)) return {};
  return std::move(run.objections);
}

std::optional<Objection> Judge::objection(const Node& schema, const Node& value, std::string_view but) {
  auto all = objections(schema, value, but);
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::optional<bool> Judge::matches(const std::string& pattern, const std::string& text) {
  auto& known = patterns_->known[pattern];
  if (!known) {
    RE2::Options options;
    options.set_log_errors(false);
    known = std::make_unique<RE2>(pattern, options);
  }
  if (!known->ok()) return std::nullopt;
  return RE2::PartialMatch(text, *known);
}

}  // namespace meshgen::lint
