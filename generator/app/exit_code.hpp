/// Exit codes of meshgen; scripts branch on them. When several apply: 4, then 2, then 3.
#pragma once

#include "diag/sink.hpp"

namespace meshgen::app {

enum ExitCode : int {
  kDone = 0,
  kBug = 1,
  kDocumentWrong = 2,
  kNotSupported = 3,
  kInputOutput = 4,
  kBadArguments = 5,
  kDrift = 6,
};

[[nodiscard]] inline int exit_code(const diag::Sink& sink) {
  if (sink.has_errors(diag::Category::kInput)) return kInputOutput;
  if (sink.has_errors(diag::Category::kDocument)) return kDocumentWrong;
  if (sink.has_errors(diag::Category::kUnsupported)) return kNotSupported;
  return kDone;
}

}  // namespace meshgen::app
