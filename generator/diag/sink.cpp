#include "diag/sink.hpp"

#include <algorithm>
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
  std::stable_sort(list.begin(), list.end(), [&](const Diagnostic* a, const Diagnostic* b) {
    return std::pair(rank(a->span.file), a->span.begin) < std::pair(rank(b->span.file), b->span.begin);
  });
  return list;
}

}  // namespace meshgen::diag
