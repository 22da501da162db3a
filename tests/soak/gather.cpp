#include "gather.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include <mesh/kafka/transport.hpp>
#include <mesh/policy/dead_letter.hpp>

#include "process.hpp"
#include "rules.hpp"

namespace mesh::test {
namespace {

std::unique_ptr<Consumer> reader_of(const Scene& scene, const std::string& topic) {
  auto config = scene.config;
  REQUIRE(config.set("kafka.consumer.isolation.level", "read_committed"));
  auto reader = kafka::read_topic(config, topic, kafka::ReadFrom::kBeginning);
  if (!reader) FAIL(reader.error().message);
  return *std::move(reader);
}

/// Whatever comes within `time`.
template <class Each>
void read(Consumer& consumer, Millis time, const Each& each) {
  const auto batch = consumer.poll(time, 10'000, all);
  if (!batch) return;
  for (const auto& fetched : *batch) each(fetched.view());
}

void sort_letter(const RecordView& record, const std::string& transformers_group, Evidence& evidence) {
  const auto letter = policy::read_dead_letter(record);
  if (!letter) {
    evidence.noticed.push_back("P: a dead letter can't be read: " + letter.error().message);
    return;
  }
  const auto id = id_of(record);
  const Letter made{id, record.partition, letter->partition, letter->offset, is_as_sent(record, id)};
  (letter->group == transformers_group ? evidence.letters_of_transformers : evidence.letters).push_back(made);
}

std::set<RecordId> ids_of(const std::vector<Letter>& letters) {
  std::set<RecordId> ids;
  for (const auto& letter : letters) ids.insert(letter.id);
  return ids;
}

}  // namespace

std::vector<Stored> read_orders(const Scene& scene) {
  const auto reader = reader_of(scene, scene.orders());
  const auto ends = scene.admin.ends(scene.orders(), kPartitions);
  std::vector<Stored> orders;
  std::map<std::int32_t, std::int64_t> read_to;
  const auto is_whole = eventually(
      [&] {
        read(*reader, Millis(100), [&](const RecordView& record) {
          const auto id = id_of(record);
          orders.push_back({id, record.partition, record.offset, is_as_sent(record, id)});
          read_to[record.partition] = record.offset + 1;
        });
        return std::all_of(ends.begin(), ends.end(), [&](const auto& end) { return read_to[end.first] >= end.second; });
      },
      6 * kPatience);
  CHECK(is_whole);
  return orders;
}

void read_outputs(const Scene& scene, const std::string& transformers_group, Evidence& evidence) {
  const auto letters = reader_of(scene, scene.letters());
  const auto invoices = reader_of(scene, scene.prefix + kInvoices);
  const auto poison = static_cast<std::size_t>(std::count_if(
      evidence.orders.begin(), evidence.orders.end(), [](const Stored& stored) { return is_poison(stored.id); }));
  const auto read_both = [&](Millis time) {
    read(*letters, time, [&](const RecordView& record) { sort_letter(record, transformers_group, evidence); });
    read(*invoices, time, [&](const RecordView& record) { evidence.transformed.insert(id_of(record)); });
  };
  const auto is_whole = eventually(
      [&] {
        read_both(Millis(20));
        const auto transformed = evidence.transformed.size() + evidence.letters_of_transformers.size();
        return transformed >= evidence.orders.size() && evidence.letters.size() >= poison &&
               ids_of(evidence.letters).size() >= poison;
      },
      6 * kPatience);
  if (!is_whole) evidence.noticed.emplace_back("X: not all that should came out in time");
  for (int i = 0; i < 20; ++i) read_both(Millis(25));
}

void read_log(const std::filesystem::path& log, const std::vector<Watch::Sample>& samples, Evidence& evidence) {
  const auto text = text_of(log);
  evidence.handled = parse_lines(text);
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  if (lines != evidence.handled.size()) evidence.noticed.emplace_back("the handlers' log has lines that nobody wrote");
  std::size_t at = 0;
  std::size_t events = 0;
  for (const auto& sample : samples) {
    for (; at < sample.log_size && at < text.size(); ++at) events += text[at] == '\n' ? 1u : 0u;
    const auto since = std::chrono::duration_cast<Millis>(sample.at - samples.front().at);
    evidence.samples.push_back({events, since, sample.committed});
  }
}

}  // namespace mesh::test
