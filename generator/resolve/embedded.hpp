/// Documents that everybody refers to and that never change: nobody has to vendor them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace meshgen::resolve {

/// The address of the meta-schema of draft-07, "draft-07.json" below.
inline constexpr std::string_view kDraft7MetaSchema = "http://json-schema.org/draft-07/schema";

/// File names and texts.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& embedded_texts();

}  // namespace meshgen::resolve
