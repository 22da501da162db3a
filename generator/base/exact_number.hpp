/// Numbers with all the digits that a text spells: no double knows 9007199254740993 or 1e400.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meshgen::base {

/// An integer times a power of ten. Making, comparing and spelling one takes time linear in its digits.
class ExactNumber {
 public:
  /// Exponents beyond count as this one.
  static constexpr std::int64_t kExponentMax = 1'000'000'000'000;
  /// So many digits `is_multiple` divides, of either number, and a hexadecimal or octal number may have.
  static constexpr std::size_t kDividedMax = 2'000;

  /// JSON's spelling, and YAML's: `+1`, `.5`, `5.`, `007`, `0x1F`, `0o17`. nullopt: no number, or none that is finite.
  [[nodiscard]] static std::optional<ExactNumber> parse(std::string_view text);

  [[nodiscard]] bool is_whole() const noexcept { return exponent_ >= 0; }
  [[nodiscard]] bool is_negative() const noexcept { return is_negative_; }
  [[nodiscard]] bool is_zero() const noexcept { return digits_.empty(); }
  /// nullopt: it has a fraction, or is none of these.
  [[nodiscard]] std::optional<std::int64_t> as_int64() const;
  /// As JSON spells it: plain digits where that is short, else with an exponent.
  [[nodiscard]] std::string to_json() const;

  friend bool operator==(const ExactNumber&, const ExactNumber&) = default;
  friend std::strong_ordering operator<=>(const ExactNumber& a, const ExactNumber& b);
  /// nullopt: one of them has more than `kDividedMax` digits. `step` is not zero.
  friend std::optional<bool> is_multiple(const ExactNumber& value, const ExactNumber& step);

 private:
  void normalise();
  /// Of the first digit: 1 of 5, 3 of 500, 0 of 0.5.
  [[nodiscard]] std::int64_t magnitude() const { return exponent_ + static_cast<std::int64_t>(digits_.size()); }

  bool is_negative_ = false;
  std::string digits_;  ///< neither begins nor ends with 0; of 0 itself empty
  std::int64_t exponent_ = 0;
};

std::optional<bool> is_multiple(const ExactNumber& value, const ExactNumber& step);

/// Is `text` spelled as RFC 8259 has numbers?
[[nodiscard]] bool is_json_number(std::string_view text);

}  // namespace meshgen::base
