/// Where every stage puts what it has to say. One object per run; not for use from several threads at once.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diag/diagnostic.hpp"
#include "diag/policy.hpp"

namespace meshgen::diag {

/// A text of a document that is nobody else's affair.
struct Secret {
  Span span;
  std::string text;
};

class Sink {
 public:
  Sink() = default;
  /// Stages report as ever; what the user wants of warnings is settled here.
  explicit Sink(Policy policy) : policy_(std::move(policy)) {}

  /// Keeps the diagnostic; the reference stays valid, so that notes and help can be added.
  Diagnostic& report(const Code& code, Span span, std::string message);
  /// The same with another severity than the code's own.
  Diagnostic& report_as(Severity severity, const Code& code, Span span, std::string message);

  /// The errors of another sink, as they are there, with the texts that they point into.
  void adopt_errors(const Sink& other);

  /// Silences matching warnings: those to come and those that were reported already.
  void ignore(Ignore ignore);

  /// Keeps a text for as long as the diagnostics that point into it: a stage that gives up drops its document.
  void keep(std::shared_ptr<const SourceFile> source) { sources_.push_back(std::move(source)); }

  /// What is never shown: the lines that a secret's span touches, and in what was said of them the secret itself.
  void hide(const std::vector<Secret>& secrets);
  [[nodiscard]] bool hides_line(const Span& span) const;

  [[nodiscard]] std::size_t error_count() const noexcept { return error_count_; }
  [[nodiscard]] bool has_errors() const noexcept { return error_count_ != 0; }
  [[nodiscard]] bool has_errors(Category category) const;
  /// An error, or a warning that nothing silenced.
  [[nodiscard]] bool has_any(Category category) const;
  /// In document order: files as they were first seen, then by place; what has no place comes first.
  [[nodiscard]] std::vector<const Diagnostic*> sorted() const;
  /// What was silenced, in the same order.
  [[nodiscard]] std::vector<const Diagnostic*> silenced() const;
  [[nodiscard]] const std::vector<Ignore>& ignores() const noexcept { return ignores_; }

 private:
  void settle(Diagnostic& diagnostic);
  void apply(Ignore& ignore, Diagnostic& diagnostic);
  [[nodiscard]] std::vector<const Diagnostic*> in_order(bool silenced) const;

  Policy policy_;
  std::vector<Ignore> ignores_;
  std::deque<Diagnostic> diagnostics_;
  std::vector<std::shared_ptr<const SourceFile>> sources_;
  std::set<std::pair<const SourceFile*, std::size_t>> hidden_lines_;
  std::size_t error_count_ = 0;
};

}  // namespace meshgen::diag
