/// ResolvedDocument to Api.
#pragma once

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "resolve/document.hpp"

namespace meshgen::model {

/// Holds what is sound: a part that had an error is left out, so that no later stage reports it again.
[[nodiscard]] Api build_model(const resolve::ResolvedDocument& document, diag::Sink& sink);

}  // namespace meshgen::model
