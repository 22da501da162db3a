// Records that nobody can handle: where they end, byte for byte, also when the dead-letter topic will not have them.
#include <algorithm>
#include <atomic>
#include <optional>

#include <catch2/catch_test_macros.hpp>

#include <mesh/kafka/transport.hpp>
#include <mesh/policy/dead_letter.hpp>

#include "scene.hpp"

namespace mesh::test {
namespace {

/// Rejects what has a header "bad", takes the rest.
class Judge final : public RecordHandler {
 public:
  [[nodiscard]] Outcome handle(const RecordView& record, const Delivery& /*delivery*/) override {
    if (record.header("bad") != nullptr) return Outcome::reject("no good");
    ++taken;
    return Outcome::done();
  }
  std::atomic<std::size_t> taken{0};
};

struct JudgingAgent {
  JudgingAgent(Scene& scene, Transport& transport)
      : runner(transport, "billing", {{receive_spec(), &judge}}, {}, [&] {
          auto options = agent_options();
          options.observer = &scene.told;
          return options;
        }()) {
    const auto ok = runner.start();
    if (!ok) FAIL(ok.error().message);
  }
  Judge judge;
  AgentRunner runner;
};

FetchedBatch letters_of(const Scene& scene, std::size_t expected, Millis limit = kPatience) {
  auto reader = kafka::read_topic(scene.config, scene.letters(), kafka::ReadFrom::kBeginning);
  REQUIRE(reader);
  return take(**reader, expected, limit).records;
}

OutgoingRecord bad(const Scene& scene, const std::string& key, const std::string& value) {
  auto made = record(scene.orders(), key, value);
  made.headers = {{"bad", "1"}};
  return made;
}

TEST_CASE("poison goes to the dead-letter topic byte for byte, and its partition goes on") {
  Scene scene;
  const auto transport = scene.connect();
  std::vector<OutgoingRecord> sent;
  for (int i = 0; i < 3; ++i) {
    auto poison = record(scene.orders(), std::string("k\0\xff", 3), std::string("\0\xfe{]", 4) + std::to_string(i));
    poison.headers = {{"a", "1"}, {"a", "2"}, {"null", std::nullopt}, {"empty", ""}, {"bad", std::string("\0\x01", 2)}};
    sent.push_back(poison);
  }
  sent.push_back({});
  sent.back().topic = scene.orders();  // neither key nor value
  sent.back().headers = {{"bad", std::nullopt}};
  sent.push_back(bad(scene, "large", std::string(900'000, 'x')));
  for (const auto& poison : sent) REQUIRE(send(*transport, poison));
  REQUIRE(send(*transport, record(scene.orders(), std::string("k\0\xff", 3), "good")));

  JudgingAgent agent(scene, *transport);
  const auto letters = letters_of(scene, sent.size());
  REQUIRE(letters.size() == sent.size());
  CHECK(eventually([&] { return agent.judge.taken == 1; }));
  for (const auto& poison : sent) {
    const auto same = std::count_if(letters.begin(), letters.end(), [&](const auto& fetched) {
      const auto view = fetched.view();
      const auto same_bytes = [](const auto& left, const auto& right) {
        return left.has_value() == right.has_value() && left.value_or("") == right.value_or("");
      };
      if (!same_bytes(view.key, poison.key) || !same_bytes(view.value, poison.value)) return false;
      if (view.headers.size() < poison.headers.size()) return false;
      for (std::size_t i = 0; i < poison.headers.size(); ++i) {
        if (view.headers[i].name != poison.headers[i].name) return false;
        if (!same_bytes(view.headers[i].value, poison.headers[i].value)) return false;
      }
      const auto letter = policy::read_dead_letter(view);
      return letter && letter->topic == scene.orders() && letter->partition == view.partition &&
             letter->cause.detail == "no good";
    });
    CHECK(same == 1);
  }
  const auto report = agent.runner.stop();
  CHECK(report.drained);
  CHECK(report.dead_lettered == sent.size());
}

TEST_CASE("a dead letter that fits without our longer headers is written without them") {
  Scene scene;
  // The handler's own words are what is too much.
  scene.admin.set_topic(scene.letters(), "max.message.bytes", "21400");
  const auto transport = scene.connect({{"kafka.producer.compression.codec", "none"}});
  REQUIRE(send(*transport, bad(scene, "a", std::string(20'000, 'x'))));
  struct Talkative final : RecordHandler {
    Outcome handle(const RecordView& /*record*/, const Delivery& /*delivery*/) override {
      return Outcome::reject(std::string(1000, 'w'));
    }
  } handler;
  auto options = agent_options();
  options.observer = &scene.told;
  AgentRunner agent(*transport, "billing", {{receive_spec(), &handler}}, {}, options);
  REQUIRE(agent.start());
  const auto letters = letters_of(scene, 1);
  REQUIRE(letters.size() == 1);
  CHECK(letters.front().view().value == std::string(20'000, 'x'));
  const auto letter = policy::read_dead_letter(letters.front().view());
  REQUIRE(letter);
  CHECK(letter->cause.detail.empty());
  CHECK(agent.stop().drained);
}

TEST_CASE(
    "a dead letter that does not fit holds its key, is told with the remedy, and is written when the limit is raised") {
  Scene scene;
  scene.admin.set_topic(scene.letters(), "max.message.bytes", "10000");
  const auto transport = scene.connect({{"kafka.producer.compression.codec", "none"}});
  REQUIRE(send(*transport, bad(scene, "a", std::string(20'000, 'x'))));
  REQUIRE(send(*transport, record(scene.orders(), "a", "behind")));
  for (int i = 0; i < 20; ++i) REQUIRE(send(*transport, record(scene.orders(), "b" + std::to_string(i), "other")));
  REQUIRE(send(*transport, bad(scene, "c", "small")));
  JudgingAgent agent(scene, *transport);
  // The remedy is told; meanwhile other keys go on, and letters that fit are written.
  REQUIRE(eventually([&] { return scene.told.count(EventKind::kDeadLetterFailed, "until 'max.message.bytes'") > 0; }));
  CHECK(scene.told.last(EventKind::kDeadLetterFailed, "until").find(scene.letters()) != std::string::npos);
  CHECK(eventually([&] { return agent.judge.taken == 20; }));
  CHECK(letters_of(scene, 1).size() == 1);
  CHECK(agent.judge.taken == 20);  // not the one behind
  scene.admin.set_topic(scene.letters(), "max.message.bytes", "100000");
  CHECK(eventually([&] { return agent.judge.taken == 21; }, 3 * kPatience));
  const auto letters = letters_of(scene, 2);
  CHECK(std::any_of(letters.begin(), letters.end(),
                    [](const auto& fetched) { return fetched.view().value == std::string(20'000, 'x'); }));
  const auto report = agent.runner.stop();
  CHECK(report.drained);
  CHECK(report.dead_lettered == 2);
}

}  // namespace
}  // namespace mesh::test
