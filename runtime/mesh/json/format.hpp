/// The formats of JSON Schema that we check: whole-string tests without allocation.
#pragma once

#include <span>
#include <string_view>

namespace mesh::json {

[[nodiscard]] bool is_uuid(std::string_view text) noexcept;
/// RFC 3339. Days are checked against month and year; second 60 only where it is 23:59:60 UTC.
[[nodiscard]] bool is_date_time(std::string_view text) noexcept;
[[nodiscard]] bool is_date(std::string_view text) noexcept;
[[nodiscard]] bool is_time(std::string_view text) noexcept;
/// RFC 5321 with a dot-atom or quoted local part; the domain is a host name or an address literal.
[[nodiscard]] bool is_email(std::string_view text) noexcept;
/// RFC 3986 with a scheme.
[[nodiscard]] bool is_uri(std::string_view text) noexcept;
/// RFC 3986: a URI, or what is relative to one.
[[nodiscard]] bool is_uri_reference(std::string_view text) noexcept;
[[nodiscard]] bool is_hostname(std::string_view text) noexcept;
[[nodiscard]] bool is_ipv4(std::string_view text) noexcept;
[[nodiscard]] bool is_ipv6(std::string_view text) noexcept;
/// RFC 4648 section 4, padded.
[[nodiscard]] bool is_base64(std::string_view text) noexcept;
/// RFC 3339, appendix A: no unit is left out between two others.
[[nodiscard]] bool is_duration(std::string_view text) noexcept;
/// RFC 6901, as a string: no fragment of a URI.
[[nodiscard]] bool is_json_pointer(std::string_view text) noexcept;

/// A format by the name that schemas give it.
struct FormatTest {
  std::string_view name;
  bool (*is)(std::string_view) noexcept;
  std::string_view what;  ///< for messages: "a UUID"
};
/// In the order of Format.
[[nodiscard]] std::span<const FormatTest> format_tests() noexcept;
/// nullptr: none that we check.
[[nodiscard]] const FormatTest* find_format(std::string_view name) noexcept;

}  // namespace mesh::json
