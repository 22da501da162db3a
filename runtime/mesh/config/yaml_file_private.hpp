/// A YAML settings file as a flat list. The only door to yaml-cpp in the runtime.
#pragma once

#include <string>
#include <vector>

#include <mesh/base/error.hpp>

namespace mesh::config {

struct FileSetting {
  std::string key;  ///< keys of nested maps joined by dots
  std::string value;
  int line = 0;  ///< from 1
};

/// kConfiguration with `path:line:` when the file can't be read, is no YAML, or is no map of scalars (lists of scalars
/// are joined with commas); a key given twice is an error too.
[[nodiscard]] Result<std::vector<FileSetting>> read_yaml_file(const std::string& path);

}  // namespace mesh::config
