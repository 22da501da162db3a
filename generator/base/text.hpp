/// Small questions about text that several stages ask.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace meshgen::base {

/// Breaks words at `width` columns; keeps line ends and paragraphs (an empty line between them) and never splits a
/// word.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// The candidate that `word` most likely meant (Damerau-Levenshtein, a third of the length at most; else the only one
/// that begins with it), or nullopt.
[[nodiscard]] std::optional<std::string> closest(std::string_view word, std::span<const std::string_view> candidates);
/// The nearest that is at most `limit` edits away.
[[nodiscard]] std::optional<std::string> closest(std::string_view word, std::span<const std::string_view> candidates,
                                                 std::size_t limit);

[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);

/// {"region"} of "orders.{region}.v1": each once, in their order.
[[nodiscard]] std::vector<std::string> names_in_braces(std::string_view text);

/// Valid UTF-8? If not, the offset of the first bad byte goes to `bad`.
[[nodiscard]] bool is_utf8(std::string_view text, std::size_t& bad);

}  // namespace meshgen::base
