/// What a rule gets; lint.cpp lists the rules in the order they run.
#pragma once

#include <string>

#include "diag/codes.hpp"
#include "diag/sink.hpp"
#include "lint/lint.hpp"
#include "model/api.hpp"

namespace meshgen::lint {

struct Context {
  const model::Api& api;
  Severity severity;
  diag::Sink& sink;

  /// For codes of category kUnsupported: an error when generating.
  diag::Diagnostic& refuse(const diag::Code& code, diag::Span span, std::string message) const {
    const bool is_error = severity == Severity::kRefuse;
    return sink.report_as(is_error ? diag::Severity::kError : diag::Severity::kWarning, code, span, std::move(message));
  }
};

void check_topics(const Context& context);
void check_operations(const Context& context);
void check_dispatch(const Context& context);
void check_examples(const Context& context);
void check_cloud_events(const Context& context);
void check_ranges(const Context& context);
void check_patterns(const Context& context);
void check_required(const Context& context);

}  // namespace meshgen::lint
