/// What the user chose on the command line.
#pragma once

#include <string>

namespace meshgen::plan {

struct Options {
  std::string cpp_namespace;  ///< empty: `x-cpp-namespace`, else the contract's file stem
};

}  // namespace meshgen::plan
