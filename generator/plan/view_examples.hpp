/// Exactly what the template of examples_test.cpp may see.
#pragma once

#include <string>
#include <vector>

namespace meshgen::plan {

struct NearMissView {
  std::string payload;  ///< the type
  std::string members;  ///< without(members, "id"), with(members, "id", "[]")
};

struct ExampleView {
  std::string name;     ///< of the test case, quoted
  std::string payload;  ///< the type
  bool is_object = false;
  std::string text;                  ///< quoted; of what is no object
  std::vector<std::string> members;  ///< `{"id", "7"}`: name and JSON text
  std::vector<NearMissView> near_misses;
};

struct ExamplesFileView {
  std::string contract;
  std::string cpp_namespace;
  bool is_wanted = false;    ///< tests were asked for
  bool has_objects = false;  ///< some example is an object
  std::vector<ExampleView> examples;
};

}  // namespace meshgen::plan
