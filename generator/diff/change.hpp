/// One difference between two contracts, and whom it breaks.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diag/source.hpp"
#include "diff/codes.hpp"

namespace meshgen::diff {

enum class Impact { kBreaking, kCompatible, kDocumentation };

/// Who has to be changed with the contract. The application is the one that the contract describes; producers write
/// what it reads, consumers read what it writes.
struct Parties {
  bool consumers = false;
  bool producers = false;
  bool application = false;

  [[nodiscard]] bool any() const noexcept { return consumers || producers || application; }
  friend bool operator==(const Parties&, const Parties&) = default;
};

inline constexpr Parties kNobody{};
inline constexpr Parties kConsumers{.consumers = true};
inline constexpr Parties kProducers{.producers = true};
inline constexpr Parties kApplication{.application = true};
inline constexpr Parties kBothSides{.consumers = true, .producers = true};
inline constexpr Parties kEverybody{.consumers = true, .producers = true, .application = true};

/// "consumers and producers"
[[nodiscard]] std::string spell(const Parties& parties);

/// Which way records travel at a place of the contract, as the application sees it.
enum class Direction { kSend, kReceive, kEither };

/// What became of the set of valid values.
struct Effect {
  bool narrowed = false;
  bool widened = false;
};

inline constexpr Effect kNarrowed{.narrowed = true};
inline constexpr Effect kWidened{.widened = true};
inline constexpr Effect kReplaced{.narrowed = true, .widened = true};

/// Consumers do not know what is new in records that are sent; producers still write what is read no more.
[[nodiscard]] Parties broken_by(Effect effect, Direction direction);

/// One place of the contract, in both of its texts. What is new or gone has its surroundings on the other side.
struct Place {
  std::string path;  ///< "operations/onOrder/messages/placed/payload/total"
  diag::Span before;
  diag::Span after;

  [[nodiscard]] Place below(std::string_view token) const;
  [[nodiscard]] Place below(std::string_view token, diag::Span was, diag::Span is) const;
};

struct Change {
  const Code* code = nullptr;
  Impact impact = Impact::kCompatible;
  Parties breaks;
  Place place;
  std::string text;                    ///< a sentence for people
  std::optional<std::string> allowed;  ///< why it is let pass (allow.hpp)

  [[nodiscard]] bool is_breaking() const noexcept { return impact == Impact::kBreaking && !allowed; }
};

/// Takes changes as they are found.
class Changes {
 public:
  /// Breaking if it breaks somebody.
  void add(const Code& code, Parties breaks, Place place, std::string text);
  void add_words(const Code& code, Place place, std::string text);
  [[nodiscard]] std::vector<Change> take() { return std::move(changes_); }

 private:
  std::vector<Change> changes_;
};

}  // namespace meshgen::diff
