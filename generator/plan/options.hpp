/// What the user chose on the command line.
#pragma once

#include <string>
#include <string_view>

namespace meshgen::plan {

/// Whose side of the contract is generated.
enum class Role {
  kApplication,  ///< the one that the contract describes
  kInverse,      ///< the one it talks with
};

/// C++ types in place of those that we would take, for a whole contract.
struct TypeChoices {
  bool time_is_chrono = false;       ///< `date-time` and `date` are std::chrono's, not texts
  bool maps_are_unordered = false;   ///< std::unordered_map
  bool strings_are_views = false;    ///< mesh::Text, which lies in what it was read from
  bool optionals_are_boxed = false;  ///< a struct that may be absent lies on the heap: std::optional<mesh::Box<T>>

  friend bool operator==(const TypeChoices&, const TypeChoices&) = default;
};

/// "time" "chrono": false if there is no such choice.
[[nodiscard]] bool choose(std::string_view what, std::string_view which, TypeChoices& choices);
inline constexpr std::string_view kTypeChoices =
    "there are: time=string|chrono, map=ordered|unordered, string=owned|view, optional=inline|boxed";

struct Options {
  std::string cpp_namespace;  ///< empty: `x-cpp-namespace`, else the contract's file stem
  Role role = Role::kApplication;
  TypeChoices types;
  bool tests = false;  ///< a Catch2 test of the contract's examples as well
  int shards = 1;      ///< units that the codec is split into
};

/// More units than anybody has cores for; file names keep two digits.
inline constexpr int kShardsMax = 64;

}  // namespace meshgen::plan
