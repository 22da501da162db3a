/// Dead letters as the `dlq` commands see them.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include <mesh/kafka/topic_reader.hpp>
#include <mesh/policy/dead_letter.hpp>

#include "ctl/options.hpp"

namespace mesh::ctl {

[[nodiscard]] bool matches(const LetterFilter& filter, const policy::DeadLetter& letter);
/// It leaves something out.
[[nodiscard]] bool is_set(const LetterFilter& filter) noexcept;

/// "2@17": what `dlq show` takes.
[[nodiscard]] std::string place_of(const RecordView& record);
/// "shop.orders.v1.billing.dlq[2]@17"
[[nodiscard]] std::string full_place_of(const RecordView& record);
/// "shop.orders.v1[2]@17"
[[nodiscard]] std::string origin_of(const policy::DeadLetter& letter);
/// "1 letter", "2 letters"
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

/// What the records of a topic came to.
struct LetterCounts {
  std::map<std::string, std::size_t> by_reason;  ///< of those that matched
  std::size_t matched = 0;
  std::size_t left_out = 0;
  std::size_t no_letters = 0;

  void count(const policy::DeadLetter& letter);
  /// "2 left out by the filter, 1 record is no dead letter"; empty if all records are letters that matched
  [[nodiscard]] std::string rest() const;
};

/// Reads to the end, until `more` says no or a signal comes. `more` gets every record once, in its partition's order.
[[nodiscard]] Result<void> for_each_record(kafka::TopicReader& reader,
                                           const std::function<bool(const RecordView&)>& more);

}  // namespace mesh::ctl
