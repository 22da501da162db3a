/// JSON Pointers as fragments of URIs (RFC 6901).
#pragma once

#include <string>
#include <string_view>

#include "load/node.hpp"

namespace meshgen::resolve {

[[nodiscard]] std::string percent_decode(std::string_view text);

/// The first token of "/a~1b/c", decoded; `rest` is what follows it.
[[nodiscard]] std::string first_token(std::string_view pointer, std::string_view& rest);

/// What stands in a map or list at a token; nullptr if nothing does.
[[nodiscard]] const load::Node* step(const load::Node& node, const std::string& token);

}  // namespace meshgen::resolve
