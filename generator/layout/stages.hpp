/// What lay_out() does, one after the other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "layout/layout.hpp"
#include "layout/tokens.hpp"

namespace meshgen::layout {

/// Tokens of a piece to lines, with their indentation. `namespaces` are open before it, and then behind it. nullopt if
/// brackets do not match.
[[nodiscard]] std::optional<std::vector<Line>> split_lines(std::vector<Token> tokens, std::size_t& namespaces);

/// Has the line room for all that it holds, and does its source have it on one line, with nothing that asks for a
/// break? Most are so: they get their width, and are not looked at any further.
[[nodiscard]] bool stands(Line& line);

/// All that the search for breaks needs: the four below, one after the other. Does children, too.
void analyse(Line& line);

/// The roles of tokens, in their nesting.
void annotate(Line& line);

/// Expressions by precedence: where operands begin and end.
void group_expressions(Line& line);

/// Where a line may and must be broken, what each break costs; needs roles and groups.
void find_breaks(Line& line);

/// The ways to set a braced list in columns.
void find_columns(Line& line);

/// Lines that stand together on one if there is room: short functions, `if (…) return;`.
[[nodiscard]] std::vector<Line> join_lines(std::vector<Line> lines);

/// A comment, each of its lines broken between words where it is too long.
void append_comment(std::string_view comment, std::size_t indent, std::string& out);

/// Where a literal's text is broken so that `room` columns suffice: behind a blank, else a slash, else what is no
/// letter or digit, else anywhere. 0: nowhere.
[[nodiscard]] std::size_t split_string(std::string_view text, std::size_t room);

/// The line with its breaks, without the indentation of its first token; returns what the breaks cost.
std::size_t append_line(const Line& line, std::size_t column, std::string& out, Cost& cost);

}  // namespace meshgen::layout
