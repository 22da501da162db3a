/// The formats of JSON Schema, as far as examples and defaults are held to them.
#pragma once

#include <string_view>

namespace meshgen::lint {

/// True for a format that is not known here.
[[nodiscard]] bool fits_format(std::string_view format, std::string_view text);

/// "as in '2024-05-17'"; empty where nobody needs to be told.
[[nodiscard]] std::string_view shape_of_format(std::string_view format);

/// RFC 3339.
[[nodiscard]] bool is_date_time(std::string_view text);

}  // namespace meshgen::lint
