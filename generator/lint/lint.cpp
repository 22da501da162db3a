#include "lint/lint.hpp"

#include "lint/rule.hpp"

namespace meshgen::lint {

void lint(const model::Api& api, Severity severity, diag::Sink& sink) {
  const Context context{api, severity, sink};
  for (const auto rule : {check_operations, check_dispatch, check_topics, check_cloud_events, check_ranges,
                          check_patterns, check_required, check_examples}) {
    rule(context);
  }
}

}  // namespace meshgen::lint
