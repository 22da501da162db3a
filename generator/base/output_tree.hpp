/// Files about to be written: path below the output folder, and bytes. In the order they were rendered.
#pragma once

#include <string>
#include <vector>

namespace meshgen::base {

struct OutputFile {
  std::string path;
  std::string bytes;
};

using OutputTree = std::vector<OutputFile>;

}  // namespace meshgen::base
