// What is done when a step of a transaction fails, and what is concluded from committed offsets.
#include <catch2/catch_test_macros.hpp>

#include <mesh/policy/transaction.hpp>

using mesh::TransactionFault;
using mesh::TransactionStep;
using mesh::policy::react;
using mesh::policy::TransactionReaction;
using mesh::policy::was_committed;

namespace {

constexpr TransactionStep kSteps[] = {TransactionStep::kInit,    TransactionStep::kBegin,  TransactionStep::kProduce,
                                      TransactionStep::kOffsets, TransactionStep::kCommit, TransactionStep::kAbort};

}  // namespace

TEST_CASE("a retriable error is tried again while there is time, and then the producer is not trusted any more") {
  for (const auto step : kSteps) {
    CHECK(react(step, TransactionFault::kRetriable, true) == TransactionReaction::kAgain);
    CHECK(react(step, TransactionFault::kRetriable, false) == TransactionReaction::kReplace);
  }
}

TEST_CASE("a fatal error replaces the producer and a fenced one ends, whatever the step and the time") {
  for (const auto step : kSteps) {
    for (const bool budget : {true, false}) {
      CHECK(react(step, TransactionFault::kFatal, budget) == TransactionReaction::kReplace);
      CHECK(react(step, TransactionFault::kFenced, budget) == TransactionReaction::kEnd);
    }
  }
}

TEST_CASE("an abortable error aborts, but for an abort that fails and before anything is begun") {
  for (const auto step : kSteps) {
    const bool can_abort =
        step == TransactionStep::kProduce || step == TransactionStep::kOffsets || step == TransactionStep::kCommit;
    CHECK(react(step, TransactionFault::kAbortable, true) ==
          (can_abort ? TransactionReaction::kAbort : TransactionReaction::kReplace));
  }
}

TEST_CASE("committed offsets tell whether a transaction happened") {
  struct Row {
    std::optional<std::int64_t> before;
    std::optional<std::int64_t> after;
    std::int64_t next;
    bool committed;
  };
  const Row rows[] = {
      {std::nullopt, std::nullopt, 10, false},  // nothing was ever committed
      {std::nullopt, 10, 10, true},             // it did it
      {std::nullopt, 4, 10, false},             // an earlier owner's
      {std::nullopt, 12, 10, true},             // a later owner has passed it
      {4, 4, 10, false},                        // nothing has happened
      {4, 10, 10, true},
      {4, 12, 10, true},    // somebody else goes on behind it
      {4, 7, 10, true},     // somebody else moved it: the records are theirs
      {20, 20, 10, false},  // the log started over, and the base goes back: nothing has happened
      {20, 10, 10, true},
      {4, std::nullopt, 10, false},  // the group's offsets were deleted
  };
  for (const auto& [before, after, next, committed] : rows) {
    INFO("before " << before.value_or(-1) << ", after " << after.value_or(-1) << ", next " << next);
    CHECK(was_committed(before, after, next) == committed);
  }
}
