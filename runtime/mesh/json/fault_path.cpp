#include <mesh/json/fault_path.hpp>

#include <charconv>
#include <cstring>
#include <string>

#include <mesh/json/printable_private.hpp>

namespace mesh::json {
namespace {

constexpr std::size_t kMaxToken = 64;

/// Stands in a JSON Pointer as it is.
bool is_simple(char c) { return c >= ' ' && c <= '}' && c != '/'; }

}  // namespace

FaultPath& FaultPath::operator=(const FaultPath& other) noexcept {
  if (this == &other) return *this;
  begin_ = other.begin_;
  is_full_ = other.is_full_;
  std::memcpy(bytes_.data() + begin_, other.bytes_.data() + begin_, kSize - begin_);
  return *this;
}

void FaultPath::put_escaped(std::string_view escaped) noexcept {
  if (view().size() + escaped.size() > kMaxPath) {
    is_full_ = true;
    escaped = kMore;
  }
  begin_ = static_cast<std::uint16_t>(begin_ - escaped.size());
  std::memcpy(bytes_.data() + begin_, escaped.data(), escaped.size());
}

void FaultPath::put_before(std::string_view token) {
  if (is_full_) return;
  // Room for a token of common characters: most are put where they belong at once.
  if (token.size() <= kMaxToken && view().size() + token.size() < kMaxPath) {
    char* const to = bytes_.data() + begin_ - token.size();
    std::size_t i = 0;
    for (; i < token.size() && is_simple(token[i]); ++i) to[i] = token[i];
    if (i == token.size()) {
      to[-1] = '/';
      begin_ = static_cast<std::uint16_t>(begin_ - token.size() - 1);
      return;
    }
  }
  const bool is_cut = token.size() > kMaxToken;
  std::string shown;
  append_printable(is_cut ? token.substr(0, whole_code_points(token, kMaxToken)) : token, shown);
  if (is_cut) shown += kCutMark;
  std::string escaped = "/";
  for (const char c : shown) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  put_escaped(escaped);
}

void FaultPath::put_before(std::size_t index) {
  if (is_full_) return;
  std::array<char, 24> token{};
  token[0] = '/';
  const char* const end = std::to_chars(token.data() + 1, token.data() + token.size(), index).ptr;
  put_escaped({token.data(), static_cast<std::size_t>(end - token.data())});
}

}  // namespace mesh::json
