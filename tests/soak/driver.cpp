#include "driver.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <thread>

namespace mesh::test {
namespace {

struct Step {
  const Fault* fault = nullptr;  ///< nullptr: nothing but the end
  bool heals = false;
};

/// By their instants.
std::multimap<Millis, Step> steps_of(const std::vector<Fault>& faults, Millis length) {
  std::multimap<Millis, Step> steps;
  for (const auto& fault : faults) {
    steps.insert({fault.at, {&fault, false}});
    steps.insert({fault.at + fault.lasts, {&fault, true}});
  }
  steps.insert({length, {}});
  return steps;
}

void begin(const Fault& fault, Cluster& cluster, Crew& crew) {
  switch (fault.kind) {
    case FaultKind::kKillNode:
      return cluster.kill(fault.target);
    case FaultKind::kStopNode:
      return cluster.ask_to_stop(fault.target);
    case FaultKind::kFreezeNode:
      return cluster.freeze(fault.target);
    case FaultKind::kKillConsumer:
      return crew.kill({Role::kConsumer, fault.target});
    case FaultKind::kFreezeConsumer:
      return crew.freeze({Role::kConsumer, fault.target});
    case FaultKind::kLeave:
      return crew.ask_to_stop({Role::kConsumer, fault.target});
    case FaultKind::kJoin:
      return crew.start({Role::kConsumer, fault.target});
    case FaultKind::kOutage:
      return crew.begin_outage();
    case FaultKind::kKillTransformer:
      return crew.kill({Role::kTransformer, fault.target});
    case FaultKind::kFreezeTransformer:
      return crew.freeze({Role::kTransformer, fault.target});
  }
}

void heal(const Fault& fault, Cluster& cluster, Crew& crew) {
  switch (fault.kind) {
    case FaultKind::kKillNode:
    case FaultKind::kStopNode:
      return cluster.start_soon(fault.target);
    case FaultKind::kFreezeNode:
      return cluster.thaw(fault.target);
    case FaultKind::kKillConsumer:
    case FaultKind::kLeave:
      return crew.start({Role::kConsumer, fault.target});
    case FaultKind::kFreezeConsumer:
      return crew.thaw({Role::kConsumer, fault.target});
    case FaultKind::kJoin:
      return crew.ask_to_stop({Role::kConsumer, fault.target});
    case FaultKind::kOutage:
      return crew.end_outage();
    case FaultKind::kKillTransformer:
      return crew.start({Role::kTransformer, fault.target});
    case FaultKind::kFreezeTransformer:
      return crew.thaw({Role::kTransformer, fault.target});
  }
}

}  // namespace

void Timeline::say(const std::string& what) const {
  const std::chrono::duration<double> since = Clock::now() - start_;
  (void)std::printf("%7.1f s  %s\n", since.count(), what.c_str());
  (void)std::fflush(stdout);
}

Breaches run_faults(const std::vector<Fault>& faults, Millis length, const Timeline& timeline, Cluster& cluster,
                    Crew& crew) {
  constexpr Millis kLook{200};
  Breaches breaches;
  for (const auto& [at, step] : steps_of(faults, length)) {
    const auto due = timeline.start() + at;
    while (Timeline::Clock::now() < due) {
      std::this_thread::sleep_until(std::min(due, Timeline::Clock::now() + kLook));
      for (auto& breach : crew.replace_the_dead()) {
        timeline.say(breach);
        breaches.push_back(std::move(breach));
      }
    }
    if (step.fault == nullptr) continue;
    if (step.heals) {
      timeline.say("    healed: " + words(*step.fault));
      heal(*step.fault, cluster, crew);
    } else {
      timeline.say(words(*step.fault) + ", for " + std::to_string(step.fault->lasts.count()) + " ms");
      begin(*step.fault, cluster, crew);
    }
  }
  return breaches;
}

}  // namespace mesh::test
