// Hours of bad luck in some minutes: SOAK_SECONDS (60) of random faults under load, drawn from SOAK_SEED. With
// SOAK_PLANT=1 an acknowledged record is taken out of what the handlers did, and the run must fail.
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include <librdkafka/rdkafka.h>
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>

#include "driver.hpp"
#include "gather.hpp"
#include "judge.hpp"
#include "rules.hpp"

namespace mesh::test {
namespace {

constexpr std::size_t kBreachesShown = 40;

std::string setting(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

struct Settings {
  Millis length{std::stoi(setting("SOAK_SECONDS", "60")) * 1000};
  std::uint64_t seed = std::stoull(setting("SOAK_SEED", std::to_string(std::random_device{}() % 100'000)));
  bool is_planted = setting("SOAK_PLANT", "") == "1";
};

ClusterOptions options() {
  auto made = ClusterOptions::from_environment();
  // Leaders go back to the preferred nodes soon after these are there again: one more move of leaders.
  made.properties = {"leader.imbalance.check.interval.seconds=20"};
  return made;
}

std::vector<std::string> keys_of(char producer) {
  std::vector<std::string> names;
  for (int i = 0; i < 20; ++i) names.push_back(producer + std::to_string(i));
  return names;
}

class Soak {
 public:
  explicit Soak(const Settings& settings)
      : settings_(settings),
        cluster_(options()),
        scene_(cluster_),
        crew_(scene_.config, scene_.prefix + "eo.", options().folder / "crew"),
        faults_(draw_faults(settings.seed, settings.length, cluster_.nodes())) {
    const auto transport = scene_.connect();
    const auto created =
        transport->create_topics({{.name = scene_.prefix + kInvoices, .partitions = kPartitions}}, 3 * kPatience);
    if (!created) FAIL(created.error().message);
  }

  Evidence run() {
    for (int i = 1; i <= kConsumers; ++i) crew_.start({Role::kConsumer, i});
    for (int i = 1; i <= kTransformers; ++i) crew_.start({Role::kTransformer, i});
    Watch watch(scene_, crew_.log());
    const auto first = scene_.connect();
    const auto second = scene_.connect();
    {
      Stream one(*first, keys_of('a'), Millis(4), soak_record);
      Stream other(*second, keys_of('b'), Millis(4), soak_record);
      const Timeline timeline;
      evidence_.noticed = run_faults(faults_, settings_.length, timeline, cluster_, crew_);
      timeline.say("the end: all is healed");
      cluster_.heal();
      take_from(one);
      take_from(other);
      evidence_.orders = read_orders(scene_);
      timeline.say("sent, and in the log: " + std::to_string(evidence_.orders.size()));
      wait_for_the_group();
      timeline.say("the group has no lag");
      read_outputs(scene_, scene_.prefix + "eo.billing", evidence_);
      evidence_.exits = crew_.stop_all();
      timeline.say("all have stopped");
    }
    read_log(crew_.log(), watch.finish(), evidence_);
    evidence_.frozen = crew_.frozen();
    evidence_.allowed_duplicates = allowed_duplicates();
    return std::move(evidence_);
  }

  [[nodiscard]] const Cluster& cluster() const noexcept { return cluster_; }

 private:
  void take_from(Stream& stream) {
    for (auto& sent : stream.finish()) evidence_.confirmed.push_back(std::move(sent));
    std::size_t told = 0;
    for (const auto& failure : stream.failures()) {
      ++(failure.persisted == Persistence::kMaybe ? evidence_.maybe : evidence_.refused);
      if (++told <= 5) (void)std::printf("           a send failed: %s\n", failure.message.c_str());
    }
  }

  void wait_for_the_group() {
    const auto ends = scene_.admin.ends(scene_.orders(), kPartitions);
    const auto has_no_lag = eventually(
        [&] { return scene_.admin.committed(scene_.prefix + "billing", scene_.orders(), kPartitions) == ends; },
        6 * kPatience);
    if (!has_no_lag) evidence_.noticed.emplace_back("L: the group did not catch up in time");
  }

  /// What a member has in flight may come again whenever the group forms anew. While a node is away, more: what is done
  /// and can't be committed.
  [[nodiscard]] std::size_t allowed_duplicates() const {
    constexpr Millis kFailover{6'000};
    const auto in_flight = kExtra * agent_options().max_in_flight;
    const auto sent = evidence_.orders.size();
    std::size_t allowed = in_flight;
    for (const auto& fault : faults_) {
      const bool is_node = fault.kind == FaultKind::kKillNode || fault.kind == FaultKind::kStopNode ||
                           fault.kind == FaultKind::kFreezeNode;
      const auto away = is_node ? fault.lasts + kFailover : Millis(0);
      allowed += in_flight +
                 sent * static_cast<std::size_t>(away.count()) / static_cast<std::size_t>(settings_.length.count());
    }
    return allowed;
  }

  Settings settings_;
  Cluster cluster_;
  Scene scene_;
  Crew crew_;
  std::vector<Fault> faults_;
  Evidence evidence_;
};

void tell(const Evidence& evidence) {
  const auto counts = count(evidence);
  (void)std::printf(
      "sent: %zu confirmed, %zu failed, %zu maybe; in the log %zu\n"
      "handled: %zu, after %zu failed attempts and %zu in outages; dead-lettered: %zu; more than once: %zu (%zu may)\n"
      "exactly once: %zu put out, %zu dead-lettered; commits looked at: %zu\n",
      counts.confirmed, evidence.refused, evidence.maybe, counts.stored, counts.handled, counts.retried,
      counts.unavailable, counts.dead, counts.duplicates, evidence.allowed_duplicates, counts.transformed,
      evidence.letters_of_transformers.size(), evidence.samples.size());
}

TEST_CASE("whatever happens, nothing is lost, doubled without a reason, out of order or changed") {
  (void)std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a crash must not take the timeline with it
  const Settings settings;
  (void)std::printf("soak: seed %llu, %lld s, librdkafka %s\n", static_cast<unsigned long long>(settings.seed),
                    static_cast<long long>(settings.length.count() / 1000), rd_kafka_version_str());
  Soak soak(settings);
  (void)std::printf("Apache Kafka %s, nodes: %d\n", soak.cluster().version().c_str(), soak.cluster().nodes());
  auto evidence = soak.run();
  if (settings.is_planted) plant_a_loss(evidence);
  tell(evidence);
  const auto breaches = judge(evidence);
  for (std::size_t i = 0; i < breaches.size() && i < kBreachesShown; ++i)
    (void)std::printf("%s\n", breaches[i].c_str());
  (void)std::printf("%s: %zu breaches, seed %llu\n", breaches.empty() ? "passed" : "FAILED", breaches.size(),
                    static_cast<unsigned long long>(settings.seed));
  (void)std::fflush(stdout);
  CHECK(breaches.empty());
}

}  // namespace
}  // namespace mesh::test

int main(int argc, char** argv) { return Catch::Session().run(argc, argv) == 0 ? 0 : 1; }
