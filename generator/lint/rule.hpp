/// What a rule gets; lint.cpp lists the rules in the order they run.
#pragma once

#include <string>

#include "diag/codes.hpp"
#include "diag/sink.hpp"
#include "lint/judge.hpp"
#include "lint/lint.hpp"
#include "lint/survey.hpp"
#include "model/api.hpp"
#include "resolve/document.hpp"

namespace meshgen::lint {

struct Context {
  const model::Api& api;                      ///< what becomes code
  const resolve::ResolvedDocument& document;  ///< the whole of it
  const Survey& survey;
  Judge& judge;
  Severity severity;
  diag::Sink& sink;

  /// For codes of category kUnsupported: an error when generating.
  diag::Diagnostic& refuse(const diag::Code& code, diag::Span span, std::string message) const {
    const bool is_error = severity == Severity::kRefuse;
    return sink.report_as(is_error ? diag::Severity::kError : diag::Severity::kWarning, code, span, std::move(message));
  }
};

// what becomes code
void check_operations(const Context& context);
void check_dispatch(const Context& context);
void check_exchanges(const Context& context);
void check_topics(const Context& context);
void check_delivery(const Context& context);
void check_required(const Context& context);
// schemas
void check_examples(const Context& context);
void check_defaults(const Context& context);
void check_values(const Context& context);
void check_ranges(const Context& context);
void check_impossible(const Context& context);
void check_patterns(const Context& context);
void check_discriminators(const Context& context);
void check_all_of(const Context& context);
// objects of the document
void check_parameters(const Context& context);
void check_locations(const Context& context);
void check_server_variables(const Context& context);
void check_replies(const Context& context);
void check_topic_settings(const Context& context);
void check_topic_collisions(const Context& context);
void check_topic_configuration(const Context& context);
void check_schema_registry(const Context& context);
void check_security(const Context& context);
void check_scopes(const Context& context);
void check_credentials(const Context& context);
void check_cloud_events(const Context& context);
void check_cloud_event_headers(const Context& context);
void check_content_type_header(const Context& context);
void check_dead_letters(const Context& context);
void check_unused_components(const Context& context);

}  // namespace meshgen::lint
