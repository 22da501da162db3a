#include "validate/extensions.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "validate/values.hpp"

namespace meshgen::validate {

namespace {

struct Extension {
  std::string_view name;
  std::string_view object;  ///< where it is read, and in the traits of that; empty: everywhere
  std::string_view place;   ///< in words
};

constexpr std::array kExtensions{
    Extension{"x-meshgen-ignore", "", ""},
    Extension{"x-cpp-namespace", "AsyncAPI", "at the root of the document"},
    Extension{"x-retry", "Operation", "on a receive operation"},
    Extension{"x-circuit-breaker", "Operation", "on a receive operation"},
    Extension{"x-reply-headers", "Operation", "on an operation with a reply"},
    Extension{"x-dead-letter", "Operation", "on a receive operation"},
    Extension{"x-delivery", "Operation", "on a receive operation"},
    Extension{"x-key", "Message", "on a message"},
    Extension{"x-cloudevents", "Message", "on a message"},
    Extension{"x-cpp-name", "Schema", "in a schema"},
    Extension{"x-cpp-type", "Schema", "in a schema"},
    Extension{"x-enum-varnames", "Schema", "in a schema"},
    Extension{"x-keep-unknown", "Schema", "in a schema"},
    Extension{"x-secret", "Schema", "in a schema"},
};

/// Without what people spell in different ways: `x-deadLetter`, `x-dead_letter`.
std::string plain(std::string_view name) {
  std::string letters;
  for (const auto c : name) {
    if (c != '-' && c != '_' && c != '.') letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return letters;
}

/// Other tools have extensions too, some but two letters from ours (`x-php-type`): few edits, of long names two.
const Extension* nearly(std::string_view name) {
  constexpr std::size_t kLong = 12;
  std::array<std::string, kExtensions.size()> spelled;
  std::transform(kExtensions.begin(), kExtensions.end(), spelled.begin(),
                 [](const Extension& each) { return plain(each.name); });
  const std::vector<std::string_view> candidates(spelled.begin(), spelled.end());
  const auto word = plain(name);
  const auto found = base::closest(word, candidates, word.size() >= kLong ? 2 : 1);
  if (!found) return nullptr;
  return &kExtensions[static_cast<std::size_t>(std::find(spelled.begin(), spelled.end(), *found) - spelled.begin())];
}

}  // namespace

void check_extension(const load::Member& member, std::string_view object, diag::Sink& sink) {
  const auto* known = std::find_if(kExtensions.begin(), kExtensions.end(),
                                   [&](const Extension& each) { return each.name == member.key; });
  if (known == kExtensions.end()) {
    if (const auto* meant = nearly(member.key)) {
      sink.report(diag::codes::kExtensionName, member.key_span,
                  fmt::format("'{}' is nearly '{}', but meshgen does not read it", member.key, meant->name))
          .with_help(fmt::format("did you mean '{}'?", meant->name));
    }
    return;
  }
  if (known->object.empty() || object == fmt::format("{} Object", known->object) ||
      object == fmt::format("{} Trait Object", known->object)) {
    return;
  }
  sink.report(diag::codes::kExtensionName, member.key_span,
              fmt::format("meshgen does not read '{}' of {}", member.key, with_article(object)))
      .with_help(fmt::format("it belongs {}", known->place));
}

}  // namespace meshgen::validate
