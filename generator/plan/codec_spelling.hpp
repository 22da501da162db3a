/// Names, heads and arguments of the functions in codec.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/types.hpp"

namespace meshgen::plan {

/// "order_line" of "OrderLine"; "empty" where there is no word.
[[nodiscard]] std::string words_joined(std::string_view text);

/// An enumerator of json::Format.
[[nodiscard]] std::string format_name(model::Format format);

/// `{}`, `{1}`, `{0, 5}`: an initialiser of json::Count.
[[nodiscard]] std::string count_literal(const std::optional<std::uint64_t>& min,
                                        const std::optional<std::uint64_t>& max);

/// Without their braces. What a function does not use has no name in it.
[[nodiscard]] std::string signature_of_read(const std::string& name, const std::string& type, bool uses_out = true);
[[nodiscard]] std::string signature_of_check(const std::string& name, const std::string& parameter,
                                             bool uses_value = true);
[[nodiscard]] std::string signature_of_write(const std::string& name, const std::string& type, bool uses_value = true);

/// A raw string, or several that are joined while the program starts; their delimiter does not stand in the text.
[[nodiscard]] std::string raw_literal(std::string_view text);

}  // namespace meshgen::plan
