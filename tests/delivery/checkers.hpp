/// What must hold of any run, whatever was done to it: reads the logs of senders, handlers and dead letters, and names
/// each breach. L: nothing is lost. O: order per key. D: duplicates are few and explained. C: commits are not ahead.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mesh::test {

/// A record as the tests know it: the n-th of its key.
struct RecordId {
  std::string key;
  int n = 0;

  friend auto operator<=>(const RecordId&, const RecordId&) = default;
};

/// A send that the broker confirmed.
struct Confirmed {
  RecordId id;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
};

/// One line of a handler's log. Their order is the order in time, over all members.
struct HandlerEvent {
  enum class Kind { kBegin, kDone, kRetry, kReject, kUnavailable };
  Kind kind = Kind::kBegin;
  int member = 0;  ///< one number for each process or agent
  RecordId id;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  int attempt = 1;
};

struct RunLog {
  std::vector<Confirmed> confirmed;
  std::vector<HandlerEvent> handled;
  std::multiset<RecordId> dead_letters;
  int max_attempts = 5;
};

using Breaches = std::vector<std::string>;

/// Every confirmed record is done or dead-lettered.
[[nodiscard]] Breaches check_nothing_lost(const RunLog& log);
/// Of a key, no two handlers at once, and none begins before the record in front of it is finished.
[[nodiscard]] Breaches check_order(const RunLog& log);
/// Why a record may come twice to the same member.
enum class SameMember { kNever, kAfterRebalance };
/// At most `allowed` records are finished more than once.
[[nodiscard]] Breaches check_duplicates(const RunLog& log, std::size_t allowed,
                                        SameMember same_member = SameMember::kNever);
/// Whatever lies below a partition's committed offset was finished by the given members.
[[nodiscard]] Breaches check_commits(const RunLog& log, const std::map<std::int32_t, std::int64_t>& committed,
                                     const std::set<int>& members);

/// X: what came out is what went in, once each.
[[nodiscard]] Breaches check_exactly_once(const std::multiset<RecordId>& in, const std::multiset<RecordId>& out);

/// "begin 1 key 7 2 130 1": what processes write to a file. parse() gives nothing for a line that was cut off.
[[nodiscard]] std::string to_line(const HandlerEvent& event);
[[nodiscard]] std::vector<HandlerEvent> parse_lines(const std::string& text);

}  // namespace mesh::test
