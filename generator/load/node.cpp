#include "load/node.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/exact_number.hpp"

namespace meshgen::load {
namespace {

void quote(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (byte < 0x20U) {
          out += fmt::format("\\u{:04x}", byte);
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

/// YAML lets a number begin with '+' or '.', end with '.', or be octal or hexadecimal; JSON does not.
std::string json_number(const Node& node) {
  if (node.is(Kind::kInteger)) {
    if (const auto value = node.as_int64()) return std::to_string(*value);
  }
  if (base::is_json_number(node.text)) return node.text;
  const auto value = base::ExactNumber::parse(node.text);
  return value ? value->to_json() : "null";  // JSON has neither infinity nor NaN
}

void write(const Node& node, std::string& out) {
  switch (node.kind) {
    case Kind::kNull:
      out += "null";
      return;
    case Kind::kBool:
      out += node.boolean ? "true" : "false";
      return;
    case Kind::kInteger:
    case Kind::kNumber:
      out += json_number(node);
      return;
    case Kind::kString:
      quote(node.text, out);
      return;
    case Kind::kList:
      out += '[';
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (i > 0) out += ',';
        write(node.items[i], out);
      }
      out += ']';
      return;
    case Kind::kMap:
      out += '{';
      for (std::size_t i = 0; i < node.members.size(); ++i) {
        if (i > 0) out += ',';
        quote(node.members[i].key, out);
        out += ':';
        write(node.members[i].value, out);
      }
      out += '}';
      return;
  }
}

}  // namespace

std::string_view describe(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return "a boolean";
    case Kind::kInteger:
      return "an integer";
    case Kind::kNumber:
      return "a number";
    case Kind::kString:
      return "a string";
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "an object";
  }
  return "";
}

void Node::index_members() {
  constexpr std::size_t kFew = 16;  // up to which going through them is as fast
  by_key.reset();
  if (members.size() <= kFew) return;
  auto order = std::make_shared<std::vector<std::uint32_t>>(members.size());
  std::iota(order->begin(), order->end(), 0U);
  std::sort(order->begin(), order->end(),
            [&](std::uint32_t a, std::uint32_t b) { return members[a].key < members[b].key; });
  by_key = std::move(order);
}

const Member* Node::find_member(std::string_view key) const {
  if (by_key && by_key->size() == members.size()) {
    const auto found = std::lower_bound(by_key->begin(), by_key->end(), key,
                                        [&](std::uint32_t at, std::string_view k) { return members[at].key < k; });
    return found == by_key->end() || members[*found].key != key ? nullptr : &members[*found];
  }
  for (const auto& member : members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

const Node* Node::find(std::string_view key) const {
  const auto* member = find_member(key);
  return member == nullptr ? nullptr : &member->value;
}

std::optional<std::int64_t> Node::as_int64() const {
  if (!is_numeric()) return std::nullopt;
  if (kind == Kind::kNumber) {
    const auto value = base::ExactNumber::parse(text);
    return value ? value->as_int64() : std::nullopt;
  }
  std::string_view digits = text;
  bool negative = false;
  if (digits.starts_with('+') || digits.starts_with('-')) {
    negative = digits.front() == '-';
    digits.remove_prefix(1);
  }
  int base = 10;
  if (digits.starts_with("0x")) base = 16;
  if (digits.starts_with("0o")) base = 8;
  if (base != 10) digits.remove_prefix(2);
  std::uint64_t magnitude = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  if (result.ec != std::errc{} || result.ptr != digits.data() + digits.size()) return std::nullopt;
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > kMax + (negative ? 1U : 0U)) return std::nullopt;
  return negative ? static_cast<std::int64_t>(~magnitude + 1U) : static_cast<std::int64_t>(magnitude);
}

std::optional<double> Node::as_double() const {
  if (kind == Kind::kInteger) {
    if (const auto value = as_int64()) return static_cast<double>(*value);
  }
  if (!is_numeric()) return std::nullopt;
  std::string decimal;  // of a hexadecimal or octal number beyond 64 bits
  if (text.starts_with("0x") || text.starts_with("0o")) {
    const auto exact = base::ExactNumber::parse(text);
    if (!exact) return std::nullopt;
    decimal = exact->to_json();
  }
  std::string_view number = decimal.empty() ? text : decimal;
  if (number.starts_with('+')) number.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
  if (result.ec == std::errc{} && result.ptr == number.data() + number.size()) return value;
  if (number == ".inf" || number == ".Inf" || number == ".INF") return std::numeric_limits<double>::infinity();
  if (number == "-.inf" || number == "-.Inf" || number == "-.INF") return -std::numeric_limits<double>::infinity();
  return std::nullopt;
}

bool equal(const Node& a, const Node& b) {
  if (a.is_numeric() && b.is_numeric()) {
    const auto x = a.as_int64();
    const auto y = b.as_int64();
    if (x && y) return *x == *y;
    const auto p = base::ExactNumber::parse(a.text);
    return p ? p == base::ExactNumber::parse(b.text) : a.as_double() == b.as_double();
  }
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::kNull:
      return true;
    case Kind::kBool:
      return a.boolean == b.boolean;
    case Kind::kInteger:
    case Kind::kNumber:
    case Kind::kString:
      return a.text == b.text;
    case Kind::kList: {
      if (a.items.size() != b.items.size()) return false;
      for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!equal(a.items[i], b.items[i])) return false;
      }
      return true;
    }
    case Kind::kMap: {
      if (a.members.size() != b.members.size()) return false;
      for (const auto& member : a.members) {
        const auto* other = b.find(member.key);
        if (other == nullptr || !equal(member.value, *other)) return false;
      }
      return true;
    }
  }
  return false;
}

namespace {

/// Equal for values that are equal: what `equal` does not look at is left out.
void hash(const Node& node, std::size_t& seed) {
  const auto mix = [&](std::size_t value) { seed ^= value + 0x9E3779B97F4A7C15U + (seed << 6U) + (seed >> 2U); };
  if (node.is_numeric()) {
    const auto whole = node.as_int64();
    const auto value = whole ? static_cast<double>(*whole) : node.as_double().value_or(0);
    return mix(std::hash<double>{}(value));
  }
  mix(static_cast<std::size_t>(node.kind));
  if (node.kind == Kind::kBool) mix(node.boolean ? 1 : 2);
  if (node.kind == Kind::kString) mix(std::hash<std::string>{}(node.text));
  for (const auto& item : node.items) hash(item, seed);
  std::size_t members = node.members.size();
  for (const auto& member : node.members) {  // whose order does not count
    std::size_t own = std::hash<std::string>{}(member.key);
    hash(member.value, own);
    members += own;
  }
  mix(members);
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> duplicates(const std::vector<Node>& items) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::unordered_map<std::size_t, std::vector<std::size_t>> different;  // by hash
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::size_t key = 0;
    hash(items[i], key);
    auto& alike = different[key];
    const auto first =
        std::find_if(alike.begin(), alike.end(), [&](std::size_t j) { return equal(items[j], items[i]); });
    if (first == alike.end()) {
      alike.push_back(i);
    } else {
      found.emplace_back(i, *first);
    }
  }
  return found;
}

std::string to_json(const Node& node) {
  std::string out;
  write(node, out);
  return out;
}

}  // namespace meshgen::load
