#include <array>
#include <charconv>

#include <mesh/events/headers.hpp>

namespace mesh::events {
namespace {

tl::unexpected<HeaderFault> fault(std::string_view header, std::string message) {
  return tl::unexpected<HeaderFault>(HeaderFault{std::string(header), std::move(message)});
}

/// The only header of that name.
HeaderResult<std::string_view> single(std::span<const HeaderView> headers, std::string_view name) {
  const HeaderView* found = nullptr;
  for (const auto& header : headers) {
    if (header.name != name) continue;
    if (found != nullptr) return fault(name, "is there more than once");
    found = &header;
  }
  if (found == nullptr) return fault(name, "is missing");
  if (!found->value) return fault(name, "has a null value");
  return *found->value;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// JSON's `int`: an optional minus, no plus, no leading zeros, not "-0".
bool is_canonical_integer(std::string_view text) noexcept {
  if (text == "0") return true;
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text.front() == '0') return false;
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return true;
}

std::size_t skip_digits(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// JSON's number grammar, so that "inf", "nan", "0x1" and ".5" are refused.
bool is_json_number(std::string_view text) noexcept {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto integer = at;
  at = skip_digits(text, at);
  if (at == integer || (text[integer] == '0' && at - integer > 1)) return false;
  if (at < text.size() && text[at] == '.') {
    const auto fraction = at + 1;
    at = skip_digits(text, fraction);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const auto exponent = at;
    at = skip_digits(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

template <class Number>
HeaderResult<void> read_number(std::span<const HeaderView> headers, std::string_view name,
                               bool (*form)(std::string_view), std::string_view wanted, Number& out) {
  const auto text = single(headers, name);
  if (!text) return tl::unexpected(text.error());
  if (!form(*text)) return fault(name, "is no " + std::string(wanted) + " in canonical form");
  const auto* begin = text->data();
  const auto* end = begin + text->size();
  const auto [rest, error] = std::from_chars(begin, end, out);
  if (error != std::errc() || rest != end) return fault(name, "is out of range for " + std::string(wanted));
  return {};
}

void add(std::vector<Header>& headers, std::string_view name, std::string value) {
  headers.push_back(Header{std::string(name), std::move(value)});
}

}  // namespace

HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, std::string& out) {
  const auto text = single(headers, name);
  if (!text) return tl::unexpected(text.error());
  out = *text;
  return {};
}

HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, bool& out) {
  const auto text = single(headers, name);
  if (!text) return tl::unexpected(text.error());
  if (*text != "true" && *text != "false") return fault(name, "is neither 'true' nor 'false'");
  out = *text == "true";
  return {};
}

HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, std::int32_t& out) {
  return read_number(headers, name, is_canonical_integer, "32-bit integer", out);
}

HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, std::int64_t& out) {
  return read_number(headers, name, is_canonical_integer, "64-bit integer", out);
}

HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, std::uint64_t& out) {
  return read_number(headers, name, is_canonical_integer, "64-bit integer without a sign", out);
}

HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, double& out) {
  return read_number(headers, name, is_json_number, "number", out);
}

void write(std::vector<Header>& headers, std::string_view name, std::string_view value) {
  add(headers, name, std::string(value));
}

void write(std::vector<Header>& headers, std::string_view name, bool value) {
  add(headers, name, value ? "true" : "false");
}

void write(std::vector<Header>& headers, std::string_view name, std::int64_t value) {
  add(headers, name, std::to_string(value));
}

void write(std::vector<Header>& headers, std::string_view name, std::uint64_t value) {
  add(headers, name, std::to_string(value));
}

void write(std::vector<Header>& headers, std::string_view name, double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  add(headers, name, std::string(text.data(), end));
}

}  // namespace mesh::events
