/// `x-meshgen-ignore` beside anything of a contract: warnings that its author has seen and means to keep.
#pragma once

#include "diag/sink.hpp"
#include "load/node.hpp"

namespace meshgen::settings {

/// Finds every `x-meshgen-ignore` of a file and tells the sink of it; what cannot be ignored, or is no code, is
/// reported.
void collect_ignores(const load::Node& root, diag::Sink& sink);

/// Those of `file` that silenced nothing. Only for a run that went through all stages: else what they are meant for was
/// not looked for. A file that several contracts share is left alone: another contract may need what this one does not.
void report_unused_ignores(const diag::SourceFile& file, diag::Sink& sink);

}  // namespace meshgen::settings
