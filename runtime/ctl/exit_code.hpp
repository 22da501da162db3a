/// Exit codes, the same numbers as meshgen's.
#pragma once

#include <mesh/base/error.hpp>

namespace mesh::ctl {

enum ExitCode : int {
  kDone = 0,
  kBug = 1,
  kDocument = 2,     ///< a contract has errors
  kRefused = 3,      ///< the broker refuses or lacks something
  kUnreachable = 4,  ///< a file or the broker can't be reached
  kUsage = 5,        ///< arguments or settings
  kInterrupted = 130,
};

[[nodiscard]] constexpr int exit_code_of(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::kInvalidArgument:
    case ErrorKind::kConfiguration:
      return kUsage;
    case ErrorKind::kTimeout:
    case ErrorKind::kTransport:
      return kUnreachable;
    case ErrorKind::kContract:
    case ErrorKind::kWouldBlock:
    case ErrorKind::kAuthentication:
    case ErrorKind::kAuthorization:
    case ErrorKind::kUnknownTopic:
    case ErrorKind::kTooLarge:
    case ErrorKind::kFatal:
    case ErrorKind::kClosed:
    case ErrorKind::kRefused:
    case ErrorKind::kBadReply:
      return kRefused;
    case ErrorKind::kInternal:
      return kBug;
  }
  return kBug;
}

}  // namespace mesh::ctl
