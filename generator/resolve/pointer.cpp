#include "resolve/pointer.hpp"

#include <algorithm>
#include <optional>

namespace meshgen::resolve {
namespace {

std::optional<int> hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

/// RFC 6901: first `~1`, then `~0`.
std::string pointer_decode(std::string_view token) {
  std::string decoded;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1')) {
      decoded += token[i + 1] == '0' ? '~' : '/';
      ++i;
    } else {
      decoded += token[i];
    }
  }
  return decoded;
}

}  // namespace

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex(text[i + 1]);
      const auto low = hex(text[i + 2]);
      if (high && low) {
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

std::string first_token(std::string_view pointer, std::string_view& rest) {
  const auto stop = std::min(pointer.find('/', 1), pointer.size());
  rest = pointer.substr(stop);
  return pointer_decode(pointer.substr(1, stop - 1));
}

const load::Node* step(const load::Node& node, const std::string& token) {
  constexpr std::size_t kIndexDigits = 6;
  if (node.is(load::Kind::kMap)) return node.find(token);
  const bool is_index = node.is(load::Kind::kList) && !token.empty() && token.size() <= kIndexDigits &&
                        token.find_first_not_of("0123456789") == std::string::npos;
  if (!is_index) return nullptr;
  const auto index = static_cast<std::size_t>(std::stoul(token));
  return index < node.items.size() ? &node.items[index] : nullptr;
}

}  // namespace meshgen::resolve
