#include "diag/printer.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace meshgen::diag {

std::string visible(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\t') {
      shown += ' ';
    } else if (byte < 0x20U || byte == 0x7FU) {
      shown += '?';
    } else {
      shown += c;
    }
  }
  return shown;
}

namespace {

struct Paint {
  bool on;
  [[nodiscard]] std::string_view operator()(std::string_view escape) const { return on ? escape : std::string_view{}; }
};

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kMagenta = "\x1b[1;35m";
constexpr std::string_view kCyan = "\x1b[1;36m";
constexpr std::string_view kGreen = "\x1b[1;32m";
constexpr std::string_view kOff = "\x1b[0m";

std::string place(const Span& span) {
  if (span.file == nullptr) return "meshgen: ";
  const auto at = span.file->position(span.begin);
  return fmt::format("{}:{}:{}: ", visible(span.file->path()), at.line, at.column);
}

/// A window of 160 columns around the caret, so that a minified document does not fill the screen.
void excerpt(std::string& out, const Span& span, const Paint& paint) {
  if (span.file == nullptr || span.file->text().empty()) return;
  constexpr std::size_t kWindow = 160;
  const auto at = span.file->position(span.begin);
  auto line = visible(span.file->line(at.line));
  auto caret = at.column - 1;
  if (line.size() > kWindow) {
    std::size_t begin = caret > kWindow / 2 ? caret - kWindow / 2 : 0;
    begin = std::min(begin, line.size());
    while (begin > 0 && begin < line.size() && (static_cast<unsigned char>(line[begin]) & 0xC0U) == 0x80U) --begin;
    line = line.substr(begin, kWindow);
    caret -= std::min(caret, begin);
  }
  out += fmt::format("{:>6} | {}\n", at.line, line);
  out += fmt::format("       | {:{}}{}^{}\n", "", caret, paint(kGreen), paint(kOff));
}

}  // namespace

std::string print(const Diagnostic& diagnostic, const Sink& sink, Colours colours) {
  const Paint paint{colours == Colours::kAlways};
  const bool is_error = diagnostic.severity == Severity::kError;
  std::string out = fmt::format("{}{}{}{}{}{} {}{}{} [{}]\n", paint(kBold), place(diagnostic.span), paint(kOff),
                                paint(is_error ? kRed : kMagenta), is_error ? "error:" : "warning:", paint(kOff),
                                paint(kBold), visible(diagnostic.message), paint(kOff), diagnostic.code->id);
  if (!sink.hides_line(diagnostic.span)) excerpt(out, diagnostic.span, paint);
  for (const auto& note : diagnostic.notes) {
    out += fmt::format("  {}{}note:{} {}\n", place(note.span), paint(kCyan), paint(kOff), visible(note.text));
  }
  if (!diagnostic.help.empty()) {
    out += fmt::format("  {}help:{} {}\n", paint(kCyan), paint(kOff), visible(diagnostic.help));
  }
  return out;
}

std::string print(const Sink& sink, Colours colours, std::size_t limit) {
  std::string out;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t hidden = 0;
  for (const auto* diagnostic : sink.sorted()) {
    const bool is_error = diagnostic->severity == Severity::kError;
    (is_error ? errors : warnings) += 1;
    if ((is_error ? errors : warnings) > limit) {
      ++hidden;
    } else {
      out += print(*diagnostic, sink, colours);
    }
  }
  if (hidden > 0) out += fmt::format("meshgen: {} more not shown\n", hidden);
  return out;
}

}  // namespace meshgen::diag
