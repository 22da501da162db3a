#include "plan.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>

namespace mesh::test {
namespace {

enum class Who { kNode, kConsumer, kExtraConsumer, kHandlers, kTransformer };

struct Kind {
  FaultKind kind;
  Who who;
  Millis least;
  Millis most;
  const char* what;
};

// A session is 6 s (tests/broker/scene).
constexpr std::array<Kind, 10> kKinds{{
    {FaultKind::kKillNode, Who::kNode, Millis(500), Millis(10'000), "is killed"},
    {FaultKind::kStopNode, Who::kNode, Millis(2'000), Millis(10'000), "is stopped"},
    {FaultKind::kFreezeNode, Who::kNode, Millis(1'000), Millis(12'000), "freezes"},
    {FaultKind::kKillConsumer, Who::kConsumer, Millis(500), Millis(10'000), "is killed"},
    {FaultKind::kFreezeConsumer, Who::kConsumer, Millis(7'000), Millis(14'000), "freezes"},
    {FaultKind::kLeave, Who::kConsumer, Millis(500), Millis(10'000), "leaves"},
    {FaultKind::kJoin, Who::kExtraConsumer, Millis(3'000), Millis(15'000), "joins"},
    {FaultKind::kOutage, Who::kHandlers, Millis(1'000), Millis(6'000), "can handle nothing"},
    {FaultKind::kKillTransformer, Who::kTransformer, Millis(500), Millis(10'000), "is killed"},
    {FaultKind::kFreezeTransformer, Who::kTransformer, Millis(2'000), Millis(14'000), "freezes"},
}};

// What comes back needs a moment until it counts as there.
constexpr Millis kRecovery{5'000};
// Less would be no fault.
constexpr Millis kShortest{1'000};

/// Not a distribution of the standard library: each library draws in its own way.
class Lots {
 public:
  explicit Lots(std::uint64_t seed) : random_(seed) {}
  [[nodiscard]] int between(int least, int most) {
    return least + static_cast<int>(random_() % static_cast<std::uint64_t>(most - least + 1));
  }
  [[nodiscard]] Millis between(Millis least, Millis most) {
    return Millis(between(static_cast<int>(least.count()), static_cast<int>(most.count())));
  }

 private:
  std::mt19937_64 random_;
};

int targets(Who who, int nodes) {
  switch (who) {
    case Who::kNode:
      return nodes;
    case Who::kConsumer:
      return kConsumers;
    case Who::kTransformer:
      return kTransformers;
    case Who::kExtraConsumer:
    case Who::kHandlers:
      return 1;
  }
  return 0;
}

const Kind& kind_of(const Fault& fault) {
  return *std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) { return kind.kind == fault.kind; });
}

}  // namespace

std::vector<Fault> draw_faults(std::uint64_t seed, Millis length, int nodes) {
  Lots lots(seed);
  std::vector<Fault> faults;
  std::map<std::pair<Who, int>, Millis> busy_until;
  auto at = lots.between(Millis(5'000), Millis(20'000));
  while (at + kShortest <= length) {
    const auto& kind = kKinds[static_cast<std::size_t>(lots.between(0, static_cast<int>(kKinds.size()) - 1))];
    const auto target = lots.between(1, targets(kind.who, nodes));
    auto& busy = busy_until[{kind.who, target}];
    if (busy > at) continue;  // another lot
    const auto lasts = std::min(lots.between(kind.least, kind.most), length - at);
    faults.push_back({kind.kind, kind.who == Who::kExtraConsumer ? kExtra : target, at, lasts});
    busy = at + lasts + kRecovery;
    at += lots.between(Millis(5'000), Millis(20'000));
  }
  return faults;
}

std::string words(const Fault& fault) {
  const auto& kind = kind_of(fault);
  const auto number = " " + std::to_string(fault.target) + " ";
  switch (kind.who) {
    case Who::kNode:
      return "node" + number + kind.what;
    case Who::kConsumer:
    case Who::kExtraConsumer:
      return "consumer" + number + kind.what;
    case Who::kTransformer:
      return "transformer" + number + kind.what;
    case Who::kHandlers:
      return std::string("every handler ") + kind.what;
  }
  return {};
}

}  // namespace mesh::test
