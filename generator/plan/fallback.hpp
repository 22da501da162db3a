/// `default`: what a member begins with and, if it need not be there, has where the text has none.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lint/judge.hpp"
#include "model/api.hpp"
#include "plan/cpp_type.hpp"

namespace meshgen::plan {

/// A static member function of the struct: it reads the default's text once.
struct DefaultFunction {
  std::string name;  ///< "default_steps"
  std::string type;  ///< of the member
  std::string text;  ///< the default as JSON
};

/// A member that need not be there, and always has a value. What is as the default says is not written.
struct Fallback {
  std::string value;  ///< an expression: "5", "\"EUR\"", "Job::default_steps()"; empty: a list, a map or null
  bool is_null = false;
  bool is_bool = false;
  std::optional<DefaultFunction> function;  ///< what the expression calls

  /// Within the struct: "5", "default_steps()", "{}".
  [[nodiscard]] std::string initialiser() const;
  /// The statement that gives `member` that value.
  [[nodiscard]] std::string assign(const std::string& member) const;
  /// The condition that `member` has another value.
  [[nodiscard]] std::string differs(const std::string& member) const;
};

class Defaults {
 public:
  /// `together` is that of the types' recursion (plan/recursion); all of these outlive it.
  Defaults(const model::Types& types, const CppTypes& cpp, const resolve::ResolvedDocument& document,
           std::vector<std::size_t> together)
      : types_(types), cpp_(cpp), judge_(document), together_(std::move(together)) {}

  /// nullopt: the member is required, or has no default, or one that cannot be told from what a sender wrote, within a
  /// struct whose schema counts its members or asks for them together (its rule), or one that initial() has no value
  /// of: then it is a std::optional.
  [[nodiscard]] std::optional<Fallback> fallback(model::TypeId owner, const model::Property& property);
  /// The default, if C++ has it: in a literal, or by reading its text. Not one that its own schema refuses or its type
  /// does not hold, none of a type that leads back to the owner (which would begin with a value of its own kind, and so
  /// on), none of more than 60,000 bytes.
  [[nodiscard]] std::optional<Fallback> initial(model::TypeId owner, const model::Property& property);
  /// What a member without a default begins with: "{}", "0".
  [[nodiscard]] std::string nothing(const model::Property& property) const;

 private:
  [[nodiscard]] bool is_readable(model::TypeId owner, const model::Property& property, const std::string& text);
  [[nodiscard]] std::string function_name(model::TypeId owner, const model::Property& property) const;

  const model::Types& types_;
  const CppTypes& cpp_;
  lint::Judge judge_;
  std::vector<std::size_t> together_;
};

}  // namespace meshgen::plan
