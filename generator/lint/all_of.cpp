#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

constexpr std::size_t kPartsMax = 64;  ///< beyond, contradictions go unnoticed
constexpr int kDepthMax = 8;           ///< of properties within properties

/// Schemas that must hold together. A part that contradicts itself is told elsewhere.
using Parts = std::vector<const Node*>;

/// Two places that cannot both hold.
struct Conflict {
  std::string text;
  const Node* at = nullptr;
  const Node* other = nullptr;
};

class Conjunction {
 public:
  explicit Conjunction(const Context& context) : context_(context) {}

  void check(const Node& schema) {
    if (schema.find("allOf") == nullptr) return;
    Parts parts;
    std::set<const Node*> seen;
    collect(schema, parts, seen);
    const auto conflict = find(parts, {}, 0);
    if (!conflict || !told_.insert({conflict->at, conflict->other}).second) return;
    context_.sink.report(diag::codes::kUnsatisfiable, conflict->at->span, conflict->text)
        .note(conflict->other->span, "the other side of the contradiction is here")
        .with_help("'allOf' asks for all of its branches at once: let them agree, or use 'oneOf'");
  }

 private:
  /// The schema and what its 'allOf' adds, however deep.
  void collect(const Node& place, Parts& parts, std::set<const Node*>& seen) {
    const auto* schema = json_schema(context_.document, place);
    if (schema == nullptr || !schema->is(Kind::kMap) || parts.size() >= kPartsMax || !seen.insert(schema).second)
      return;
    parts.push_back(schema);
    const auto* all = schema->find("allOf");
    if (all == nullptr) return;
    for (const auto& branch : all->items) collect(branch, parts, seen);
  }

  std::optional<Conflict> find(const Parts& parts, const std::string& path, int depth) {
    if (parts.size() < 2 || depth > kDepthMax) return std::nullopt;
    if (auto found = types(parts, path)) return found;
    if (auto found = values(parts, path)) return found;
    if (auto found = bounds(parts, path)) return found;
    if (auto found = closed(parts, path)) return found;
    return properties(parts, path, depth);
  }

  static std::string subject(const std::string& path) {
    return path.empty() ? std::string("no value is valid here") : fmt::format("no value of '{}' is valid here", path);
  }

  static std::set<std::string_view> types_of(const Node& type) {
    std::set<std::string_view> names;
    if (type.is(Kind::kString)) names.insert(type.text);
    for (const auto& item : type.items) names.insert(item.text);
    if (names.contains("number")) names.insert("integer");
    return names;
  }
  static std::string words(const Node& type) {
    if (type.is(Kind::kString)) return "'" + type.text + "'";
    std::string all;
    for (const auto& item : type.items) all += (all.empty() ? "'" : " or '") + item.text + "'";
    return all;
  }

  static std::optional<Conflict> types(const Parts& parts, const std::string& path) {
    const Node* first = nullptr;
    std::set<std::string_view> left;
    for (const auto* part : parts) {
      const auto* type = part->find("type");
      if (type == nullptr) continue;
      auto names = types_of(*type);
      if (first == nullptr) {
        first = type;
        left = std::move(names);
        continue;
      }
      std::erase_if(left, [&](std::string_view name) { return !names.contains(name); });
      if (left.empty()) {
        return Conflict{fmt::format("{}: it would be {} and {}", subject(path), words(*first), words(*type)), type,
                        first};
      }
    }
    return std::nullopt;
  }

  /// What 'const' and 'enum' leave, and whether the other parts let it pass.
  std::optional<Conflict> values(const Parts& parts, const std::string& path) {
    for (const auto* part : parts) {
      std::vector<const Node*> left;
      const auto* list = part->find("const");
      if (list != nullptr) {
        left.push_back(list);
      } else if (list = part->find("enum"); list != nullptr && list->is(Kind::kList)) {
        for (const auto& value : list->items) left.push_back(&value);
      }
      if (left.empty()) continue;
      for (const auto* other : parts) {
        if (other == part) continue;
        std::optional<Objection> why;
        // Branches of the other part are parts of their own.
        const bool none = std::none_of(left.begin(), left.end(), [&](const Node* value) {
          const auto objection = context_.judge.objection(*other, *value, "allOf");
          if (objection && !why) why = objection;
          return !objection || other->find("allOf") != nullptr;
        });
        if (!none) continue;
        return Conflict{
            fmt::format("{}: {} {}", subject(path),
                        left.size() == 1 ? "what one schema fixes" : "of what one schema lists, the first", why->text),
            list, other};
      }
    }
    return std::nullopt;
  }

