# cmake -DSOURCE=templates -DOUTPUT=embedded.cpp -P EmbedTemplates.cmake
# Writes the templates into one C++ file, in a fixed order.
file(GLOB_RECURSE files RELATIVE "${SOURCE}" "${SOURCE}/*.mustache" "${SOURCE}/*.yaml")
list(SORT files)
set(code "// Made from templates/ by EmbedTemplates.cmake.\n#include \"render/template_set.hpp\"\n\n")
string(APPEND code "namespace meshgen::render {\n\nconst std::vector<std::pair<std::string, std::string>>& embedded_templates() {\n")
string(APPEND code "  static const std::vector<std::pair<std::string, std::string>> kFiles{\n")
foreach(file IN LISTS files)
  file(READ "${SOURCE}/${file}" text)
  string(APPEND code "      {\"${file}\", R\"~~~(${text})~~~\"},\n")
endforeach()
string(APPEND code "  };\n  return kFiles;\n}\n\n}  // namespace meshgen::render\n")
file(WRITE "${OUTPUT}" "${code}")
