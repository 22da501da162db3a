/// Literals, in C++ and in JSON.
#pragma once

#include <string>
#include <string_view>

#include "base/whole.hpp"
#include "model/types.hpp"

namespace meshgen::plan {

/// Literals of C++; an integer is of std::int64_t or, with a suffix, of std::uint64_t.
[[nodiscard]] std::string integer_literal(const base::Whole& value, bool is_unsigned);
/// "std::uint64_t"
[[nodiscard]] std::string integer_type(const model::Integer& integer);
[[nodiscard]] std::string double_literal(double value);

/// The text as JSON has it between quotes.
[[nodiscard]] std::string json_escaped(std::string_view text);

}  // namespace meshgen::plan
