/// What the text of a CloudEvents attribute must look like.
#pragma once

#include <string_view>

namespace mesh::events {

/// Valid UTF-8 without control characters (U+0000-1F, U+007F-9F), surrogates and noncharacters.
[[nodiscard]] bool is_attribute_string(std::string_view text) noexcept;
/// [a-z0-9]+, and not "data".
[[nodiscard]] bool is_attribute_name(std::string_view name) noexcept;
/// RFC 3986 URI-reference.
[[nodiscard]] bool is_uri_reference(std::string_view text) noexcept;
/// A URI with a scheme. A fragment is let through, though RFC 3986's absolute-URI has none: schema addresses carry
/// them.
[[nodiscard]] bool is_absolute_uri(std::string_view text) noexcept;
/// RFC 2046: type/subtype, parameters unread.
[[nodiscard]] bool is_media_type(std::string_view text) noexcept;
/// Starts, in any case, with `application/cloudevents`.
[[nodiscard]] bool is_structured_mode(std::string_view content_type) noexcept;

}  // namespace mesh::events
