#include <mesh/policy/topic_address.hpp>

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace mesh {
namespace {

constexpr std::string_view kValueCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
constexpr std::size_t kTopicLengthMax = 249;

/// A stretch of the address: text, or a parameter.
struct Piece {
  std::string_view text;
  const TopicParameter* parameter = nullptr;
  std::size_t index = 0;  ///< of the parameter
  char next = '\0';       ///< the character behind a parameter
};

std::vector<Piece> pieces_of(const TopicSpec& address) {
  std::vector<Piece> pieces;
  auto rest = address.name;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    const auto close = open == std::string_view::npos ? open : rest.find('}', open);
    if (open != 0) pieces.push_back({rest.substr(0, close == std::string_view::npos ? rest.size() : open)});
    if (close == std::string_view::npos) break;
    const auto name = rest.substr(open + 1, close - open - 1);
    const auto found = std::find_if(address.parameters.begin(), address.parameters.end(),
                                    [&](const TopicParameter& each) { return each.name == name; });
    rest.remove_prefix(close + 1);
    if (found == address.parameters.end()) continue;  // generated specs name all of them
    const auto index = static_cast<std::size_t>(found - address.parameters.begin());
    pieces.push_back({{}, &*found, index, rest.empty() ? '\0' : rest.front()});
  }
  return pieces;
}

bool is_listed(const TopicParameter& parameter, std::string_view value) {
  return std::find(parameter.values.begin(), parameter.values.end(), value) != parameter.values.end();
}

bool may_hold(const Piece& piece, char c) { return c != piece.next && kValueCharacters.find(c) != std::string::npos; }

Result<void> check_value(const Piece& piece, std::string_view value) {
  const auto wrong = [&](std::string_view why) {
    return fail(ErrorKind::kInvalidArgument,
                fmt::format("topic parameter '{}' is '{}': {}", piece.parameter->name, value, why));
  };
  if (!piece.parameter->values.empty()) {
    if (is_listed(*piece.parameter, value)) return {};
    return wrong(fmt::format("the contract lists {}", fmt::join(piece.parameter->values, ", ")));
  }
  if (value.empty()) return wrong("it must not be empty");
  for (const char c : value) {
    if (may_hold(piece, c)) continue;
    if (c == piece.next) return wrong(fmt::format("'{}' follows it in the address, so it must not hold it", c));
    return wrong("a topic takes letters, digits, '_' and '-' here");
  }
  return {};
}

/// The value at the front of `text`, or nothing.
std::string_view value_at_front(const Piece& piece, std::string_view text) {
  if (piece.parameter->values.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), [&](char c) { return may_hold(piece, c); });
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
  }
  std::string_view longest;
  for (const auto& value : piece.parameter->values) {
    const bool fits = text.starts_with(value) && (text.size() == value.size() || piece.next == text[value.size()]);
    if (fits && value.size() > longest.size()) longest = text.substr(0, value.size());
  }
  return longest;
}

std::string escaped(std::string_view text) {
  std::string expression;
  for (const char c : text) {
    if (c == '.') expression += '\\';  // the only character of a topic that means something else
    expression += c;
  }
  return expression;
}

std::string pattern_of(const std::vector<Piece>& pieces, std::string_view prefix) {
  std::string pattern = "^" + escaped(prefix);
  for (const auto& piece : pieces) {
    if (piece.parameter == nullptr) {
      pattern += escaped(piece.text);
    } else if (!piece.parameter->values.empty()) {
      std::string choices;
      for (const auto& value : piece.parameter->values) choices += (choices.empty() ? "" : "|") + escaped(value);
      pattern += "(" + choices + ")";
    } else {
      std::string allowed = "A-Za-z0-9";
      if (piece.next != '_') allowed += '_';
      if (piece.next != '-') allowed += '-';  // last: it stands for itself there
      pattern += "[" + allowed + "]+";
    }
  }
  return pattern + "$";
}

}  // namespace

bool is_legal_topic(std::string_view name) noexcept {
  const auto legal = [](char c) { return c == '.' || kValueCharacters.find(c) != std::string_view::npos; };
  return !name.empty() && name.size() <= kTopicLengthMax && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), legal);
}

Result<std::string> topic_name(const TopicSpec& address, std::span<const std::string_view> values) {
  std::string name;
  for (const auto& piece : pieces_of(address)) {
    if (piece.parameter == nullptr) {
      name += piece.text;
      continue;
    }
    const auto value = piece.index < values.size() ? values[piece.index] : std::string_view{};
    if (auto ok = check_value(piece, value); !ok) return tl::unexpected(std::move(ok).error());
    name += value;
  }
  if (name.size() <= kTopicLengthMax) return name;
  return fail(ErrorKind::kInvalidArgument,
              fmt::format("the topic of '{}' would have {} characters, at most {} are allowed", address.name,
                          name.size(), kTopicLengthMax));
}

std::optional<std::vector<std::string_view>> topic_values(const TopicSpec& address, std::string_view topic,
                                                          std::string_view prefix) {
  if (!topic.starts_with(prefix)) return std::nullopt;
  topic.remove_prefix(prefix.size());
  std::vector<std::string_view> values(address.parameters.size());
  for (const auto& piece : pieces_of(address)) {
    const auto part = piece.parameter == nullptr ? piece.text : value_at_front(piece, topic);
    if (part.empty() || !topic.starts_with(part)) return std::nullopt;
    if (piece.parameter != nullptr) {
      auto& value = values[piece.index];
      if (!value.empty() && value != part) return std::nullopt;  // one parameter, two places
      value = part;
    }
    topic.remove_prefix(part.size());
  }
  if (!topic.empty()) return std::nullopt;
  return values;
}

std::vector<std::string> topic_names(const TopicSpec& address, std::string_view prefix) {
  std::vector<std::vector<std::string_view>> combinations{{}};
  for (const auto& parameter : address.parameters) {
    std::vector<std::vector<std::string_view>> longer;
    for (const auto& combination : combinations) {
      for (const auto& value : parameter.values) {
        longer.push_back(combination);
        longer.back().push_back(value);
      }
    }
    combinations = std::move(longer);
  }
  std::vector<std::string> names;
  for (const auto& values : combinations) {
    if (auto name = topic_name(address, values)) names.push_back(std::string(prefix) + *name);
  }
  return names;
}

std::vector<std::string> subscription_topics(const TopicSpec& address, std::string_view prefix) {
  auto names = topic_names(address, prefix);
  if (names.empty()) names.push_back(pattern_of(pieces_of(address), prefix));
  return names;
}

}  // namespace mesh
