#include <array>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/build_types.hpp"

namespace meshgen::plan {
namespace {

using model::Match;

constexpr std::size_t kDocWidth = 100;

/// `what` is the word for many; it loses its last letters where there is one.
std::string counted(std::uint64_t number, std::string_view what) {
  if (number != 1) return fmt::format("{} {}", number, what);
  return what == "entries" ? std::string("1 entry") : fmt::format("1 {}", what.substr(0, what.size() - 1));
}

std::string count(std::optional<std::uint64_t> low, std::optional<std::uint64_t> high, std::string_view what) {
  if (low && high)
    return *low == *high ? "exactly " + counted(*low, what) : fmt::format("{} to {}", *low, counted(*high, what));
  if (low) return "at least " + counted(*low, what);
  if (high) return "at most " + counted(*high, what);
  return {};
}

void add(std::string& words, const std::string& more) {
  if (more.empty()) return;
  if (!words.empty()) words += "; ";
  words += more;
}

std::string_view format_words(model::Format format) {
  static constexpr std::array<std::string_view, 14> kWords{"",
                                                           "a UUID",
                                                           "an RFC 3339 date-time",
                                                           "an RFC 3339 date",
                                                           "an RFC 3339 time",
                                                           "an e-mail address",
                                                           "a URI",
                                                           "a host name",
                                                           "an IPv4 address",
                                                           "an IPv6 address",
                                                           "Base64",
                                                           "an RFC 3339 duration",
                                                           "a JSON Pointer",
                                                           "a URI reference"};
  return kWords.at(static_cast<std::size_t>(format));
}

std::string multiple(const std::optional<base::Decimal>& step) {
  if (!step) return {};
  return fmt::format("a multiple of {}", base::value_of(*step));
}

}  // namespace

std::string constraint_words(const model::Type& type) {
  return std::visit(
      Match{
          [](const model::Boolean&) { return std::string{}; },
          [](const model::Integer& integer) {
            std::string words;
            if (integer.minimum && integer.maximum) {
              words = fmt::format("{} to {}", integer.minimum->to_string(), integer.maximum->to_string());
            } else if (integer.minimum) {
              words = "at least " + integer.minimum->to_string();
            } else if (integer.maximum) {
              words = "at most " + integer.maximum->to_string();
            }
            add(words, multiple(integer.multiple_of));
            return words;
          },
          [](const model::Number& number) {
            std::string words;
            if (number.minimum)
              add(words, fmt::format("{} {}", number.minimum->exclusive ? "above" : "at least", number.minimum->value));
            if (number.maximum)
              add(words, fmt::format("{} {}", number.maximum->exclusive ? "below" : "at most", number.maximum->value));
            add(words, multiple(number.multiple_of));
            return words;
          },
          [](const model::String& string) {
            std::string words(format_words(string.format));
            add(words, count(string.min_length, string.max_length, "characters"));
            if (string.pattern) add(words, fmt::format("matches {}", string.pattern->regex));
            return words;
          },
          [](const model::StringEnum&) { return std::string{}; }, [](const model::ValueEnum&) { return std::string{}; },
          [](const model::StringConst& constant) { return fmt::format("always \"{}\"", constant.value); },
          [](const model::Array& array) {
            auto words = count(array.min_items, array.max_items, "items");
            if (array.unique) add(words, "no item twice");
            return words;
          },
          [](const model::Map& map) { return count(map.min_properties, map.max_properties, "entries"); },
          [](const model::Object&) { return std::string{}; }, [](const model::Union&) { return std::string{}; },
          [](const model::Alias&) { return std::string{}; }, [](const model::Any&) { return std::string{}; }},
      type.shape);
}

std::vector<std::string> doc_lines(const model::Docs& docs, const std::string& constraints) {
  auto text = docs.description.empty() ? docs.title : docs.description;
  auto lines = base::wrap(text, kDocWidth);
  if (!constraints.empty()) {
    for (auto& line : base::wrap("(" + constraints + ")", kDocWidth)) lines.push_back(std::move(line));
  }
  if (docs.deprecated) lines.emplace_back("Deprecated by the contract.");
  for (auto& line : lines) {
    // A line that ends in a backslash, or what was one as a trigraph, would swallow the next one.
    if (line.ends_with('\\') || line.ends_with("?\?/")) line += '.';
    if (line.empty()) continue;
    std::string spaced(1, ' ');
    spaced += line;
    line = std::move(spaced);
  }
  return lines;
}

}  // namespace meshgen::plan
