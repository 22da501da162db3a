/// A Kafka record, seen (views, valid as long as their owner) and about to be sent (owned).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/base/time.hpp>

namespace mesh {

/// A header as read; Kafka allows a null value and the same name twice.
struct HeaderView {
  std::string_view name;
  std::optional<std::string_view> value;
};

struct Header {
  std::string name;
  std::optional<std::string> value;

  friend bool operator==(const Header&, const Header&) = default;
};

/// Whose clock a record's timestamp is of.
enum class TimestampType : std::uint8_t { kNone, kCreateTime, kLogAppendTime };

/// Bytes are `string_view`: keys and values are any bytes, not only text. nullopt is Kafka's null (a tombstone).
struct RecordView {
  std::string_view topic;
  std::int32_t partition = -1;
  std::int64_t offset = -1;
  Timestamp timestamp{};
  TimestampType timestamp_type = TimestampType::kCreateTime;
  std::optional<std::string_view> key;
  std::optional<std::string_view> value;
  std::span<const HeaderView> headers;

  /// The last header of that name (Kafka's convention), or nullptr.
  [[nodiscard]] const HeaderView* header(std::string_view name) const noexcept {
    for (auto i = headers.size(); i > 0; --i) {
      if (headers[i - 1].name == name) return &headers[i - 1];
    }
    return nullptr;
  }
};

struct OutgoingRecord {
  std::string topic;
  std::optional<std::string> key;
  std::optional<std::string> value;
  std::vector<Header> headers;
  std::optional<std::int32_t> partition;  ///< nullopt: by key (murmur2, as Java's producers do)
  std::optional<Timestamp> timestamp;     ///< nullopt: now
};

}  // namespace mesh
