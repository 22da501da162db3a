/// A producer whose records and whose consumer's offsets become visible together, or not at all.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include <tl/expected.hpp>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>
#include <mesh/policy/transaction.hpp>

namespace mesh {

struct CommitEntry;

/// An error of a transaction's step: what it means to the transaction, and what to tell people.
struct TransactionError {
  TransactionFault fault = TransactionFault::kFatal;
  Error error;
};

using TransactionResult = tl::expected<void, TransactionError>;

/// Who a consumer is in its group at the moment: what the broker checks the offsets of a transaction by. Made by
/// Consumer::group_metadata(), for a producer of the same transport; may outlive the consumer, and change threads.
class GroupMetadata {
 public:
  GroupMetadata() = default;
  GroupMetadata(const GroupMetadata&) = delete;
  GroupMetadata& operator=(const GroupMetadata&) = delete;
  virtual ~GroupMetadata() = default;
};

struct TransactionalOptions {
  /// Of one running instance, and the same after its restart: a newer producer of the same id fences the older one.
  std::string transactional_id;
  std::string client_id;
};

/// Order of calls: init() once, then begin(), send() any number of times, send_offsets(), commit() or abort(), and so
/// on. One thread at a time. begin() and send() do not block; init() is bounded by its argument and may be called again
/// after a retriable error; the others by `transaction.timeout.ms`.
///
/// A record that can't be written is told by a later step, at the latest by commit(), which succeeds only when
/// everything is in the log.
class TransactionalProducer {
 public:
  TransactionalProducer() = default;
  TransactionalProducer(const TransactionalProducer&) = delete;
  TransactionalProducer& operator=(const TransactionalProducer&) = delete;
  /// Without an answer for what is under way. The broker aborts an open transaction when the next producer of the id
  /// comes, or after `transaction.timeout.ms`.
  virtual ~TransactionalProducer() = default;

  /// Fences older producers of the id and resolves what they left open. When it succeeds, what is committed is final.
  [[nodiscard]] virtual TransactionResult init(Millis timeout) = 0;
  [[nodiscard]] virtual TransactionResult begin() = 0;
  /// kRetriable when the queue is full: wait, and send it again.
  [[nodiscard]] virtual TransactionResult send(const OutgoingRecord& record) = 0;
  /// The offsets that are committed with the transaction.
  [[nodiscard]] virtual TransactionResult send_offsets(std::span<const CommitEntry> offsets,
                                                       const GroupMetadata& member) = 0;
  [[nodiscard]] virtual TransactionResult commit() = 0;
  [[nodiscard]] virtual TransactionResult abort() = 0;

  /// From any thread, while another call hangs: nobody is told anything any more.
  virtual void abandon() noexcept {}
  /// The bytes of key, value and headers that a record may have; 0: not known.
  [[nodiscard]] virtual std::size_t largest_record() const noexcept = 0;
};

}  // namespace mesh
