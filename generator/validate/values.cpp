#include "validate/values.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace meshgen::validate {
namespace {

using load::Kind;
using load::Node;

constexpr std::string_view kHex = "0123456789abcdefABCDEF";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Equal values have equal texts: members sorted, 1 as 1.0, references as what they lead to.
void canonical(const Node& node, const resolve::ResolvedDocument& document, int depth, std::string& out) {
  const auto* target = document.follow(node);
  if (target == nullptr || depth > 20) target = &node;
  if (target->is_numeric()) {
    const auto integer = target->as_int64();
    out += integer ? fmt::format("{}", *integer) : fmt::format("{}", target->as_double().value_or(0));
  } else if (target->is(Kind::kList)) {
    out += '[';
    for (const auto& item : target->items) canonical(item, document, depth + 1, out);
    out += ']';
  } else if (target->is(Kind::kMap)) {
    std::map<std::string_view, const Node*> sorted;
    for (const auto& member : target->members) sorted.emplace(member.key, &member.value);
    out += '{';
    for (const auto& [key, value] : sorted) {
      out += fmt::format("{}:{}", key.size(), key);
      canonical(*value, document, depth + 1, out);
    }
    out += '}';
  } else {
    out += fmt::format("{}{}:{}", target->is(Kind::kString) ? 's' : 'b', target->text.size(), target->text);
  }
  out += ',';
}

bool is_label(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c) || c == '-'; });
}

}  // namespace

bool is_uri_reference(std::string_view text) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || kHex.find(text[i + 1]) == std::string_view::npos ||
          kHex.find(text[i + 2]) == std::string_view::npos) {
        return false;
      }
    } else if (!is_digit(text[i]) && !is_letter(text[i]) && kMarks.find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

bool is_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front())) return false;
  const auto scheme = text.substr(0, colon);
  const bool good = std::all_of(scheme.begin(), scheme.end(),
                                [](char c) { return is_digit(c) || is_letter(c) || c == '+' || c == '.' || c == '-'; });
  return good && is_uri_reference(text) && std::count(text.begin(), text.end(), '#') < 2;
}

bool is_uri_template(std::string_view text) {
  constexpr std::string_view kNever = "\"'<>\\^`|";
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{' || c == '}') {
      const bool opens = c == '{';
      if (opens == inside || (!opens && text[i - 1] == '{')) return false;
      inside = opens;
      continue;
    }
    const bool is_bad = static_cast<unsigned char>(c) <= 0x20U || kNever.find(c) != std::string_view::npos;
    if (is_bad || (c == '%' && !is_uri_reference(text.substr(i, 3)))) return false;
  }
  return !inside;
}

bool is_email(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+/=?^_`{|}~-.";
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0) return false;
  const auto local = text.substr(0, at);
  for (std::size_t i = 0; i < local.size(); ++i) {
    const bool good = is_digit(local[i]) || is_letter(local[i]) || kMarks.find(local[i]) != std::string_view::npos;
    const bool bad_dot = local[i] == '.' && (i == 0 || i + 1 == local.size() || local[i + 1] == '.');
    if (!good || bad_dot) return false;
  }
  auto host = text.substr(at + 1);
  if (host.find('.') == std::string_view::npos) return false;
  for (;;) {
    const auto dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

bool is_name(std::string_view text, std::string_view also) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_digit(c) || is_letter(c) || c == '-' || c == '_' || also.find(c) != std::string_view::npos;
  });
}

bool is_extension(std::string_view key) { return key.starts_with("x-") && is_name(key.substr(2), "."); }

Integer integer_within(const Node& node, std::int64_t minimum, std::int64_t maximum) {
  if (const auto value = node.as_int64()) {
    if (*value < minimum) return Integer::kTooSmall;
    return *value > maximum ? Integer::kTooLarge : Integer::kFits;
  }
  const auto value = node.as_double();
  if (!value || !std::isfinite(*value) || std::trunc(*value) != *value) return Integer::kNone;
  if (*value < static_cast<double>(minimum)) return Integer::kTooSmall;
  return *value > static_cast<double>(maximum) && maximum != std::numeric_limits<std::int64_t>::max()
             ? Integer::kTooLarge
             : Integer::kFits;
}

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<Twice> find_twice(const std::vector<Node>& items, const resolve::ResolvedDocument& document) {
  std::map<std::string, const Node*> seen;
  for (const auto& item : items) {
    std::string text;
    canonical(item, document, 0, text);
    const auto [found, is_new] = seen.emplace(std::move(text), &item);
    if (!is_new) return Twice{found->second, &item};
  }
  return std::nullopt;
}

std::string with_article(std::string_view name) {
  bool vowel = std::string_view("AEIO").find(name.front()) != std::string_view::npos;
  for (const std::string_view spelled : {"HTTP ", "SNS ", "SQS ", "MQTT "}) vowel = vowel || name.starts_with(spelled);
  return fmt::format("{} {}", vowel ? "an" : "a", name);
}

}  // namespace meshgen::validate
