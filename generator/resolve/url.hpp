/// References to documents on the network, as RFC 3986 has them. Nothing is opened here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace meshgen::resolve {

/// Does it begin with `http:` or `https:`, in whatever case?
[[nodiscard]] bool is_remote(std::string_view reference);

/// Does it begin with a scheme, of whatever kind: `urn:`, `https:`?
[[nodiscard]] bool has_scheme(std::string_view reference);

/// The absolute URI that `reference` means beside `base`, of any scheme; otherwise as `resolve_url`. nullopt: it is
/// none.
[[nodiscard]] std::optional<std::string> resolve_uri(std::string_view base, std::string_view reference);

/// The absolute URL that `reference` means in a document that came from `base` (RFC 3986, 5.2), without fragment;
/// scheme and host in lower case, no `.` and `..`, so that one document has one name. `base` may be empty if
/// `reference` is absolute. nullopt: it is no URL of http or https with a host.
[[nodiscard]] std::optional<std::string> resolve_url(std::string_view base, std::string_view reference);

/// `https://user:password@host/…`: who commits the contract would commit that, too.
[[nodiscard]] bool has_credentials(std::string_view url);

}  // namespace meshgen::resolve
