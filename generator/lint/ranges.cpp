#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {

/// Bounds that no value meets.
void check_ranges(const Context& context) {
  const auto& types = context.api.types;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto& type = types[static_cast<model::TypeId>(i)];
    const auto contradiction = [&](const auto& low, const auto& high, std::string_view what) {
      if (!low || !high || *low <= *high) return;
      context.sink
          .report(diag::codes::kContradictoryRange, type.origin.span,
                  fmt::format("no value has {} from {} to {}", what, *low, *high))
          .with_help("swap the bounds");
    };
    if (const auto* integer = std::get_if<model::Integer>(&type.shape))
      contradiction(integer->minimum, integer->maximum, "a number");
    if (const auto* string = std::get_if<model::String>(&type.shape))
      contradiction(string->min_length, string->max_length, "a length");
    if (const auto* array = std::get_if<model::Array>(&type.shape))
      contradiction(array->min_items, array->max_items, "a number of items");
    if (const auto* map = std::get_if<model::Map>(&type.shape))
      contradiction(map->min_properties, map->max_properties, "a number of entries");
    if (const auto* number = std::get_if<model::Number>(&type.shape);
        number != nullptr && number->minimum && number->maximum) {
      const bool touches = number->minimum->value == number->maximum->value &&
                           (number->minimum->exclusive || number->maximum->exclusive);
      if (number->minimum->value > number->maximum->value || touches) {
        context.sink
            .report(diag::codes::kContradictoryRange, type.origin.span,
                    fmt::format("no number lies between {} and {}", number->minimum->value, number->maximum->value))
            .with_help("swap the bounds");
      }
    }
  }
}

}  // namespace meshgen::lint
