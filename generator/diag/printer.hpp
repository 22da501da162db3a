/// The only place where diagnostics become words on a terminal.
#pragma once

#include <string>
#include <string_view>

#include "diag/sink.hpp"

namespace meshgen::diag {

enum class Colours { kNever, kAlways };

/// One diagnostic of the sink as text: `path:line:col: error: message [code]`, the source line, a caret, notes and
/// help.
[[nodiscard]] std::string print(const Diagnostic& diagnostic, const Sink& sink, Colours colours);

/// All of them in document order; at most `limit` errors, then a line that says how many more there are.
[[nodiscard]] std::string print(const Sink& sink, Colours colours, std::size_t limit = 100);

/// A document's text may hold anything: control characters must not reach the terminal.
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace meshgen::diag
