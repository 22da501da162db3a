/// What to do when a step of a transaction fails, and how to find out whether one whose end is unknown was committed.
#pragma once

#include <cstdint>
#include <optional>

namespace mesh {

/// The steps of consume, transform, produce in one transaction, in their order; kAbort instead of kCommit.
enum class TransactionStep { kInit, kBegin, kProduce, kOffsets, kCommit, kAbort };

/// What an error means to the transaction that it happened in.
enum class TransactionFault {
  kRetriable,  ///< nothing is decided: the same call again
  kAbortable,  ///< this transaction can only be aborted; the producer is sound
  kFatal,      ///< this producer is of no use any more; what became of the transaction may be unknown
  kFenced,     ///< another producer has taken over the transactional id
};

namespace policy {

enum class TransactionReaction {
  kAgain,    ///< the same call
  kAbort,    ///< abort, then produce the same records again
  kReplace,  ///< throw the producer away and make another, then find out what became of the transaction
  kEnd,      ///< somebody else does this work: end, do not fight
};

/// `budget_left`: the transaction's time is not used up. After an indeterminate end the producer is never used again: a
/// commit that is late could hit its next transaction.
[[nodiscard]] TransactionReaction react(TransactionStep step, TransactionFault fault, bool budget_left) noexcept;

/// Whether the transaction that would have moved a partition's committed offset from `before` to `next` did so, or
/// somebody else has moved it since (then its records are theirs). `after` is what is committed once the old
/// transaction is resolved; nullopt: nothing, or for `before`: not known.
[[nodiscard]] bool was_committed(std::optional<std::int64_t> before, std::optional<std::int64_t> after,
                                 std::int64_t next) noexcept;

}  // namespace policy
}  // namespace mesh
