#include <mesh/memory/broker.hpp>

namespace mesh::memory {
namespace {

/// MurmurHash2 by Austin Appleby (public domain), 32 bits, with the seed of Kafka's Java producer.
std::uint32_t murmur2(std::string_view bytes) noexcept {
  constexpr std::uint32_t kMix = 0x5bd1e995;
  const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<std::uint8_t>(bytes[i])}; };
  std::uint32_t hash = 0x9747b28cU ^ static_cast<std::uint32_t>(bytes.size());
  std::size_t at = 0;
  for (; at + 4 <= bytes.size(); at += 4) {
    std::uint32_t word = byte(at) | (byte(at + 1) << 8U) | (byte(at + 2) << 16U) | (byte(at + 3) << 24U);
    word *= kMix;
    word ^= word >> 24U;
    word *= kMix;
    hash = (hash * kMix) ^ word;
  }
  const auto rest = bytes.size() - at;
  if (rest >= 3) hash ^= byte(at + 2) << 16U;
  if (rest >= 2) hash ^= byte(at + 1) << 8U;
  if (rest >= 1) {
    hash ^= byte(at);
    hash *= kMix;
  }
  hash ^= hash >> 13U;
  hash *= kMix;
  hash ^= hash >> 15U;
  return hash;
}

}  // namespace

std::int32_t partition_of(std::string_view key, std::int32_t partitions) noexcept {
  return static_cast<std::int32_t>((murmur2(key) & 0x7fffffffU) % static_cast<std::uint32_t>(partitions));
}

}  // namespace mesh::memory
