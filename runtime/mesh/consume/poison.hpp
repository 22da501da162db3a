/// Why a record goes to the dead-letter topic, in words that tools can count.
#pragma once

#include <string>
#include <string_view>

namespace mesh {

/// Header `mesh-dlq-reason`.
enum class DeadReason {
  kPoisonDecode,      ///< "poison.decode": not JSON, not UTF-8, broken CloudEvents headers
  kPoisonSchema,      ///< "poison.schema": JSON, but not what the contract says
  kPoisonHandler,     ///< "poison.handler": the handler threw something that is no std::exception
  kRetriesExhausted,  ///< "retries.exhausted"
  kDeadlineExceeded,  ///< "deadline.exceeded"
  kRejected,          ///< "rejected": the handler said so
  kTooLarge,          ///< "too.large"
};

[[nodiscard]] std::string_view to_string(DeadReason reason) noexcept;

/// A record that no attempt can make good.
struct Poison {
  DeadReason reason = DeadReason::kPoisonDecode;
  std::string error_type;  ///< a keyword or attribute: "minimum", "syntax", "ce_id"
  std::string detail;      ///< one line: instance path and what is wrong
};

}  // namespace mesh
