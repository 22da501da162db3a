/// What tells which ask a reply belongs to: 128 bits, in the shape of a version 4 UUID.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mesh::policy {

struct CorrelationId {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend bool operator==(const CorrelationId&, const CorrelationId&) = default;
};

/// "f47ac10b-58cc-4372-a567-0e02b2c3d479".
[[nodiscard]] std::string to_text(const CorrelationId& id);
/// Sixteen bytes, the highest first.
[[nodiscard]] std::string to_bytes(const CorrelationId& id);
/// Either of the two; nullopt for anything else.
[[nodiscard]] std::optional<CorrelationId> read_correlation_id(std::string_view bytes) noexcept;

/// Ids of one requester. The upper half is drawn once, so that a reply to somebody else is known without looking it up;
/// the lower half is a counter behind a permutation, so that none comes twice. Not thread-safe.
class CorrelationIds {
 public:
  /// Drawn from std::random_device.
  [[nodiscard]] static CorrelationIds random();
  CorrelationIds(std::uint64_t high, std::uint64_t start) noexcept;

  [[nodiscard]] CorrelationId next() noexcept;
  /// A number by lot that stays the same.
  [[nodiscard]] std::uint64_t lot() const noexcept { return high_ ^ (high_ >> 32U); }
  /// Did this requester give it, or will it some day?
  [[nodiscard]] bool owns(const CorrelationId& id) const noexcept { return id.high == high_; }

 private:
  std::uint64_t high_;
  std::uint64_t counter_;
};

}  // namespace mesh::policy
