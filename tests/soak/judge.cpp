#include "judge.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <utility>

#include "logging_handler.hpp"
#include "rules.hpp"

namespace mesh::test {
namespace {

using Kind = HandlerEvent::Kind;
using Position = std::pair<std::int32_t, std::int64_t>;

std::string name_of(const RecordId& id) { return id.key + "#" + std::to_string(id.n); }

bool finishes(const HandlerEvent& event) {
  return event.kind == Kind::kDone || event.kind == Kind::kReject ||
         (event.kind == Kind::kRetry && event.attempt >= receive_spec().retry.max_attempts);
}

/// The log as the checkers of tests/delivery read it. What counts as confirmed is what lies in the topic: also what a
/// producer was not sure of must be handled.
RunLog run_log(const Evidence& evidence) {
  RunLog log;
  for (const auto& stored : evidence.orders) log.confirmed.push_back({stored.id, stored.partition, stored.offset});
  log.handled = evidence.handled;
  for (const auto& letter : evidence.letters) log.dead_letters.insert(letter.id);
  log.max_attempts = receive_spec().retry.max_attempts;
  return log;
}

Breaches check_transformed(const Evidence& evidence) {
  std::multiset<RecordId> in;
  for (const auto& stored : evidence.orders) in.insert(stored.id);
  auto out = evidence.transformed;
  for (const auto& letter : evidence.letters_of_transformers) out.insert(letter.id);
  return check_exactly_once(in, out);
}

std::map<std::int32_t, std::int64_t> ends_of(const std::vector<Stored>& orders) {
  std::map<std::int32_t, std::int64_t> ends;
  for (const auto& stored : orders) ends[stored.partition] = std::max(ends[stored.partition], stored.offset + 1);
  return ends;
}

}  // namespace

Breaches check_log(const Evidence& evidence) {
  Breaches breaches;
  std::map<std::string, int> next;
  std::map<RecordId, Position> where;
  auto orders = evidence.orders;
  std::sort(orders.begin(), orders.end(), [](const Stored& left, const Stored& right) {
    return std::pair(left.partition, left.offset) < std::pair(right.partition, right.offset);
  });
  for (const auto& stored : orders) {
    auto& expected = next[stored.id.key];
    if (stored.id.n != expected)
      breaches.push_back("T: " + name_of(stored.id) + " lies where " + name_of({stored.id.key, expected}) + " should");
    expected = stored.id.n + 1;
    if (!stored.is_as_sent) breaches.push_back("T: " + name_of(stored.id) + " is not what was sent");
    where[stored.id] = {stored.partition, stored.offset};
  }
  for (const auto& sent : evidence.confirmed) {
    const auto found = where.find(sent.id);
    if (found == where.end()) {
      breaches.push_back("T: " + name_of(sent.id) + " was confirmed, and is not in the log");
    } else if (sent.offset >= 0 && found->second != Position{sent.partition, sent.offset}) {
      breaches.push_back("T: " + name_of(sent.id) + " was confirmed for " + std::to_string(sent.partition) + "@" +
                         std::to_string(sent.offset) + ", and lies at " + std::to_string(found->second.first) + "@" +
                         std::to_string(found->second.second));
    }
  }
  return breaches;
}

Breaches check_commits_in_time(const Evidence& evidence) {
  constexpr auto kNever = std::numeric_limits<std::size_t>::max();
  // Of each record, in the order of offsets, how many lines the log had when it was finished for the first time.
  std::map<Position, std::size_t> finished_at;
  for (const auto& stored : evidence.orders) finished_at[{stored.partition, stored.offset}] = kNever;
  for (std::size_t i = 0; i < evidence.handled.size(); ++i) {
    const auto& event = evidence.handled[i];
    if (!finishes(event)) continue;
    auto& first = finished_at[{event.partition, event.offset}];
    first = std::min(first == 0 ? kNever : first, i + 1);
  }
  Breaches breaches;
  std::map<std::int32_t, std::pair<std::map<Position, std::size_t>::const_iterator, std::size_t>> below;
  for (const auto& sample : evidence.samples) {
    for (const auto& [partition, offset] : sample.committed) {
      auto& [at, latest] = below.try_emplace(partition, finished_at.lower_bound({partition, 0}), 0u).first->second;
      for (; at != finished_at.end() && at->first < Position{partition, offset}; ++at)
        latest = std::max(latest, at->second);
      if (latest <= sample.events) continue;
      breaches.push_back("C: partition " + std::to_string(partition) + " was committed up to " +
                         std::to_string(offset) + " when not all below was finished");
    }
  }
  return breaches;
}

Breaches check_no_return(const Evidence& evidence) {
  Breaches breaches;
  std::map<std::int32_t, std::int64_t> committed;
  constexpr Millis kSettled{20'000};
  auto sample = evidence.samples.begin();
  auto latest = sample;
  for (std::size_t i = 0; i < evidence.handled.size(); ++i) {
    while (latest != evidence.samples.end() && latest->events <= i) ++latest;
    if (latest == evidence.samples.begin()) continue;
    for (; sample != latest && sample->at + kSettled <= std::prev(latest)->at; ++sample) {
      for (const auto& [partition, offset] : sample->committed)
        committed[partition] = std::max(committed[partition], offset);
    }
    const auto& event = evidence.handled[i];
    if (event.kind != Kind::kBegin || evidence.frozen.contains(event.member)) continue;
    if (event.offset < committed[event.partition])
      breaches.push_back("D: " + name_of(event.id) + " was begun by member " + std::to_string(event.member) +
                         " after it had been committed");
  }
  return breaches;
}

Breaches check_letters(const Evidence& evidence, const std::vector<Letter>& letters, bool (*is_bad)(const RecordId&)) {
  Breaches breaches;
  std::map<Position, RecordId> bad;
  for (const auto& stored : evidence.orders) {
    if (is_bad(stored.id)) bad[{stored.partition, stored.offset}] = stored.id;
  }
  std::set<RecordId> dead;
  for (const auto& letter : letters) {
    const auto found = bad.find({letter.from_partition, letter.from_offset});
    if (found == bad.end() || found->second != letter.id) {
      breaches.push_back("P: " + name_of(letter.id) + " is in the dead letters, and should not be");
    } else if (!letter.is_as_sent) {
      breaches.push_back("P: the dead letter of " + name_of(letter.id) + " is not what was sent");
    } else if (letter.partition != letter.from_partition) {
      breaches.push_back("P: the dead letter of " + name_of(letter.id) + " is in another partition");
    }
    dead.insert(letter.id);
  }
  for (const auto& [where, id] : bad) {
    if (!dead.contains(id)) breaches.push_back("P: " + name_of(id) + " has no dead letter");
  }
  return breaches;
}

Breaches check_retries(const Evidence& evidence) {
  Breaches breaches;
  for (const auto& event : evidence.handled) {
    const auto must_fail = is_poison(event.id) ? 0 : failures_of(event.id);
    if (event.attempt > must_fail + 1)
      breaches.push_back("R: " + name_of(event.id) + " had attempt " + std::to_string(event.attempt));
    if (event.kind == Kind::kDone && event.attempt != must_fail + 1)
      breaches.push_back("R: " + name_of(event.id) + " was done at attempt " + std::to_string(event.attempt));
  }
  return breaches;
}

Breaches check_exits(const Evidence& evidence) {
  std::map<int, std::size_t> done;
  for (const auto& event : evidence.handled) done[event.member] += event.kind == Kind::kDone ? 1 : 0;
  Breaches breaches;
  for (const auto& exit : evidence.exits) {
    const auto who = "E: member " + std::to_string(exit.member);
    if (exit.code != 0) breaches.push_back(who + " did not end as it was asked to: " + std::to_string(exit.code));
    if (exit.dropped != 0) breaches.push_back(who + " dropped " + std::to_string(exit.dropped));
    if (exit.is_last && (!exit.drained || exit.abandoned != 0)) breaches.push_back(who + " left something unfinished");
    if (exit.code == 0 && exit.drained && exit.handled != done[exit.member])
      breaches.push_back(who + " says that it handled " + std::to_string(exit.handled) + ", its log has " +
                         std::to_string(done[exit.member]));
  }
  return breaches;
}

Breaches judge(const Evidence& evidence) {
  const auto log = run_log(evidence);
  std::set<int> members;
  for (const auto& event : evidence.handled) members.insert(event.member);
  auto all = evidence.noticed;
  for (const auto& breaches : {check_log(evidence), check_nothing_lost(log), check_order(log),
                               check_duplicates(log, evidence.allowed_duplicates, SameMember::kAfterRebalance),
                               check_commits(log, ends_of(evidence.orders), members), check_commits_in_time(evidence),
                               check_no_return(evidence), check_letters(evidence, evidence.letters, is_poison),
                               check_letters(evidence, evidence.letters_of_transformers, is_refused_by_transformer),
                               check_retries(evidence), check_exits(evidence), check_transformed(evidence)}) {
    all.insert(all.end(), breaches.begin(), breaches.end());
  }
  return all;
}

Counts count(const Evidence& evidence) {
  Counts counts;
  counts.confirmed = evidence.confirmed.size();
  counts.stored = evidence.orders.size();
  std::set<RecordId> done;
  std::map<RecordId, int> finished;
  std::set<RecordId> dead;
  for (const auto& event : evidence.handled) {
    if (event.kind == Kind::kDone) done.insert(event.id);
    counts.retried += event.kind == Kind::kRetry ? 1 : 0;
    counts.unavailable += event.kind == Kind::kUnavailable ? 1 : 0;
    if (finishes(event) && ++finished[event.id] == 2) ++counts.duplicates;
  }
  for (const auto& letter : evidence.letters) dead.insert(letter.id);
  counts.handled = done.size();
  counts.dead = dead.size();
  counts.transformed = evidence.transformed.size();
  return counts;
}

void plant_a_loss(Evidence& evidence) {
  const auto lost = std::find_if(evidence.confirmed.rbegin(), evidence.confirmed.rend(),
                                 [](const Confirmed& sent) { return !is_poison(sent.id); });
  if (lost == evidence.confirmed.rend()) return;
  for (auto& event : evidence.handled) {
    if (event.id == lost->id && event.kind == Kind::kDone) event.kind = Kind::kUnavailable;
  }
}

}  // namespace mesh::test
