/// The structure of every object of the document. Meaning is lint's.
#pragma once

#include "diag/sink.hpp"
#include "resolve/document.hpp"

namespace meshgen::validate {

/// False when the document is no AsyncAPI 3 document at all, so that nothing else can be said of it.
[[nodiscard]] bool validate(const resolve::ResolvedDocument& document, diag::Sink& sink);

}  // namespace meshgen::validate
