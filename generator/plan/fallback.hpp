/// `default`: the value that a member has where the text has none.
#pragma once

#include <optional>
#include <string>

#include "model/api.hpp"
#include "plan/cpp_type.hpp"

namespace meshgen::plan {

/// A member that need not be there, and always has a value. What is as the default says is not written.
struct Fallback {
  std::string value;  ///< an expression: "5", "\"EUR\"", "Unit::kPiece"; empty: a list, a map or null
  bool is_null = false;
  bool is_bool = false;

  /// The statement that gives `member` that value.
  [[nodiscard]] std::string assign(const std::string& member) const;
  /// The condition that `member` has another value.
  [[nodiscard]] std::string differs(const std::string& member) const;
};

/// nullopt: the member is required, or has no default, or one that cannot be told from what a sender wrote: then it is
/// a std::optional. That is so of lists and objects that are not empty, of values of several types, and within a struct
/// whose schema counts its members or asks for them together (its rule), since there absent is not the same as default.
[[nodiscard]] std::optional<Fallback> fallback_of(const model::Types& types, const CppTypes& cpp, model::TypeId owner,
                                                  const model::Property& property);

/// The initialiser of a member that is required: its default if it has one that C++ can say, "{}", "0".
[[nodiscard]] std::string initialiser_of(const model::Types& types, const CppTypes& cpp,
                                         const model::Property& property);

}  // namespace meshgen::plan
