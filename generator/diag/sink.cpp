#include "diag/sink.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace meshgen::diag {

Diagnostic& Sink::report(const Code& code, Span span, std::string message) {
  return report_as(code.severity, code, span, std::move(message));
}

Diagnostic& Sink::report_as(Severity severity, const Code& code, Span span, std::string message) {
  if (severity == Severity::kError) ++error_count_;
  Diagnostic diagnostic;
  diagnostic.code = &code;
  diagnostic.severity = severity;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  return diagnostics_.emplace_back(std::move(diagnostic));
}

bool Sink::has_errors(Category category) const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Diagnostic& d) {
    return d.severity == Severity::kError && d.code->category == category;
  });
}

std::vector<const Diagnostic*> Sink::sorted() const {
  std::vector<const SourceFile*> files;
  const auto rank = [&](const SourceFile* file) {
    if (file == nullptr) return std::size_t{0};
    return static_cast<std::size_t>(std::find(files.begin(), files.end(), file) - files.begin()) + 1;
  };
  std::vector<const Diagnostic*> list;
  for (const auto& diagnostic : diagnostics_) {
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
