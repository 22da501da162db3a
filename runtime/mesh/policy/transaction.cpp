#include <mesh/policy/transaction.hpp>

namespace mesh::policy {

TransactionReaction react(TransactionStep step, TransactionFault fault, bool budget_left) noexcept {
  switch (fault) {
    case TransactionFault::kFenced:
      return TransactionReaction::kEnd;
    case TransactionFault::kFatal:
      return TransactionReaction::kReplace;
    case TransactionFault::kAbortable: {
      // There is nothing to abort before the beginning, and an abort that can't be done leaves only the other way.
      const bool can_abort =
          step == TransactionStep::kProduce || step == TransactionStep::kOffsets || step == TransactionStep::kCommit;
      return can_abort ? TransactionReaction::kAbort : TransactionReaction::kReplace;
    }
    case TransactionFault::kRetriable:
      return budget_left ? TransactionReaction::kAgain : TransactionReaction::kReplace;
  }
  return TransactionReaction::kReplace;
}

bool was_committed(std::optional<std::int64_t> before, std::optional<std::int64_t> after, std::int64_t next) noexcept {
  if (!after) return false;
  if (*after == next) return true;
  return before ? *after != *before : *after > next;
}

}  // namespace mesh::policy
