/// Strings, names and the other words of a JSON text. A reader takes the cursor where a value starts and returns it
/// right behind the value, or nullptr once the fault is noted in the context. Every reader replaces `out`.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <mesh/base/text.hpp>
#include <mesh/json/context.hpp>
#include <mesh/json/scan.hpp>

namespace mesh::json {

[[nodiscard]] const char* read_string_slow(const char* p, std::string& out, Context& context);

/// Text of at most this length takes no allocation in any standard library.
inline constexpr std::size_t kInlineText = 15;

/// Short text, of which most strings of messages are, is taken with a fixed length and cut: no call and no loop.
inline void assign_text(const char* p, std::size_t size, std::string& out) {
  if (size <= kInlineText && out.capacity() <= 2 * kInlineText) {
    std::destroy_at(&out);
    std::construct_at(&out, p, kInlineText);  // the text is padded
    out.erase(size);
  } else {
    out.assign(p, size);
  }
}

[[nodiscard]] inline const char* read_string(const char* p, std::string& out, Context& context) {
  if (*p == '"') {
    const PlainRun run = scan_plain(p + 1);
    const std::string_view text(p + 1, static_cast<std::size_t>(run.end - p - 1));
    if (*run.end == '"' && (run.is_ascii || is_utf8(text))) {
      assign_text(text.data(), text.size(), out);
      return run.end + 1;
    }
  }
  return read_string_slow(p, out, context);
}

/// Without escapes it lies in the caller's text, wherever that is read; else `out` owns it.
[[nodiscard]] inline const char* read_text(const char* p, Text& out, Context& context) {
  if (*p == '"') {
    const PlainRun run = scan_plain(p + 1);
    const std::string_view text(p + 1, static_cast<std::size_t>(run.end - p - 1));
    if (*run.end == '"' && (run.is_ascii || is_utf8(text))) {
      out = std::string_view(context.in_source(p + 1), text.size());
      return run.end + 1;
    }
  }
  p = read_string_slow(p, context.scratch, context);
  if (p != nullptr) out = Text::copy_of(context.scratch);
  return p;
}

/// A view into the text or, if the string has escapes, into the context's scratch: valid until the next one is read.
[[nodiscard]] const char* read_view(const char* p, std::string_view& out, Context& context);

[[nodiscard]] const char* read_bool(const char* p, bool& out, Context& context);
[[nodiscard]] const char* read_null(const char* p, Context& context);

/// Exactly this string, which lives as long as the program.
[[nodiscard]] const char* read_const(const char* p, std::string_view value, Context& context);

}  // namespace mesh::json
