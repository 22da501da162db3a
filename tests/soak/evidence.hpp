/// All that a run leaves behind for its judge.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <mesh/base/time.hpp>

#include "checkers.hpp"

namespace mesh::test {

/// A record as it lies in the topic of the orders.
struct Stored {
  RecordId id;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  bool is_as_sent = true;  ///< byte for byte
};

struct Letter {
  RecordId id;
  std::int32_t partition = 0;       ///< where it lies
  std::int32_t from_partition = 0;  ///< where it says that the record lay
  std::int64_t from_offset = 0;
  bool is_as_sent = true;
};

/// What the group had committed at a moment at which at least the first `events` of the log were written.
struct CommitSample {
  std::size_t events = 0;
  Millis at{0};  ///< since the first
  std::map<std::int32_t, std::int64_t> committed;
};

/// What became of a consumer that was asked to stop.
struct Exit {
  int member = 0;
  bool is_last = false;  ///< stopped at the end, when everything was healed
  int code = 0;          ///< of the process; -1 if it did not end by itself
  bool drained = true;
  std::size_t handled = 0;
  std::size_t dead_lettered = 0;
  std::size_t dropped = 0;
  std::size_t abandoned = 0;
};

struct Evidence {
  std::vector<Confirmed> confirmed;
  std::size_t refused = 0;  ///< sends that failed: not in the log
  std::size_t maybe = 0;    ///< sends that failed: possibly in the log
  std::vector<Stored> orders;
  std::vector<Letter> letters;  ///< of the consumers' group
  std::vector<HandlerEvent> handled;
  std::vector<CommitSample> samples;
  std::vector<Exit> exits;
  std::multiset<RecordId> transformed;  ///< what the transformers put out
  std::vector<Letter> letters_of_transformers;
  std::size_t allowed_duplicates = 0;
  std::set<int> frozen;  ///< members that stood still for a while, and did not know what happened meanwhile
  Breaches noticed;      ///< during the run: who ended by himself, what did not come to its end
};

}  // namespace mesh::test
