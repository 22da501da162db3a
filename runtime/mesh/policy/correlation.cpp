#include <mesh/policy/correlation.hpp>

#include <random>

namespace mesh::policy {
namespace {

constexpr std::size_t kBytes = 16;
constexpr std::size_t kTextSize = 36;
constexpr std::uint64_t kVersionMask = 0xFFFF'FFFF'FFFF'0FFFULL;
constexpr std::uint64_t kVersion4 = 0x4000ULL;
constexpr std::uint64_t kVariant = 1ULL << 63U;
constexpr std::uint64_t kLow62 = (1ULL << 62U) - 1;

constexpr bool is_dash(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

constexpr int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// A permutation of 62 bits: odd factors and shifted exclusive-ors can be undone.
constexpr std::uint64_t scattered(std::uint64_t value) {
  value = (value * 0x9E37'79B9'7F4A'7C15ULL) & kLow62;
  value ^= value >> 31U;
  value = (value * 0xBF58'476D'1CE4'E5B9ULL) & kLow62;
  return value ^ (value >> 29U);
}

}  // namespace

std::string to_bytes(const CorrelationId& id) {
  std::string bytes(kBytes, '\0');
  for (std::size_t i = 0; i < kBytes; ++i) {
    const auto half = i < kBytes / 2 ? id.high : id.low;
    bytes[i] = static_cast<char>((half >> (8U * (7 - i % 8))) & 0xFFU);
  }
  return bytes;
}

std::string to_text(const CorrelationId& id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(kTextSize);
  for (const char c : to_bytes(id)) {
    if (is_dash(text.size())) text += '-';
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

std::optional<CorrelationId> read_correlation_id(std::string_view bytes) noexcept {
  CorrelationId id;
  if (bytes.size() == kBytes) {
    for (std::size_t i = 0; i < kBytes; ++i) {
      auto& half = i < kBytes / 2 ? id.high : id.low;
      half = (half << 8U) | static_cast<unsigned char>(bytes[i]);
    }
    return id;
  }
  if (bytes.size() != kTextSize) return std::nullopt;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < kTextSize; ++i) {
    if (is_dash(i)) {
      if (bytes[i] != '-') return std::nullopt;
      continue;
    }
    const auto value = digit(bytes[i]);
    if (value < 0) return std::nullopt;
    auto& half = digits++ < kBytes ? id.high : id.low;
    half = (half << 4U) | static_cast<unsigned>(value);
  }
  return id;
}

CorrelationIds CorrelationIds::random() {
  std::random_device device;
  const auto draw = [&device] { return (std::uint64_t{device()} << 32U) | device(); };
  const auto high = draw();
  return {high, draw()};
}

CorrelationIds::CorrelationIds(std::uint64_t high, std::uint64_t start) noexcept
    : high_((high & kVersionMask) | kVersion4), counter_(start & kLow62) {}

CorrelationId CorrelationIds::next() noexcept {
  const CorrelationId id{high_, kVariant | scattered(counter_)};
  counter_ = (counter_ + 1) & kLow62;
  return id;
}

}  // namespace mesh::policy
