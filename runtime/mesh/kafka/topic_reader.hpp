/// A topic read from where somebody stopped to where it ended when the reading began: for tools.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <mesh/base/error.hpp>
#include <mesh/config/config.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::kafka {

/// A partition as it stood when the reader was opened.
struct PartitionRange {
  std::int32_t partition = 0;
  std::int64_t first = 0;  ///< the oldest offset that is still there
  std::int64_t begin = 0;  ///< where reading begins
  std::int64_t end = 0;    ///< the offset after the last; what comes later is not read
};

struct ReadOptions {
  /// Its committed offsets say where to begin, and commit() moves them. Nobody else may use it: the reader never joins.
  /// Empty: from the beginning, and commit() refuses.
  std::string group;
  bool again = false;                                ///< from the beginning although the group has committed
  std::optional<std::int32_t> partition = {};        ///< this one alone
  std::optional<std::int64_t> begin = std::nullopt;  ///< from there, whatever was committed
};

/// All methods from one thread.
class TopicReader {
 public:
  virtual ~TopicReader() = default;
  [[nodiscard]] virtual std::span<const PartitionRange> ranges() const noexcept = 0;
  /// Every range was read to its end.
  [[nodiscard]] virtual bool done() const noexcept = 0;
  /// Up to `max_records`, those of a partition in their order; nothing when `timeout` is over. kTimeout when there was
  /// neither a record nor an end for `connect.timeout.ms`.
  [[nodiscard]] virtual Result<FetchedBatch> poll(Millis timeout, std::size_t max_records) = 0;
  /// Waits for the broker's word, `connect.timeout.ms` at most.
  [[nodiscard]] virtual Result<void> commit(std::span<const CommitEntry> offsets) = 0;
};

/// kUnknownTopic if there is none of that name, kInvalidArgument if it has no such partition.
[[nodiscard]] Result<std::unique_ptr<TopicReader>> open_topic(const Config& config, const std::string& topic,
                                                              const ReadOptions& options = {});

}  // namespace mesh::kafka
