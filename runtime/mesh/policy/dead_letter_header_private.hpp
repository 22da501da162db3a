#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <mesh/policy/dead_letter.hpp>

namespace mesh::policy {

/// Reads single headers of a dead letter; every error names its header.
class HeaderReader {
 public:
  HeaderReader(const RecordView& record, DeadLetterFamily family) : record_(&record), family_(family) {}

  /// It is there and not null.
  [[nodiscard]] bool has(std::string_view header) const noexcept { return find(header).has_value(); }
  [[nodiscard]] std::string text_or_empty(std::string_view header) const;
  [[nodiscard]] Result<void> text(std::string_view header, std::string& out) const;
  /// Decimal, 0 or more.
  [[nodiscard]] Result<void> count(std::string_view header, std::int32_t& out) const;
  [[nodiscard]] Result<void> count(std::string_view header, std::int64_t& out) const;
  /// RFC 3339.
  [[nodiscard]] Result<void> instant(std::string_view header, Timestamp& out) const;
  /// Big-endian and signed, of exactly `size` bytes.
  [[nodiscard]] Result<std::int64_t> binary(std::string_view header, std::size_t size) const;
  [[nodiscard]] tl::unexpected<Error> broken(std::string_view header, std::string_view how) const;

 private:
  [[nodiscard]] std::optional<std::string_view> find(std::string_view header) const noexcept;

  const RecordView* record_;
  DeadLetterFamily family_;
};

}  // namespace mesh::policy
