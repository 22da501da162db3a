#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "delivery.hpp"
#include "fixture.hpp"

namespace mesh::test {
namespace {

/// `per_key` records for each of `keys`, confirmed.
std::vector<Confirmed> load(Transport& transport, const std::vector<std::string>& keys, int per_key, int from = 0) {
  std::mutex mutex;
  std::vector<Confirmed> confirmed;
  for (int n = from; n < from + per_key; ++n) {
    for (const auto& key : keys) {
      REQUIRE(transport.producer().send(record(kOrders, key, std::to_string(n)), [&, key, n](const Result<Sent>& sent) {
        const std::lock_guard lock(mutex);
        if (sent) confirmed.push_back({{key, n}, sent->partition, sent->offset});
      }));
    }
  }
  REQUIRE(transport.producer().flush(kPatience));
  return confirmed;
}

std::vector<std::string> keys(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.push_back("key-" + std::to_string(i));
  return names;
}

std::multiset<RecordId> dead_letters(const Config& config, std::size_t expected) {
  auto reader = kafka::read_topic(config, kLetters, kafka::ReadFrom::kBeginning);
  REQUIRE(reader);
  // A little longer than needed, to see one that is too many.
  auto taken = take(**reader, expected);
  auto more = take(**reader, 1, Millis(300));
  for (auto& fetched : more.records) taken.records.push_back(std::move(fetched));
  std::multiset<RecordId> ids;
  for (const auto& fetched : taken.records) {
    const auto& view = fetched->view();
    CHECK(view.header("__dlq.errors.topic")->value == kOrders);
    ids.insert({std::string(view.key.value_or("")), std::stoi(std::string(view.value.value_or("-1")))});
  }
  return ids;
}

void check_clean(const Breaches& breaches) {
  for (const auto& breach : breaches) UNSCOPED_INFO(breach);
  CHECK(breaches.empty());
}

const std::vector<NewTopic> kTopics{{.name = kOrders, .partitions = 4}, {.name = kLetters, .partitions = 4}};

TEST_CASE("under load with retries and rejections nothing is lost, doubled or out of order") {
  Fixture fixture(kTopics);
  const auto transport = fixture.connect();
  SharedLog shared;
  LoggingHandler handler(
      1,
      [](const RecordId& id, int attempt) {
        if (id.n % 10 == 3 && attempt == 1) return Outcome::retry("first time");
        if (id.key == "key-5" && id.n % 7 == 0) return Outcome::reject("never");
        if (id.key == "key-6" && id.n == 11) return Outcome::retry("always");
        return Outcome::done();
      },
      [&](const HandlerEvent& event) { shared.add(event); });
  RunLog log;
  log.max_attempts = 3;
  log.confirmed = load(*transport, keys(40), 25);
  REQUIRE(log.confirmed.size() == 1000);
  constexpr std::size_t kDead = 4 + 1;  // key-5: 0, 7, 14, 21; key-6: 11
  AgentRunner agent(*transport, "billing", {{receive_spec(), &handler}}, {}, agent_options());
  REQUIRE(agent.start());
  CHECK(eventually([&] { return shared.done() == 1000 - kDead; }));
  log.dead_letters = dead_letters(fixture.config, kDead);
  const auto report = agent.stop();
  CHECK(report.drained);
  CHECK(report.handled == 1000 - kDead);
  CHECK(report.dead_lettered == kDead);
  CHECK(report.abandoned == 0);
  log.handled = shared.all();
  CHECK(log.dead_letters.size() == kDead);
  check_clean(check_nothing_lost(log));
  check_clean(check_order(log));
  check_clean(check_duplicates(log, 0));
}

TEST_CASE("lanes keep the order of a key while a second member comes and goes") {
  Fixture fixture(kTopics);
  const auto transport = fixture.connect({{"kafka.consumer.heartbeat.interval.ms", "100"}});
  SharedLog shared;
  const auto busy = [](const RecordId&, int) {
    std::this_thread::sleep_for(Millis(5));
    return Outcome::done();
  };
  LoggingHandler first_handler(1, busy, [&](const HandlerEvent& event) { shared.add(event); });
  LoggingHandler second_handler(2, busy, [&](const HandlerEvent& event) { shared.add(event); });
  RunLog log;
  const auto names = keys(20);
  AgentRunner first(*transport, "billing", {{receive_spec(), &first_handler}}, {}, agent_options());
  REQUIRE(first.start());
  log.confirmed = load(*transport, names, 25);
  REQUIRE(eventually([&] { return shared.done() > 100; }));
  int next = 25;
  const auto more = [&](int count) {
    const auto confirmed = load(*transport, names, count, next);
    log.confirmed.insert(log.confirmed.end(), confirmed.begin(), confirmed.end());
    next += count;
  };
  {
    AgentRunner second(*transport, "billing", {{receive_spec(), &second_handler}}, {}, agent_options());
    REQUIRE(second.start());
    // Work goes on while the group rebalances, until the second has its share.
    REQUIRE(eventually([&] {
      more(1);
      std::this_thread::sleep_for(Millis(50));
      const auto all_events = shared.all();
      return std::any_of(all_events.begin(), all_events.end(),
                         [](const HandlerEvent& event) { return event.member == 2; });
    }));
    more(20);
    CHECK(second.stop().drained);
  }
  more(5);
  CHECK(eventually([&] { return shared.done() == log.confirmed.size(); }));
  CHECK(first.stop().drained);
  log.handled = shared.all();
  check_clean(check_nothing_lost(log));
  check_clean(check_order(log));
  // The embedded broker refuses commits from the second's join until the first has heard of it (a heartbeat) and
  // drained: what was done in between comes again. Two rebalances, each with at most what was in flight and a
  // heartbeat's work.
  check_clean(check_duplicates(log, 4 * agent_options().max_in_flight, SameMember::kAfterRebalance));
}

#ifdef DELIVERY_CHILD
/// A consumer process; killed at the latest when the test ends.
class Child {
 public:
  Child(const Config& config, const std::string& log, int member, int handle_ms) {
    std::vector<std::string> environment;
    for (const auto* key : {"bootstrap.servers", "kafka.consumer.session.timeout.ms",
                            "kafka.consumer.heartbeat.interval.ms", "kafka.consumer.fetch.wait.max.ms"}) {
      environment.push_back(environment_name(key) + "=" + config.text(key));
    }
    environment.emplace_back("MESH_LOG_LEVEL=off");
    std::vector<std::string> arguments{DELIVERY_CHILD, log, std::to_string(member), std::to_string(handle_ms)};
    const auto pointers = [](std::vector<std::string>& texts) {
      std::vector<char*> raw;
      for (auto& text : texts) raw.push_back(text.data());
      raw.push_back(nullptr);
      return raw;
    };
    auto argv = pointers(arguments);
    auto envp = pointers(environment);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      execve(argv[0], argv.data(), envp.data());
      _exit(127);
    }
  }
  ~Child() { kill_now(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill_now() {
    if (pid_ < 0) return;
    (void)kill(pid_, SIGKILL);
    (void)waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_ = -1;
};

std::vector<HandlerEvent> events_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return parse_lines(text.str());
}

TEST_CASE("a consumer killed mid batch loses nothing: its successor takes over at what was committed") {
  Fixture fixture(kTopics);
  const auto transport = fixture.connect();
  RunLog log;
  log.confirmed = load(*transport, keys(40), 20);
  const auto path = (std::filesystem::temp_directory_path() / ("delivery_" + std::to_string(getpid()))).string();
  const auto done_by = [&](int member) {
    const auto events = events_of(path);
    return std::count_if(events.begin(), events.end(), [&](const HandlerEvent& event) {
      return event.member == member && event.kind == HandlerEvent::Kind::kDone;
    });
  };
  Child first(fixture.config, path, 1, 5);
  REQUIRE(eventually([&] { return done_by(1) > 200; }));
  first.kill_now();
  const auto until_kill = events_of(path).size();
  REQUIRE(done_by(1) < 800);

  Child second(fixture.config, path, 2, 0);
  const auto is_whole = eventually(
      [&] {
        log.handled = events_of(path);
        return check_nothing_lost(log).empty();
      },
      Millis(40'000));
  second.kill_now();
  std::filesystem::remove(path);
  CHECK(is_whole);
  check_clean(check_nothing_lost(log));
  check_clean(check_order(log));
  check_clean(check_duplicates(log, agent_options().max_in_flight));
  // Where the second began is what the first had committed.
  std::map<std::int32_t, std::int64_t> committed;
  for (auto i = until_kill; i < log.handled.size(); ++i) {
    const auto& event = log.handled[i];
    const auto [at, is_new] = committed.emplace(event.partition, event.offset);
    if (!is_new) at->second = std::min(at->second, event.offset);
  }
  REQUIRE_FALSE(committed.empty());
  CHECK(std::any_of(committed.begin(), committed.end(), [](const auto& entry) { return entry.second > 0; }));
  check_clean(check_commits(log, committed, {1}));
}
#endif

}  // namespace
}  // namespace mesh::test
