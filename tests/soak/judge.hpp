/// What must hold of every run, whatever was drawn: the checkers of tests/delivery, and those that need the topics.
#pragma once

#include <cstddef>
#include <string>

#include "evidence.hpp"

namespace mesh::test {

/// Every breach: T the log of the orders, L nothing lost, O order per key, D duplicates, C commits in time, P dead
/// letters, R retries, E ends of processes, X exactly once.
[[nodiscard]] Breaches judge(const Evidence& evidence);

/// A key's records lie in the log in the order in which they were sent, once each; so do all that were confirmed.
[[nodiscard]] Breaches check_log(const Evidence& evidence);
/// At no moment was more committed than had been handled.
[[nodiscard]] Breaches check_commits_in_time(const Evidence& evidence);
/// What was seen as committed 20 s ago is not begun again (a commit that waits for replicas may become visible when the
/// successor has just asked where to begin), but by a member that was frozen and still had it in its hands.
[[nodiscard]] Breaches check_no_return(const Evidence& evidence);
/// Exactly those of `orders` for which `is_bad` have letters, byte for byte, each in the partition of its record.
[[nodiscard]] Breaches check_letters(const Evidence& evidence, const std::vector<Letter>& letters,
                                     bool (*is_bad)(const RecordId& id));
/// Who should fail failed as often as he should, and was then handled.
[[nodiscard]] Breaches check_retries(const Evidence& evidence);
[[nodiscard]] Breaches check_exits(const Evidence& evidence);

struct Counts {
  std::size_t confirmed = 0;
  std::size_t stored = 0;
  std::size_t handled = 0;  ///< records done, each once
  std::size_t retried = 0;  ///< attempts that failed
  std::size_t unavailable = 0;
  std::size_t dead = 0;        ///< records in the dead letters, each once
  std::size_t duplicates = 0;  ///< records that were finished more than once
  std::size_t transformed = 0;
};
[[nodiscard]] Counts count(const Evidence& evidence);

/// Takes one acknowledged record out of the handlers' log, as if nobody had handled it: a judge must say so.
void plant_a_loss(Evidence& evidence);

}  // namespace mesh::test
