#include <mesh/consume/poison.hpp>

namespace mesh {

std::string_view to_string(DeadReason reason) noexcept {
  switch (reason) {
    case DeadReason::kPoisonDecode:
      return "poison.decode";
    case DeadReason::kPoisonSchema:
      return "poison.schema";
    case DeadReason::kPoisonHandler:
      return "poison.handler";
    case DeadReason::kRetriesExhausted:
      return "retries.exhausted";
    case DeadReason::kDeadlineExceeded:
      return "deadline.exceeded";
    case DeadReason::kRejected:
      return "rejected";
    case DeadReason::kTooLarge:
      return "too.large";
  }
  return "rejected";
}

}  // namespace mesh
