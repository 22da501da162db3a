/// One of all the things that are wrong with a text.
#pragma once

#include <string>

namespace mesh::json {

struct Violation {
  std::string path;         ///< JSON Pointer of the instance, bounded like Fault::path
  std::string schema_path;  ///< JSON Pointer into the schema's text: "/properties/size/minimum"
  std::string keyword;      ///< "minimum"; "false" for a schema that is false; "syntax" and its like for malformed text
  std::string message;      ///< "is 0, must be at least 1"
};

}  // namespace mesh::json
