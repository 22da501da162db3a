/// What the model means: one rule a file, one list of them.
#pragma once

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "resolve/document.hpp"

namespace meshgen::lint {

/// What cannot become code is a warning when judging a document and a refusal when generating from it.
enum class Severity { kWarn, kRefuse };

void lint(const model::Api& api, const resolve::ResolvedDocument& document, Severity severity, diag::Sink& sink);

}  // namespace meshgen::lint
