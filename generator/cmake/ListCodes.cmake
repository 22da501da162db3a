# cmake -DSOURCE=diag/codes.hpp -DOUTPUT=code_list.cpp -P ListCodes.cmake
# The table of codes as a list that a program can go through: a row of codes.hpp is all that a new code needs.
file(STRINGS "${SOURCE}" rows REGEX "^inline constexpr Code k[A-Za-z0-9]+ *{")
set(code "// Made from codes.hpp by ListCodes.cmake.\n#include \"diag/code_list.hpp\"\n\n#include \"diag/codes.hpp\"\n\n")
string(APPEND code "namespace meshgen::diag {\n\nconst std::vector<const Code*>& all_codes() {\n")
string(APPEND code "  static const std::vector<const Code*> kCodes{\n")
foreach(row IN LISTS rows)
  string(REGEX REPLACE "^inline constexpr Code (k[A-Za-z0-9]+).*" "\\1" name "${row}")
  string(APPEND code "      &codes::${name},\n")
endforeach()
string(APPEND code "  };\n  return kCodes;\n}\n\n}  // namespace meshgen::diag\n")
file(WRITE "${OUTPUT}" "${code}")
