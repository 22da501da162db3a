/// What the handler of an exactly-once operation sends through.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>

namespace mesh {

/// Collects what a handler sends about one record. The records are written, and the offset of the handler's record is
/// committed, in one Kafka transaction some time after the handler has answered `done`; consumers that read committed
/// records see all of it or nothing. After any other answer, and when the partition is taken away before, what was
/// collected is thrown away.
///
/// Valid during the handler's call, on the handler's thread. Only what is sent through it is covered: what the handler
/// does elsewhere (a database, a plain send) may happen again. In tests make one and look at `records()`.
class Transaction {
 public:
  Transaction() = default;
  /// `largest_record` bounds the bytes of key, value and headers of one record; 0: no bound.
  explicit Transaction(std::size_t largest_record) noexcept : largest_record_(largest_record) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Takes a record with its full topic name: what generated publishers call. kTooLarge: no producer would take it.
  [[nodiscard]] Result<void> stage(OutgoingRecord record);

  /// What was staged, in order.
  [[nodiscard]] const std::vector<OutgoingRecord>& records() const noexcept { return records_; }
  void clear() noexcept { records_.clear(); }
  [[nodiscard]] std::vector<OutgoingRecord> take() noexcept { return std::exchange(records_, {}); }

 private:
  std::size_t largest_record_ = 0;
  std::vector<OutgoingRecord> records_;
};

/// Key, value and headers.
[[nodiscard]] std::size_t bytes_of(const OutgoingRecord& record) noexcept;

}  // namespace mesh
