/// What the user chose on the command line.
#pragma once

#include <string>

namespace meshgen::plan {

/// Whose side of the contract is generated.
enum class Role {
  kApplication,  ///< the one that the contract describes
  kInverse,      ///< the one it talks with
};

struct Options {
  std::string cpp_namespace;  ///< empty: `x-cpp-namespace`, else the contract's file stem
  Role role = Role::kApplication;
  bool tests = false;  ///< a Catch2 test of the contract's examples as well
};

}  // namespace meshgen::plan
