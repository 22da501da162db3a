#include <mesh/base/error.hpp>

namespace mesh {

std::string_view to_string(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::kInvalidArgument:
      return "invalid argument";
    case ErrorKind::kConfiguration:
      return "configuration";
    case ErrorKind::kContract:
      return "contract";
    case ErrorKind::kWouldBlock:
      return "would block";
    case ErrorKind::kTimeout:
      return "timeout";
    case ErrorKind::kTransport:
      return "transport";
    case ErrorKind::kAuthentication:
      return "authentication";
    case ErrorKind::kAuthorization:
      return "authorization";
    case ErrorKind::kUnknownTopic:
      return "unknown topic";
    case ErrorKind::kTooLarge:
      return "too large";
    case ErrorKind::kFatal:
      return "fatal";
    case ErrorKind::kClosed:
      return "closed";
    case ErrorKind::kRefused:
      return "refused";
    case ErrorKind::kBadReply:
      return "bad-reply";
    case ErrorKind::kInternal:
      return "internal";
  }
  return "internal";
}

std::string_view to_string(Persistence persisted) noexcept {
  switch (persisted) {
    case Persistence::kNo:
      return "no";
    case Persistence::kMaybe:
      return "maybe";
    case Persistence::kYes:
      return "yes";
  }
  return "maybe";
}

}  // namespace mesh
