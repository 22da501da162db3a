#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

#include "lint/ecma_pattern.hpp"
#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;

/// The place within the text of the document, where the pattern is written there as it reads.
diag::Span inside(const diag::Span& span, std::string_view pattern, std::size_t at) {
  if (span.file == nullptr || span.end <= span.begin || span.end > span.file->text().size()) return span;
  const auto written = std::string_view(span.file->text()).substr(span.begin, span.end - span.begin);
  const auto found = written.find(pattern);
  if (found == std::string_view::npos) return span;
  auto place = span;
  place.begin += static_cast<std::uint32_t>(found + std::min(at, pattern.size()));
  return place;
}

class Patterns {
 public:
  explicit Patterns(const Context& context) : context_(context) {
    options_.set_log_errors(false);
    const auto& types = context.api.types;
    for (std::size_t i = 0; i < types.size(); ++i) {
      const auto* string = std::get_if<model::String>(&types[static_cast<model::TypeId>(i)].shape);
      if (string != nullptr && string->pattern)
        in_code_.insert({string->pattern->span.file, string->pattern->span.begin});
    }
  }

  void check(const std::string& pattern, const diag::Span& span) {
    if (!seen_.insert({span.file, span.begin}).second) return;
    if (const auto fault = fault_of_pattern(pattern)) {
      report(diag::codes::kInvalidPattern, span, inside(span, pattern, fault->at),
             fmt::format("pattern '{}' is no regular expression: {}, at character {}", pattern, fault->text,
                         character_of(pattern, fault->at)))
          .with_help(fault->help.empty()
                         ? "patterns are those of ECMA-262: a character that stands for itself is escaped by '\\'"
                         : fault->help);
      return;
    }
    const RE2 expression(pattern, options_);
    if (expression.ok()) return;
    if (const auto beyond = beyond_linear_time(pattern)) {
      report(diag::codes::kBadPattern, span, inside(span, pattern, beyond->at),
             fmt::format("pattern '{}' cannot be used: it has {}, at character {}", pattern, beyond->text,
                         character_of(pattern, beyond->at)))
          .with_help("that has no linear-time form: say the same with a longer pattern, or check it in the handler");
      return;
    }
    const auto at = pattern.find(expression.error_arg());
    report(diag::codes::kBadPattern, span, inside(span, pattern, at == std::string::npos ? 0 : at),
           fmt::format("pattern '{}' cannot be used: {}", pattern, expression.error()))
        .with_help(
            expression.error_arg().starts_with("\\u")
                ? "write the character itself: the contract is UTF-8"
                : "it is valid, but RE2, which runs it in linear time, does not know it: say the same in another "
                  "way");
  }

 private:
  /// Only a pattern that becomes code keeps code from being made.
  diag::Diagnostic& report(const diag::Code& code, const diag::Span& whole, const diag::Span& place, std::string text) {
    if (in_code_.contains({whole.file, whole.begin})) return context_.refuse(code, place, std::move(text));
    return context_.sink.report(code, place, std::move(text));
  }

  const Context& context_;
  RE2::Options options_;
  std::set<std::pair<const diag::SourceFile*, std::uint32_t>> in_code_;
  std::set<std::pair<const diag::SourceFile*, std::uint32_t>> seen_;
};

}  // namespace

/// Patterns run on RE2, in linear time; what it cannot do, and what is no pattern at all, is said here and not at run
/// time.
void check_patterns(const Context& context) {
  Patterns patterns(context);
  for (const auto& schema : context.survey.schemas) {
    if (const auto* pattern = text_at(*schema.node, "pattern")) patterns.check(pattern->text, pattern->span);
    const auto* keys = schema.node->find("patternProperties");
    if (keys == nullptr || !keys->is(Kind::kMap)) continue;
    for (const auto& key : keys->members) patterns.check(key.key, key.key_span);
  }
}

}  // namespace meshgen::lint
