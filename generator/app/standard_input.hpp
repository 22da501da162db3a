/// A document that comes through a pipe: an editor's unsaved text, say.
#pragma once

#include <memory>
#include <string>

#include "load/files.hpp"

namespace meshgen::app {

/// Reads standard input to its end, once; under `name` that text is read, every other file from the disk.
[[nodiscard]] std::unique_ptr<load::FileReader> standard_input_as(const std::string& name);

}  // namespace meshgen::app
