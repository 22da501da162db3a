#include <algorithm>

#include <mesh/json/check.hpp>
#include <mesh/json/evaluate_private.hpp>
#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

std::string counted(std::size_t count, std::string_view unit) {
  return "has " + std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
}

std::string count_words(std::size_t count, std::string_view unit, std::string_view must, std::size_t bound) {
  return counted(count, unit) + ", must have " + std::string(must) + " " + std::to_string(bound);
}

}  // namespace

bool Evaluator::check_type(const Rule& rule, const Value& value) {
  const Kind kind = kind_at(value.at);
  if ((rule.types >> static_cast<unsigned>(kind) & 1U) == 0) {
    return fail(rule, value, "type", [&](bool) {
      return (value.is_name ? "its name is " : "is ") + std::string(words_of(kind)) + ", must be " + rule.must_be;
    });
  }
  if (kind != Kind::kNumber || !rule.is_integer || is_whole(digits_at(value.at))) return true;
  return fail(rule, value, "type", [&](bool is_secret) {
    const std::string is = is_secret ? "a number" : quoted(text_of_value(value.at));
    return "is " + is + ", must be " + rule.must_be;
  });
}

bool Evaluator::check_values(const Rule& rule, const ValueRules& values, const Value& value) {
  const Kind kind = kind_at(value.at);
  bool is_known = false;
  if (values.has_kind[static_cast<std::size_t>(kind)]) {
    if (kind == Kind::kString) {
      const SoundString text(value.at, context_);
      const auto place =
          std::lower_bound(values.strings.begin(), values.strings.end(), text.view(), std::less<std::string_view>());
      is_known = place != values.strings.end() && *place == text.view();
    } else {
      std::string canonical;
      value.end = append_canonical(value.at, canonical, context_);
      is_known = std::binary_search(values.canonical.begin(), values.canonical.end(), canonical);
    }
  }
  if (is_known) return true;
  return fail(rule, value, values.keyword, [&](bool is_secret) {
    if (is_secret) return "is not what '" + std::string(values.keyword) + "' asks for";
    return is_but(value, "be " + values.listed, false);
  });
}

bool Evaluator::check_number(const Rule& rule, const Value& value) {
  const NumberRules& number = *rule.number;
  const Digits digits = digits_at(value.at);
  bool good = true;
  for (const Bound& bound : number.bounds) {
    const int order = compare(digits, bound.digits) * bound.sign;
    if (order < 0 || (order == 0 && !bound.is_strict)) continue;
    good = fail(rule, value, bound.keyword, [&](bool is_secret) {
      return is_but(value, "be " + std::string(bound.must) + " " + std::string(bound.text.substr(0, 48)), is_secret);
    });
    if (!collects()) return false;
  }
  if (!number.step || is_multiple(digits, *number.step)) return good;
  return fail(rule, value, "multipleOf", [&](bool is_secret) {
    return is_but(value, "be a multiple of " + std::string(number.step_text.substr(0, 48)), is_secret);
  });
}

bool Evaluator::check_text(const Rule& rule, const Value& value) {
  const TextRules& rules = *rule.text;
  const SoundString string(value.at, context_);
  const std::string_view text = string.view();
  value.end = string.end();
  bool good = true;
  const auto check_length = [&](std::string_view keyword, std::size_t length, std::string_view must,
                                std::size_t bound) {
    good = fail(rule, value, keyword, [&](bool) {
      return (value.is_name ? "its name " : "") + count_words(length, "character", must, bound);
    });
  };
  if (text.size() / 4 < rules.min_length || text.size() > rules.max_length) {
    const std::size_t length = code_points(text);
    if (length < rules.min_length) check_length("minLength", length, "at least", rules.min_length);
    if (length > rules.max_length) check_length("maxLength", length, "at most", rules.max_length);
    if (!good && !collects()) return false;
  }
  if (rules.pattern != nullptr && !rules.pattern->matches(text)) {
    good = fail(rule, value, "pattern",
                [&](bool is_secret) { return is_but(value, "match " + rules.pattern_source, is_secret); });
    if (!collects()) return false;
  }
  if (rules.format == nullptr || rules.format->is(text)) return good;
  return fail(rule, value, "format",
              [&](bool is_secret) { return is_but(value, "be " + std::string(rules.format->what), is_secret); });
}

bool Evaluator::check_item(const Rule& rule, const Value& item) {
  const ArrayRules& array = *rule.array;
  const bool is_listed = item.index < array.tuple.size();
  const Rule* const of = is_listed ? array.tuple[item.index] : array.rest;
  if (of == nullptr) return true;
  const bool is_closed = array.is_tuple && !is_listed && behind(*of).answer == Rule::Answer::kNever;
  if (!is_closed) return check(*of, item);
  return fail(rule, item, "additionalItems",
              [](bool) { return std::string("is beyond the items that 'items' lists"); });
}

bool Evaluator::check_array(const Rule& rule, const Value& value) {
  const ArrayRules& array = *rule.array;
  bool good = true;
  bool has_match = array.contains == nullptr;
  std::string canonical;
  std::vector<std::size_t> ends;
  std::size_t count = 0;
  const char* p = first_in(value.at, value.end);
  for (; p != nullptr; ++count) {
    Value item;
    item.at = p;
    item.outer = &value;
    item.index = count;
    item.is_item = true;
    item.depth = value.depth + 1;
    // One that is too many is no longer looked at: a wrong text must not cost more than a right one.
    if (count < array.max || collects()) {
      if (!check_item(rule, item)) {
        good = false;
        if (!collects()) return false;
      }
      has_match = has_match || fits(*array.contains, item);
      if (array.is_unique) {
        item.end = append_canonical(p, canonical, context_);
        ends.push_back(canonical.size());
      }
    }
    p = next_in(item.behind(), value.end);
  }
  if (count < array.min || count > array.max) {
    good = check_count(rule, value, count);
    if (!collects()) return false;
  }
  if (array.is_unique && !check_repeated(rule, value, canonical, ends)) {
    good = false;
    if (!collects()) return false;
  }
  if (has_match) return good;
  return fail(rule, value, "contains", [](bool) { return std::string("has no item that 'contains' asks for"); });
}

bool Evaluator::check_repeated(const Rule& rule, const Value& value, std::string_view all,
                               const std::vector<std::size_t>& ends) {
  const std::size_t again = find_repeated(all, ends);
  if (again == ends.size()) return true;
  Value item;
  item.outer = &value;
  item.index = again;
  item.is_item = true;
  item.depth = value.depth + 1;
  const char* end = nullptr;
  item.at = first_in(value.at, end);
  for (std::size_t i = 0; i < again; ++i) item.at = next_in(end_of_value(item.at), end);
  fail(rule, item, "uniqueItems", [](bool) { return std::string("stands there already, must stand there once"); });
  return false;
}

bool Evaluator::check_count(const Rule& rule, const Value& value, std::size_t count) {
  const bool is_array = kind_at(value.at) == Kind::kArray;
  const std::size_t min = is_array ? rule.array->min : rule.object->min;
  const std::size_t max = is_array ? rule.array->max : rule.object->max;
  const std::string_view unit = is_array ? "item" : "member";
  bool good = true;
  if (count < min) {
    good = fail(rule, value, is_array ? "minItems" : "minProperties",
                [&](bool) { return count_words(count, unit, "at least", min); });
  }
  if (count > max && (good || collects())) {
    good = fail(rule, value, is_array ? "maxItems" : "maxProperties",
                [&](bool) { return count_words(count, unit, "at most", max); });
  }
  return good;
}

}  // namespace mesh::json