  struct Ends {
    std::string_view low;
    std::string_view low_exclusive;
    std::string_view high;
    std::string_view high_exclusive;
    std::string_view what;
  };

  static std::optional<Conflict> bounds(const Parts& parts, const std::string& path) {
    static constexpr std::array kEnds{Ends{"minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "a number"},
                                      Ends{"minLength", "", "maxLength", "", "a length"},
                                      Ends{"minItems", "", "maxItems", "", "a number of items"},
                                      Ends{"minProperties", "", "maxProperties", "", "a number of entries"}};
    const auto with = [&](std::string_view key, std::string_view exclusive) {
      Parts some;
      for (const auto* part : parts) {
        if (part->find(key) != nullptr || part->find(exclusive) != nullptr) some.push_back(part);
      }
      return some;
    };
    for (const auto& ends : kEnds) {
      const auto low_parts = with(ends.low, ends.low_exclusive);
      if (low_parts.empty()) continue;
      const auto high_parts = with(ends.high, ends.high_exclusive);
      for (const auto* low_part : low_parts) {
        for (const auto* high_part : high_parts) {
          if (low_part == high_part) continue;
          if (auto found = bounds_of(*low_part, *high_part, ends, path)) return found;
        }
      }
    }
    return std::nullopt;
  }

  static std::optional<Conflict> bounds_of(const Node& low_part, const Node& high_part, const Ends& ends,
                                           const std::string& path) {
    for (const auto low_key : {ends.low, ends.low_exclusive}) {
      const auto* low_node = low_part.find(low_key);
      const auto low = low_node == nullptr ? std::nullopt : low_node->as_double();
      if (!low) continue;
      for (const auto high_key : {ends.high, ends.high_exclusive}) {
        const auto* high_node = high_part.find(high_key);
        const auto high = high_node == nullptr ? std::nullopt : high_node->as_double();
        if (!high) continue;
        const bool is_open = low_key == ends.low_exclusive || high_key == ends.high_exclusive;
        if (*low < *high || (*low == *high && !is_open)) continue;
        return Conflict{fmt::format("{}: '{}' is {} and '{}' is {}", subject(path), low_key, *low, high_key, *high),
                        high_node, low_node};
      }
    }
    return std::nullopt;
  }

  /// What one part requires, another that is closed may not know.
  std::optional<Conflict> closed(const Parts& parts, const std::string& path) {
    for (const auto* part : parts) {
      const auto* more = part->find("additionalProperties");
      if (more == nullptr || !more->is(Kind::kBool) || more->boolean) continue;
      const auto* known = part->find("properties");
      const auto* patterns = part->find("patternProperties");
      for (const auto* other : parts) {
        const auto* required = other == part ? nullptr : other->find("required");
        if (required == nullptr) continue;
        for (const auto& name : required->items) {
          if (known != nullptr && known->find(name.text) != nullptr) continue;
          const bool by_pattern =
              patterns != nullptr &&
              std::any_of(patterns->members.begin(), patterns->members.end(), [&](const load::Member& pattern) {
                return context_.judge.matches(pattern.key, name.text).value_or(true);
              });
          if (by_pattern) continue;
          return Conflict{
              fmt::format("{}: one schema requires '{}', another closes itself to it", subject(path), name.text), &name,
              more};
        }
      }
    }
    return std::nullopt;
  }

  /// The same property in several parts: their schemas must hold together too.
  std::optional<Conflict> properties(const Parts& parts, const std::string& path, int depth) {
    std::map<std::string_view, std::vector<const Node*>> shared;
    for (const auto* part : parts) {
      const auto* properties = part->find("properties");
      if (properties == nullptr) continue;
      for (const auto& property : properties->members) shared[property.key].push_back(&property.value);
    }
    for (const auto& [name, places] : shared) {
      if (places.size() < 2) continue;
      Parts below;
      std::set<const Node*> seen;
      for (const auto* place : places) collect(*place, below, seen);
      if (auto found = find(below, fmt::format("{}/{}", path, name), depth + 1)) return found;
    }
    return std::nullopt;
  }

  const Context& context_;
  std::set<std::pair<const Node*, const Node*>> told_;
};

}  // namespace

/// 'allOf' whose branches no value meets at once.
void check_all_of(const Context& context) {
  Conjunction conjunction(context);
  for (const auto& schema : context.survey.schemas) conjunction.check(*schema.node);
}

}  // namespace meshgen::lint
