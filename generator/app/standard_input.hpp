/// A document that comes through a pipe: an editor's unsaved text, say.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "load/files.hpp"

namespace meshgen::app {

/// Reads standard input to its end, once; under `name` that text is read, every other file from the disk.
/// References may lead to `roots`.
[[nodiscard]] std::unique_ptr<load::FileReader> standard_input_as(const std::string& name,
                                                                  std::vector<std::string> roots);

}  // namespace meshgen::app
