#include "checkers.hpp"

#include <algorithm>
#include <sstream>

namespace mesh::test {
namespace {

using Kind = HandlerEvent::Kind;

std::string name_of(const RecordId& id) { return id.key + "#" + std::to_string(id.n); }

/// A retry that used up the attempts finishes a record too: it goes to the dead letters.
bool finishes(const HandlerEvent& event, const RunLog& log) {
  return event.kind == Kind::kDone || event.kind == Kind::kReject ||
         (event.kind == Kind::kRetry && event.attempt >= log.max_attempts);
}

const std::map<Kind, std::string>& words() {
  static const std::map<Kind, std::string> kWords{{Kind::kBegin, "begin"},
                                                  {Kind::kDone, "done"},
                                                  {Kind::kRetry, "retry"},
                                                  {Kind::kReject, "reject"},
                                                  {Kind::kUnavailable, "unavailable"}};
  return kWords;
}

}  // namespace

Breaches check_nothing_lost(const RunLog& log) {
  std::set<RecordId> good;
  for (const auto& event : log.handled) {
    if (event.kind == Kind::kDone) good.insert(event.id);
  }
  Breaches breaches;
  for (const auto& sent : log.confirmed) {
    if (!good.contains(sent.id) && !log.dead_letters.contains(sent.id)) {
      breaches.push_back("L: " + name_of(sent.id) + " was confirmed, but is neither done nor dead-lettered");
    }
  }
  return breaches;
}

Breaches check_order(const RunLog& log) {
  std::map<std::string, RecordId> running;
  std::map<std::string, int> member_of_running;
  std::map<std::string, int> finished;  // the highest n so far
  Breaches breaches;
  for (const auto& event : log.handled) {
    const auto& key = event.id.key;
    if (event.kind != Kind::kBegin) {
      running.erase(key);
      if (finishes(event, log)) finished[key] = std::max(finished.contains(key) ? finished[key] : -1, event.id.n);
      continue;
    }
    // Another member's handler that never ended died with its process.
    if (const auto other = running.find(key); other != running.end() && member_of_running[key] == event.member) {
      breaches.push_back("O: " + name_of(event.id) + " began while " + name_of(other->second) + " was running");
    }
    const auto before = finished.contains(key) ? finished[key] : -1;
    if (event.id.n > before + 1) {
      breaches.push_back("O: " + name_of(event.id) + " began before " + name_of({key, before + 1}) + " was finished");
    }
    running[key] = event.id;
    member_of_running[key] = event.member;
  }
  return breaches;
}

Breaches check_duplicates(const RunLog& log, std::size_t allowed, SameMember same_member) {
  std::map<RecordId, std::multiset<int>> finishers;
  for (const auto& event : log.handled) {
    if (finishes(event, log)) finishers[event.id].insert(event.member);
  }
  Breaches breaches;
  std::size_t count = 0;
  for (const auto& [id, members] : finishers) {
    if (members.size() < 2) continue;
    ++count;
    for (const auto member : std::set<int>(members.begin(), members.end())) {
      if (members.count(member) > 1 && same_member == SameMember::kNever) {
        breaches.push_back("D: " + name_of(id) + " was finished twice by member " + std::to_string(member));
      }
    }
  }
  if (count > allowed) {
    breaches.push_back("D: " + std::to_string(count) + " records came twice, " + std::to_string(allowed) + " may");
  }
  return breaches;
}

Breaches check_commits(const RunLog& log, const std::map<std::int32_t, std::int64_t>& committed,
                       const std::set<int>& members) {
  std::set<RecordId> finished;
  for (const auto& event : log.handled) {
    if (members.contains(event.member) && finishes(event, log)) finished.insert(event.id);
  }
  Breaches breaches;
  for (const auto& sent : log.confirmed) {
    const auto at = committed.find(sent.partition);
    // An offset that the broker did not tell (a repeated send) can't be judged.
    if (at == committed.end() || sent.offset < 0 || sent.offset >= at->second || finished.contains(sent.id)) continue;
    breaches.push_back("C: partition " + std::to_string(sent.partition) + " is committed up to " +
                       std::to_string(at->second) + ", but " + name_of(sent.id) + " at " + std::to_string(sent.offset) +
                       " is not finished");
  }
  return breaches;
}

Breaches check_exactly_once(const std::multiset<RecordId>& in, const std::multiset<RecordId>& out) {
  Breaches breaches;
  std::set<RecordId> ids(in.begin(), in.end());
  ids.insert(out.begin(), out.end());
  for (const auto& id : ids) {
    const auto was = in.count(id);
    const auto is = out.count(id);
    if (was == is) continue;
    breaches.push_back("X: " + id.key + " " + std::to_string(id.n) + " went in " + std::to_string(was) +
                       " times and came out " + std::to_string(is) + " times");
  }
  return breaches;
}

std::string to_line(const HandlerEvent& event) {
  std::ostringstream line;
  line << words().at(event.kind) << ' ' << event.member << ' ' << event.id.key << ' ' << event.id.n << ' '
       << event.partition << ' ' << event.offset << ' ' << event.attempt << '\n';
  return line.str();
}

std::vector<HandlerEvent> parse_lines(const std::string& text) {
  std::vector<HandlerEvent> events;
  std::istringstream lines(text.substr(0, text.rfind('\n') + 1));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words_of_line(line);
    HandlerEvent event;
    std::string kind;
    words_of_line >> kind >> event.member >> event.id.key >> event.id.n >> event.partition >> event.offset >>
        event.attempt;
    if (!words_of_line) continue;
    for (const auto& [value, word] : words()) {
      if (word == kind) event.kind = value;
    }
    events.push_back(event);
  }
  return events;
}

}  // namespace mesh::test
