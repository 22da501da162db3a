/// Exit codes of meshgen; scripts branch on them. When several apply: 4, then 2, then 3, then 6 or 7.
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
  kBreaking = 7,
  kInterrupted = 130,
};

/// What makes a command fail.
enum class FailOn { kErrors, kWarnings };

[[nodiscard]] inline int exit_code(const diag::Sink& sink, FailOn fail_on = FailOn::kErrors) {
  const auto fails = [&](diag::Category category) {
    return fail_on == FailOn::kWarnings ? sink.has_any(category) : sink.has_errors(category);
  };
  if (fails(diag::Category::kInput)) return kInputOutput;
  if (fails(diag::Category::kDocument)) return kDocumentWrong;
  if (fails(diag::Category::kUnsupported)) return kNotSupported;
  return kDone;
}

/// Of two documents: what a script has to know first.
[[nodiscard]] inline int worse(int a, int b) {
  const auto rank = [](int code) {
    return code == kInputOutput ? 4 : code == kDocumentWrong ? 3 : code == kNotSupported ? 2 : code == kDone ? 0 : 1;
  };
  return rank(b) > rank(a) ? b : a;
}

}  // namespace meshgen::app
