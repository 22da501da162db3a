#include "lint/lint.hpp"

#include "lint/rule.hpp"

namespace meshgen::lint {

void lint(const model::Api& api, const resolve::ResolvedDocument& document, Severity severity, diag::Sink& sink) {
  const auto all = survey(document);
  Judge judge(document);
  const Context context{api, document, all, judge, severity, sink};
  for (const auto rule : {check_operations,
                          check_dispatch,
                          check_exchanges,
                          check_topics,
                          check_delivery,
                          check_required,
                          check_examples,
                          check_defaults,
                          check_values,
                          check_ranges,
                          check_impossible,
                          check_patterns,
                          check_discriminators,
                          check_all_of,
                          check_parameters,
                          check_locations,
                          check_server_variables,
                          check_replies,
                          check_topic_settings,
                          check_topic_collisions,
                          check_topic_configuration,
                          check_schema_registry,
                          check_security,
                          check_scopes,
                          check_cloud_events,
                          check_cloud_event_headers,
                          check_content_type_header,
                          check_dead_letters,
                          check_unused_components,
                          check_credentials}) {
    rule(context);
  }
}

}  // namespace meshgen::lint
