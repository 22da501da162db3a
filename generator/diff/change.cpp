#include "diff/change.hpp"

#include "base/text.hpp"

namespace meshgen::diff {

std::string spell(const Parties& parties) {
  std::vector<std::string> names;
  if (parties.consumers) names.emplace_back("consumers");
  if (parties.producers) names.emplace_back("producers");
  if (parties.application) names.emplace_back("the application");
  if (names.size() == 3) return "consumers, producers and the application";
  return base::join(names, " and ");
}

Parties broken_by(Effect effect, Direction direction) {
  return {.consumers = effect.widened && direction != Direction::kReceive,
          .producers = effect.narrowed && direction != Direction::kSend};
}

Place Place::below(std::string_view token) const { return below(token, before, after); }

Place Place::below(std::string_view token, diag::Span was, diag::Span is) const {
  Place deeper{path, was, is};
  if (!deeper.path.empty()) deeper.path += '/';
  for (const char c : token) {
    if (c == '~') {
      deeper.path += "~0";
    } else if (c == '/') {
      deeper.path += "~1";
    } else {
      deeper.path += c;
    }
  }
  return deeper;
}

void Changes::add(const Code& code, Parties breaks, Place place, std::string text) {
  changes_.push_back({&code, breaks.any() ? Impact::kBreaking : Impact::kCompatible, breaks, std::move(place),
                      std::move(text), std::nullopt});
}

void Changes::add_words(const Code& code, Place place, std::string text) {
  changes_.push_back({&code, Impact::kDocumentation, kNobody, std::move(place), std::move(text), std::nullopt});
}

}  // namespace meshgen::diff
