/// Which faults, when, to whom: drawn before the run, so that a seed says all of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <mesh/base/time.hpp>

namespace mesh::test {

enum class FaultKind {
  kKillNode,    ///< SIGKILL
  kStopNode,    ///< SIGTERM
  kFreezeNode,  ///< SIGSTOP
  kKillConsumer,
  kFreezeConsumer,  ///< for longer than its session
  kLeave,           ///< a consumer drains and leaves the group
  kJoin,            ///< one more consumer comes, and leaves when it is healed
  kOutage,          ///< every handler says `unavailable`
  kKillTransformer,
  kFreezeTransformer,
};

struct Fault {
  FaultKind kind{};
  int target = 0;  ///< of its kind: node, consumer or transformer, from 1
  Millis at{0};    ///< since the run began
  Millis lasts{0};

  friend bool operator==(const Fault&, const Fault&) = default;
};

inline constexpr int kConsumers = 3;
inline constexpr int kTransformers = 2;
inline constexpr int kExtra = kConsumers + 1;  ///< the consumer that kJoin brings

/// In the order of time, 5 to 20 s apart, all healed before `length` is over. A target has one fault at a time.
[[nodiscard]] std::vector<Fault> draw_faults(std::uint64_t seed, Millis length, int nodes);

/// "node 2 is killed"
[[nodiscard]] std::string words(const Fault& fault);

}  // namespace mesh::test
