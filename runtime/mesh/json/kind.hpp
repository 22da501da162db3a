/// Alternatives that are told apart by the kind of JSON value, and enums of values that are no strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include <mesh/json/check.hpp>
#include <mesh/json/context.hpp>
#include <mesh/json/schema.hpp>

namespace mesh::json {

enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

/// A set of kinds.
class KindSet {
 public:
  constexpr KindSet(std::initializer_list<Kind> kinds) {
    for (const Kind kind : kinds) bits_ |= 1U << static_cast<unsigned>(kind);
  }
  [[nodiscard]] constexpr bool has(Kind kind) const noexcept {
    return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0;
  }

 private:
  unsigned bits_ = 0;
};

/// Which of the alternatives takes values of the kind that begins at `p`; their count if none (the fault is noted).
/// `wanted` are the kinds in words.
[[nodiscard]] std::size_t choose_kind(const char* p, std::initializer_list<KindSet> alternatives,
                                      std::string_view wanted, Context& context);

/// One of `values`, JSON texts in the order of the enumerators. `choices` is the list for a message.
template <class Enum>
[[nodiscard]] const char* read_value(const char* p, Enum& out, std::initializer_list<std::string_view> values,
                                     std::string_view choices, Context& context) {
  const char* const start = p;
  const std::size_t found = find_value(p, std::span(values.begin(), values.size()), context);
  if (p == nullptr) return nullptr;
  if (found == values.size()) {
    refuse_choice(std::string_view(start, static_cast<std::size_t>(p - start)), choices, context);
    return context.locate(start);
  }
  out = static_cast<Enum>(found);
  return p;
}

/// A number that is no enumerator can only come from a cast.
template <class Enum>
[[nodiscard]] bool check_value(Enum value, std::size_t count, std::string_view choices, Context& context) {
  return static_cast<std::size_t>(value) < count || refuse_choice("another number", choices, context);
}

}  // namespace mesh::json
