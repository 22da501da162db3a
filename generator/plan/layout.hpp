/// Breaks long signatures as .clang-format would (Google, 120 columns), so that generated code needs no formatter.
#pragma once

#include <string>
#include <vector>

namespace meshgen::plan {

/// `head` ends in the open bracket, `tail` begins with the closing one. `indent` is the column that the first line will
/// stand at; the lines come without it.
[[nodiscard]] std::vector<std::string> layout_call(const std::string& head, const std::vector<std::string>& arguments,
                                                   const std::string& tail, std::size_t indent);

}  // namespace meshgen::plan
