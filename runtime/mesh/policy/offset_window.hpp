/// Which offset of a partition may be committed when records finish out of order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace mesh::policy {

/// The records of one partition that were taken and are not yet covered by the base, for one assignment of it. The base
/// is the first offset that is not done: committing it never passes over an unfinished record.
///
/// Offsets may have gaps (compaction, transaction markers), may be delivered twice, and may go back (a truncated or
/// recreated topic): the base goes back with them, because doing a record again is allowed and skipping one is not.
/// One thread at a time; the usual calls are O(1) (add) and O(log n) (finish).
class OffsetWindow {
 public:
  /// `generation` names the assignment; what finishes for another one is ignored.
  explicit OffsetWindow(std::uint64_t generation) noexcept : generation_(generation) {}

  /// False if the record is known already, unfinished or waiting for an earlier one: do not handle it a second time.
  [[nodiscard]] bool add(std::int64_t offset);
  /// False if it is of another generation, unknown, or finished before.
  bool finish(std::uint64_t generation, std::int64_t offset);

  /// What to commit; nullopt before the first record.
  [[nodiscard]] std::optional<std::int64_t> base() const noexcept;
  [[nodiscard]] std::size_t unfinished() const noexcept { return unfinished_; }
  [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }

 private:
  struct Entry {
    std::int64_t offset = 0;
    bool done = false;
  };
  [[nodiscard]] std::deque<Entry>::iterator at_or_after(std::int64_t offset);

  std::uint64_t generation_;
  std::deque<Entry> entries_;             ///< by offset; the front one is unfinished
  std::optional<std::int64_t> position_;  ///< after the record that was added last
  std::size_t unfinished_ = 0;
};

}  // namespace mesh::policy
