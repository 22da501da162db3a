/// Questions about single values, as the published schemas ask them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/node.hpp"
#include "resolve/document.hpp"

namespace meshgen::validate {

/// RFC 3986: an absolute URI.
[[nodiscard]] bool is_uri(std::string_view text);
/// Only characters of RFC 3986; '%' only before two hexadecimal digits.
[[nodiscard]] bool is_uri_reference(std::string_view text);
/// RFC 6570: literals, and expressions as `{name}`.
[[nodiscard]] bool is_uri_template(std::string_view text);
/// "name@host.tld", as JSON Schema's `email` is commonly checked.
[[nodiscard]] bool is_email(std::string_view text);

/// `x-` and letters, digits, '.', '-', '_'.
[[nodiscard]] bool is_extension(std::string_view key);
/// Letters, digits, '-', '_' and what else is given: what the text wants of names.
[[nodiscard]] bool is_name(std::string_view text, std::string_view also = "");

enum class Integer { kFits, kTooSmall, kTooLarge, kNone };
/// A number without fraction, `3.0` included, of any size.
[[nodiscard]] Integer integer_within(const load::Node& node, std::int64_t minimum, std::int64_t maximum);

/// Code points of a text in UTF-8.
[[nodiscard]] std::size_t length(std::string_view text);

/// "'a' is given twice": the first pair of equal items, references followed; nullopt if all differ.
struct Twice {
  const load::Node* first;
  const load::Node* second;
};
[[nodiscard]] std::optional<Twice> find_twice(const std::vector<load::Node>& items,
                                              const resolve::ResolvedDocument& document);

/// "an Info Object"
[[nodiscard]] std::string with_article(std::string_view name);

}  // namespace meshgen::validate
