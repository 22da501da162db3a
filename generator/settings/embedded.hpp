/// Made by cmake/EmbedTemplates.cmake.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace meshgen::settings {

/// (name, text) of the schemas of this folder.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& embedded_texts();

}  // namespace meshgen::settings
