#include "scene.hpp"

#include <unistd.h>

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

namespace mesh::test {
namespace {

std::string next_prefix() {
  static int count = 0;
  return "t" + std::to_string(++count) + ".";
}

}  // namespace

void Told::on(const Happening& happening) {
  const std::lock_guard lock(mutex_);
  lines_.push_back({happening.kind, std::string(happening.reason), std::string(happening.detail)});
}

std::size_t Told::count(EventKind kind, const std::string& words) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), [&](const Line& line) {
    return line.kind == kind &&
           (line.reason.find(words) != std::string::npos || line.detail.find(words) != std::string::npos);
  }));
}

std::string Told::last(EventKind kind, const std::string& words) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(lines_.rbegin(), lines_.rend(), [&](const Line& line) {
    return line.kind == kind && line.detail.find(words) != std::string::npos;
  });
  return found == lines_.rend() ? std::string() : found->detail;
}

Scene::Scene(Cluster& on) : brokers(on), prefix(next_prefix()), admin(on.bootstrap()) {
  // Rebalances that take a moment; a client that looks again soon after a broker was away.
  for (const auto& [name, value] : ConfigPairs{{"bootstrap.servers", on.bootstrap()},
                                               {"topic.prefix", prefix},
                                               {"group.prefix", prefix},
                                               {"log.level", "warning"},
                                               {"kafka.reconnect.backoff.max.ms", "500"},
                                               {"kafka.consumer.session.timeout.ms", "6000"},
                                               {"kafka.consumer.heartbeat.interval.ms", "200"},
                                               {"kafka.consumer.fetch.wait.max.ms", "50"}}) {
    REQUIRE(config.set(name, value));
  }
  const auto transport = connect();
  const auto created = transport->create_topics(
      {{.name = orders(), .partitions = kPartitions}, {.name = letters(), .partitions = kPartitions}}, 3 * kPatience);
  if (!created) FAIL(created.error().message);
  // An agent that asks another broker must not find them missing.
  for (int node = 1; node <= brokers.nodes(); ++node) {
    REQUIRE(eventually([&] { return Admin(brokers.bootstrap(node)).sees({orders(), letters()}); }));
  }
}

int Scene::leader(std::int32_t partition) const {
  int node = -1;
  REQUIRE(eventually([&] { return (node = admin.leader(orders(), partition)) > 0; }));
  return node;
}

LoggingAgent::LoggingAgent(Scene& scene, Transport& transport, SharedLog& log, int member,
                           LoggingHandler::Answer answer, AgentOptions options)
    : handler(
          member, answer ? std::move(answer) : [](const RecordId&, int) { return Outcome::done(); },
          [&log](const HandlerEvent& event) { log.add(event); }),
      runner(transport, "billing", {{receive_spec(), &handler}}, {}, [&] {
        options.observer = &scene.told;
        return options;
      }()) {
  const auto ok = runner.start();
  if (!ok) FAIL(ok.error().message);
}

void settle(LoggingAgent& agent, const SharedLog& shared, RunLog& log, std::size_t duplicates, SameMember same_member) {
  CHECK(eventually(
      [&] {
        log.handled = shared.all();
        return check_nothing_lost(log).empty();
      },
      3 * kPatience));
  CHECK(agent.runner.stop().drained);
  log.handled = shared.all();
  check_clean(check_nothing_lost(log));
  check_clean(check_order(log));
  check_clean(check_duplicates(log, duplicates, same_member));
}

}  // namespace mesh::test
