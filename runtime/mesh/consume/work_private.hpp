/// What poll thread and lanes share and hand to each other.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <mesh/consume/bell_private.hpp>
#include <mesh/consume/breaker_private.hpp>
#include <mesh/consume/dedup_shards_private.hpp>
#include <mesh/consume/pending_events_private.hpp>
#include <mesh/consume/received.hpp>
#include <mesh/policy/offset_window.hpp>
#include <mesh/ports/observer.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::consume {

/// One subscription, with all names as the broker knows them.
struct LoopOptions {
  std::string operation;
  std::string topic;                ///< for people: the name or address, with the run's prefix
  std::vector<std::string> topics;  ///< what is subscribed to
  std::string group;
  std::string client_id;
  bool cloud_events = true;
  RetrySpec retry;
  BreakerSpec breaker;
  bool dead_letters = true;
  std::string dead_letter_topic;
  std::int32_t dead_letter_partitions = 0;
  DeadLetterFamilies dead_letter_families;
  std::size_t lanes = 1;
  std::size_t max_in_flight = 10'000;
  std::size_t max_in_flight_bytes = 64u << 20;
  std::size_t dedup_window = 100'000;
  DeliveryGuarantee delivery = DeliveryGuarantee::kAtLeastOnce;
  std::string transactional_id;  ///< exactly-once only
  Millis start_timeout{30'000};  ///< exactly-once only: for its producer to be ready
  Millis commit_interval{500};
  Millis drain_timeout{20'000};
  Observer* observer = nullptr;
};

/// A partition for as long as this member has it. Lives until all its records have come back from the lanes, even when
/// the partition has gone before.
struct Assignment {
  Assignment(TopicPartition topic_partition, std::uint64_t generation)
      : where(std::move(topic_partition)), window(generation) {}

  const TopicPartition where;
  // The poll thread's.
  policy::OffsetWindow window;
  std::size_t in_flight = 0;
  std::optional<std::int64_t> committed;
  std::optional<std::int64_t> first_offset;  ///< exactly-once only: of the first record that was taken
  std::size_t retained = 0;                  ///< exactly-once only: finished records whose outputs are not committed
  bool gone = false;                         ///< what finishes now is too late
  // Everybody's.
  std::stop_source stopping;         ///< handlers look at it
  std::atomic<bool> closed = false;  ///< lanes give its records back instead of handling them
};

/// A record on its way through a lane. Each one comes back as Finished exactly once.
struct Work {
  FetchedRecord record;
  Assignment* assignment = nullptr;
  std::int64_t offset = -1;
  std::size_t bytes = 0;
  int attempt = 1;
  std::optional<Timestamp> first_failed_at = {};

  [[nodiscard]] RecordView view() const { return record.view(); }
};

/// Exactly-once only: what becomes visible with the commit that covers a record.
struct Outputs {
  std::vector<OutgoingRecord> records;
  std::size_t bytes = 0;
  std::string event_source;  ///< with event_id: an event that was done; empty: it is none
  std::string event_id;
};

struct Finished {
  Assignment* assignment = nullptr;
  std::int64_t offset = -1;
  std::size_t bytes = 0;
  bool done = false;  ///< false: given back, its offset stays uncommitted
  std::unique_ptr<Outputs> outputs = {};
};

struct Counters {
  std::atomic<std::size_t> handled = 0;
  std::atomic<std::size_t> dead_lettered = 0;
  std::atomic<std::size_t> duplicates = 0;
  std::atomic<std::size_t> dropped = 0;
};

/// What a lane needs to know. Lanes own it together, because one whose handler hangs outlives its subscription; for
/// that case the poll thread leaves here what the handler still looks at.
struct Shared {
  Shared(LoopOptions loop_options, RecordHandler& record_handler, Producer& dead_letter_producer)
      : options(std::move(loop_options)),
        handler(&record_handler),
        producer(&dead_letter_producer),
        breaker(options.breaker),
        dedup(options.cloud_events ? options.dedup_window : 0) {}

  const LoopOptions options;
  RecordHandler* const handler;
  Producer* const producer;
  SharedBreaker breaker;
  DedupShards dedup;
  PendingEvents pending;           ///< exactly-once only
  std::size_t largest_record = 0;  ///< exactly-once only: what the transactional producer takes; set before lanes start
  Counters counters;
  Bell bell;
  std::atomic<bool> abandoned = false;  ///< the subscription is gone: touch neither handler nor observer nor producer

  std::unique_ptr<Consumer> left_consumer;  ///< declared before what may look into its memory
  std::list<std::unique_ptr<Assignment>> left_assignments;

  [[nodiscard]] bool exactly_once() const noexcept { return options.delivery == DeliveryGuarantee::kExactlyOnce; }
  [[nodiscard]] bool at_most_once() const noexcept { return options.delivery == DeliveryGuarantee::kAtMostOnce; }

  void tell(Happening happening) const {
    if (options.observer == nullptr || abandoned) return;
    happening.operation = options.operation;
    options.observer->on(happening);
  }
};

}  // namespace mesh::consume
