#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

/// Can a value of this type be valid, as far as `type` says?
bool allows(const Node& schema, std::string_view type) {
  const auto* node = schema.find("type");
  if (node == nullptr) return true;
  if (node->is(Kind::kString)) return node->text == type;
  return std::any_of(node->items.begin(), node->items.end(), [&](const Node& item) { return item.text == type; });
}

struct Limit {
  const load::Member* keyword = nullptr;
  double value = 0;
  bool exclusive = false;
};

/// The tighter of the two keywords.
Limit limit(const Node& schema, std::string_view inclusive, std::string_view exclusive, bool is_lower) {
  Limit found;
  for (const auto key : {inclusive, exclusive}) {
    const auto* keyword = schema.find_member(key);
    const auto value = keyword == nullptr ? std::nullopt : keyword->value.as_double();
    if (!value) continue;
    const bool is_exclusive = key == exclusive;
    const bool is_tighter = is_lower ? *value > found.value : *value < found.value;
    if (found.keyword == nullptr || is_tighter || (is_exclusive && *value == found.value))
      found = {keyword, *value, is_exclusive};
  }
  return found;
}

class Ranges {
 public:
  explicit Ranges(const Context& context) : context_(context) {}

  void check(const Node& schema) {
    if (allows(schema, "number") || allows(schema, "integer")) numbers(schema);
    if (allows(schema, "string")) counts(schema, "minLength", "maxLength", "a length");
    if (allows(schema, "array")) {
      counts(schema, "minItems", "maxItems", "a number of items");
      unique_items(schema);
    }
    if (allows(schema, "object")) {
      counts(schema, "minProperties", "maxProperties", "a number of entries");
      closed_object(schema);
      too_many_required(schema);
    }
  }

 private:
  diag::Diagnostic& report(const Node& at, std::string text, const load::Member& other) {
    return context_.sink.report(diag::codes::kContradictoryRange, at.span, std::move(text))
        .note(other.key_span, fmt::format("'{}' is here", other.key));
  }

  void counts(const Node& schema, std::string_view low_key, std::string_view high_key, std::string_view what) {
    const auto* low = schema.find_member(low_key);
    const auto* high = schema.find_member(high_key);
    if (low == nullptr || high == nullptr) return;
    const auto least = low->value.as_int64();
    const auto most = high->value.as_int64();
    if (!least || !most || *least < 0 || *most < 0 || *least <= *most) return;
    report(high->value, fmt::format("no value has {} from {} to {}", what, *least, *most), *low)
        .with_help("swap the bounds");
  }

  void numbers(const Node& schema) {
    const auto low = limit(schema, "minimum", "exclusiveMinimum", true);
    const auto high = limit(schema, "maximum", "exclusiveMaximum", false);
    if (low.keyword == nullptr || high.keyword == nullptr) return;
    const bool touches = low.value == high.value && (low.exclusive || high.exclusive);
    if (low.value > high.value || touches) {
      report(high.keyword->value,
             fmt::format("no number is {} {} and {} {}", low.exclusive ? "above" : "at least", low.value,
                         high.exclusive ? "below" : "at most", high.value),
             *low.keyword)
          .with_help(touches ? "let one of the bounds include its value" : "swap the bounds");
      return;
    }
    multiples(schema, low, high);
  }

  /// Whole numbers and multiples of a step may miss a range that has numbers.
  void multiples(const Node& schema, const Limit& low, const Limit& high) {
    constexpr double kExact = 1e15;  // beyond, a double no longer tells neighbours apart
    const auto* step_node = schema.find("multipleOf");
    const bool whole = !allows(schema, "number");
    auto step = step_node == nullptr ? std::nullopt : step_node->as_double();
    if (!step && whole) step = 1.0;
    if (!step || *step <= 0 || std::abs(low.value) > kExact || std::abs(high.value) > kExact) return;
    if (whole && *step != std::trunc(*step)) return;  // seldom, and not worth the arithmetic
    constexpr double kSlack = 1e-9;
    auto first = std::ceil(low.value / *step - kSlack);
    auto last = std::floor(high.value / *step + kSlack);
    if (low.exclusive && std::abs(first * *step - low.value) < kSlack) first += 1;
    if (high.exclusive && std::abs(last * *step - high.value) < kSlack) last -= 1;
    if (first <= last) return;
    report(high.keyword->value,
           fmt::format("no {} lies between {} and {}",
                       step_node == nullptr ? std::string("integer") : fmt::format("multiple of {}", *step), low.value,
                       high.value),
           *low.keyword)
        .with_help("widen the range");
  }

  void unique_items(const Node& schema) {
    const auto* unique = schema.find("uniqueItems");
    const auto* items = member(context_.document, schema, "items", Kind::kMap);
    const auto* least = schema.find("minItems");
    const auto* values = items == nullptr ? nullptr : items->find("enum");
    if (unique == nullptr || !unique->boolean || least == nullptr || values == nullptr || !values->is(Kind::kList))
      return;
    const auto count = least->as_int64();
    if (!count || *count <= static_cast<std::int64_t>(values->items.size())) return;
    report(*least, fmt::format("no list has {} different items of {} values", *count, values->items.size()),
           *items->find_member("enum"))
        .with_help("ask for fewer items, or leave 'uniqueItems' out");
  }

  void closed_object(const Node& schema) {
    const auto* closed = schema.find_member("additionalProperties");
    const auto* least = schema.find("minProperties");
    if (closed == nullptr || !closed->value.is(Kind::kBool) || closed->value.boolean || least == nullptr) return;
    if (schema.find("patternProperties") != nullptr) return;
    const auto* properties = schema.find("properties");
    const auto count = least->as_int64();
    const auto known = properties == nullptr ? 0 : static_cast<std::int64_t>(properties->members.size());
    if (!count || *count <= known) return;
    report(*least, fmt::format("no object has {} of the {} properties that are allowed", *count, known), *closed)
        .with_help("ask for fewer, or allow more");
  }

  void too_many_required(const Node& schema) {
    const auto* most = schema.find("maxProperties");
    const auto* required = schema.find_member("required");
    const auto count = most == nullptr ? std::nullopt : most->as_int64();
    if (!count || *count < 0 || required == nullptr || !required->value.is(Kind::kList)) return;
    const auto wanted = static_cast<std::int64_t>(required->value.items.size());
    if (wanted <= *count) return;
    report(*most, fmt::format("no object has at most {} members and the {} that are required", *count, wanted),
           *required)
        .with_help(fmt::format("raise it to {} at least", wanted));
  }

  const Context& context_;
};

}  // namespace

/// Bounds that no value meets.
void check_ranges(const Context& context) {
  Ranges ranges(context);
  for (const auto& schema : context.survey.schemas) ranges.check(*schema.node);
}

}  // namespace meshgen::lint
