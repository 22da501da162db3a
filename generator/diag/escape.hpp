/// Text for the formats of machines: what a document or a file name holds must not end up as syntax.
#pragma once

#include <string>
#include <string_view>

namespace meshgen::diag {

/// Valid UTF-8: a byte that is none becomes U+FFFD.
[[nodiscard]] std::string as_utf8(std::string_view text);

/// For XML 1.0, in a quoted attribute: what XML forbids becomes U+FFFD.
[[nodiscard]] std::string as_xml_attribute(std::string_view text);
/// The same between tags, where line ends stay as they are.
[[nodiscard]] std::string as_xml_text(std::string_view text);

/// After the `::` of a GitHub workflow command.
[[nodiscard]] std::string as_github_text(std::string_view text);
/// The value of a property of such a command.
[[nodiscard]] std::string as_github_property(std::string_view text);

/// A path as a URI: relative ones stay relative, absolute ones begin with `file://`; bytes are escaped as they are.
[[nodiscard]] std::string as_uri(std::string_view path);

}  // namespace meshgen::diag
