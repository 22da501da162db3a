#include "diag/sink.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace meshgen::diag {
namespace {

bool covers(const Ignore& ignore, const Diagnostic& diagnostic) {
  const auto& extent = ignore.extent;
  const auto& span = diagnostic.span;
  return ignore.code == diagnostic.code->id && span.file == extent.file && span.file != nullptr &&
         span.begin >= extent.begin && span.begin < extent.end;
}

/// The user's words stand in quotes, or in a list: each that is a secret becomes three stars.
std::string without(std::string_view said, const std::set<std::string, std::less<>>& secrets) {
  std::string out;
  while (!said.empty()) {
    const auto end = std::min(said.find_first_of("',:"), said.size());
    const auto word = said.substr(0, end);
    const auto blanks = std::min(word.find_first_not_of(' '), word.size());
    out += word.substr(0, blanks);
    out += secrets.contains(word.substr(blanks)) ? "***" : word.substr(blanks);
    if (end < said.size()) out += said[end];
    said.remove_prefix(std::min(end + 1, said.size()));
  }
  return out;
}

}  // namespace

Diagnostic& Sink::report(const Code& code, Span span, std::string message) {
  return report_as(code.severity, code, span, std::move(message));
}

Diagnostic& Sink::report_as(Severity severity, const Code& code, Span span, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = &code;
  diagnostic.severity = severity;
  diagnostic.reported = severity;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  auto& kept = diagnostics_.emplace_back(std::move(diagnostic));
  settle(kept);
  return kept;
}

void Sink::settle(Diagnostic& diagnostic) {
  const auto level = policy_.levels.find(diagnostic.code->id);
  if (diagnostic.reported == Severity::kWarning && level != policy_.levels.end()) {
    if (level->second == Level::kIgnore) diagnostic.silence = Silence::kSettings;
    if (level->second == Level::kError) diagnostic.severity = Severity::kError;
  }
  if (diagnostic.severity == Severity::kError) ++error_count_;
  // The innermost: one that lies around it may then show itself as needless.
  Ignore* nearest = nullptr;
  for (auto& each : ignores_) {
    if (!covers(each, diagnostic)) continue;
    if (nearest == nullptr || each.extent.end - each.extent.begin < nearest->extent.end - nearest->extent.begin)
      nearest = &each;
  }
  if (nearest != nullptr) apply(*nearest, diagnostic);
}

void Sink::apply(Ignore& ignore, Diagnostic& diagnostic) {
  ++ignore.uses;
  if (diagnostic.reported == Severity::kError) {
    // A warning of 'validate' that keeps code from being made is an error of 'generate'.
    diagnostic.note(ignore.place, "this cannot silence it: here it is an error, as no code can be made of it");
    return;
  }
  if (diagnostic.severity == Severity::kError) --error_count_;
  diagnostic.severity = Severity::kWarning;
  diagnostic.silence = Silence::kDocument;
  diagnostic.silence_reason = ignore.reason;
}

void Sink::adopt_errors(const Sink& other) {
  sources_.insert(sources_.end(), other.sources_.begin(), other.sources_.end());
  hidden_lines_.insert(other.hidden_lines_.begin(), other.hidden_lines_.end());
  for (const auto* each : other.sorted()) {
    if (each->severity != Severity::kError) continue;
    diagnostics_.push_back(*each);
    ++error_count_;
  }
}

void Sink::ignore(Ignore ignore) {
  auto& kept = ignores_.emplace_back(std::move(ignore));
  for (auto& diagnostic : diagnostics_) {
    if (diagnostic.silence != Silence::kDocument && covers(kept, diagnostic)) apply(kept, diagnostic);
  }
}

void Sink::hide(const std::vector<Secret>& secrets) {
  std::set<std::string, std::less<>> texts;
  for (const auto& [span, text] : secrets) {
    if (span.file == nullptr) continue;
    if (!text.empty()) texts.insert(text);
    const auto last = span.file->position(std::max(span.begin, span.end)).line;
    for (auto line = span.file->position(span.begin).line; line <= last; ++line) hidden_lines_.emplace(span.file, line);
  }
  if (texts.empty()) return;
  for (auto& diagnostic : diagnostics_) {
    if (!hides_line(diagnostic.span)) continue;
    for (auto* said : {&diagnostic.message, &diagnostic.help}) *said = without(*said, texts);
    for (auto& note : diagnostic.notes) note.text = without(note.text, texts);
  }
}

bool Sink::hides_line(const Span& span) const {
  return span.file != nullptr && hidden_lines_.contains({span.file, span.file->position(span.begin).line});
}

bool Sink::has_errors(Category category) const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Diagnostic& d) {
    return d.severity == Severity::kError && d.code->category == category;
  });
}

bool Sink::has_any(Category category) const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(),
                     [&](const Diagnostic& d) { return d.silence == Silence::kNone && d.code->category == category; });
}

std::vector<const Diagnostic*> Sink::sorted() const { return in_order(false); }

std::vector<const Diagnostic*> Sink::silenced() const { return in_order(true); }

std::vector<const Diagnostic*> Sink::in_order(bool silenced) const {
  std::vector<const SourceFile*> files;
  const auto rank = [&](const SourceFile* file) {
    if (file == nullptr) return std::size_t{0};
    return static_cast<std::size_t>(std::find(files.begin(), files.end(), file) - files.begin()) + 1;
  };
  std::vector<const Diagnostic*> list;
  for (const auto& diagnostic : diagnostics_) {
    if ((diagnostic.silence != Silence::kNone) != silenced) continue;
    list.push_back(&diagnostic);
    if (diagnostic.span.file != nullptr && rank(diagnostic.span.file) > files.size())
      files.push_back(diagnostic.span.file);
  }
  // What was reported first comes first where places are the same.
  std::vector<std::size_t> order(list.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(rank(list[a]->span.file), list[a]->span.begin, a) <
           std::tuple(rank(list[b]->span.file), list[b]->span.begin, b);
  });
  std::vector<const Diagnostic*> sorted;
  for (const auto index : order) sorted.push_back(list[index]);
  return sorted;
}

}  // namespace meshgen::diag
