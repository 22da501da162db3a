// Consume, transform and produce through the transactions of Apache Kafka: what comes out is what went in, once each,
// whatever happens to the processes.
#include <csignal>
#include <cstdlib>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include <mesh/kafka/transport.hpp>

#include "child.hpp"
#include "process.hpp"
#include "scene.hpp"

namespace mesh::test {
namespace {

bool is_long() {
  const char* wish = std::getenv("LONG");
  return wish != nullptr && std::string(wish) == "1";
}

/// Orders, invoices and letters; readers of the last two that see what is committed.
struct Factory {
  Factory() {
    for (const auto& [name, value] : ConfigPairs{{"kafka.consumer.session.timeout.ms", "2000"},
                                                 {"kafka.consumer.isolation.level", "read_committed"}})
      REQUIRE(scene.config.set(name, value));
    transport = scene.connect();
    const auto invoices = scene.prefix + kInvoices;
    const auto created = transport->create_topics({{.name = invoices, .partitions = kPartitions}}, 3 * kPatience);
    if (!created) FAIL(created.error().message);
    for (const auto& topic : {invoices, scene.letters()}) {
      auto reader = kafka::read_topic(scene.config, topic, kafka::ReadFrom::kBeginning);
      if (!reader) FAIL(reader.error().message);
      readers.push_back(*std::move(reader));
    }
  }

  void fill(int keys_count, int per_key) {
    for (const auto& sent : load(*transport, keys(keys_count), per_key)) in.insert(sent.id);
    REQUIRE(in.size() == static_cast<std::size_t>(keys_count) * static_cast<std::size_t>(per_key));
  }

  [[nodiscard]] std::unique_ptr<Process> start(const std::string& instance, int handle_us) {
    std::vector<std::string> command{"/usr/bin/env", "MESH_INSTANCE_ID=" + instance, "MESH_TRANSACTION_INTERVAL_MS=20"};
    for (auto& setting : environment_of(scene.config)) command.push_back(std::move(setting));
    command.insert(command.end(), {TRANSFORM_CHILD, std::to_string(handle_us)});
    return std::make_unique<Process>(std::move(command), log);
  }

  void read(Millis time) {
    for (const auto& reader : readers) {
      const auto batch = reader->poll(time, 10'000, all);
      if (!batch) continue;
      for (const auto& record : *batch) {
        const auto view = record.view();
        out.insert({std::string(view.key.value_or("")), std::stoi(std::string(view.value.value_or("-1")))});
      }
    }
  }
  [[nodiscard]] bool read_until(std::size_t count, Millis limit) {
    return eventually(
        [&] {
          read(Millis(10));
          return out.size() >= count;
        },
        limit);
  }
  /// All is there, and for a while nothing comes that is too much.
  void check_exact(Millis limit) {
    CHECK(read_until(in.size(), limit));
    for (int i = 0; i < 20; ++i) read(Millis(25));
    auto breaches = check_exactly_once(in, out);
    if (breaches.size() > 20) breaches.resize(20);
    INFO(tail_of(log));
    check_clean(breaches);
  }

  Scene scene;
  std::unique_ptr<Transport> transport;
  std::vector<std::unique_ptr<Consumer>> readers;
  std::multiset<RecordId> in;
  std::multiset<RecordId> out;
  std::filesystem::path log = std::filesystem::temp_directory_path() / ("transform_" + std::to_string(getpid()));
};

void kill_again_and_again(int per_key, int kills, int handle_us, unsigned seed) {
  Factory factory;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  factory.fill(40, per_key);
  const auto total = factory.in.size();
  for (int i = 0; i < kills; ++i) {
    const auto process = factory.start("one", handle_us);
    // Each life gets its share of the work done, and then some moments more, in whatever step that ends.
    const auto goal = total * static_cast<std::size_t>(i + 1) / static_cast<std::size_t>(kills + 2);
    REQUIRE(factory.read_until(goal, 3 * kPatience));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    REQUIRE_FALSE(process->has_ended());
    process->signal(SIGKILL);
    REQUIRE(process->wait(kPatience));
  }
  CHECK(factory.out.size() < total);
  const auto last = factory.start("one", 0);
  factory.check_exact(6 * kPatience);
  CHECK_FALSE(last->has_ended());
}

TEST_CASE("a transformer that is killed again and again produces each record once") {
  const auto seed = std::random_device()();
  if (!is_long()) return kill_again_and_again(500, 4, 400, seed);
  for (unsigned round = 0; round < 3; ++round) kill_again_and_again(2500, 10, 200, seed + round);
}

TEST_CASE("a zombie of the same transactional id is fenced: it ends, says why, and nothing of it is seen") {
  Factory factory;
  factory.fill(40, 100);
  const auto zombie = factory.start("one", 2000);
  REQUIRE(factory.read_until(200, 3 * kPatience));
  zombie->signal(SIGSTOP);
  const auto successor = factory.start("one", 0);
  factory.check_exact(3 * kPatience);
  zombie->signal(SIGCONT);
  // It has work in hand, which it can't commit any more.
  REQUIRE(zombie->wait(kPatience));
  CHECK(zombie->exit_code() == 3);
  CHECK(text_of(factory.log).find("another instance has taken over the transactional id") != std::string::npos);
  CHECK_FALSE(successor->has_ended());
  factory.check_exact(kPatience);
}

TEST_CASE("two instances share the partitions, and what moves between them is produced once") {
  Factory factory;
  factory.fill(40, 250);
  const auto first = factory.start("one", 1000);
  REQUIRE(factory.read_until(500, 3 * kPatience));
  {
    const auto second = factory.start("two", 1000);
    REQUIRE(factory.read_until(4000, 3 * kPatience));
    second->signal(SIGKILL);
    REQUIRE(second->wait(kPatience));
  }
  factory.check_exact(6 * kPatience);
  CHECK_FALSE(first->has_ended());
}

}  // namespace
}  // namespace mesh::test
