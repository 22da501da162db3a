/// Values of records for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mesh::ctl {

/// JSON with a member a line, every digit as it was; nullopt if it is no JSON.
[[nodiscard]] std::optional<std::string> pretty_json(std::string_view text);
/// "00000000  7b 22 …  |{"…|", 16 bytes a line.
[[nodiscard]] std::string hex_lines(std::string_view bytes);

}  // namespace mesh::ctl
