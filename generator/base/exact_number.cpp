#include "base/exact_number.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

namespace meshgen::base {
namespace {

constexpr std::string_view kDecimal = "0123456789";

/// Takes the digits that `text` begins with.
std::string_view take_digits(std::string_view& text) {
  const auto digits = text.substr(0, std::min(text.find_first_not_of(kDecimal), text.size()));
  text.remove_prefix(digits.size());
  return digits;
}

/// A natural number that fits no word: limbs of nine digits, the lowest first.
class Natural {
 public:
  Natural() = default;
  explicit Natural(std::string_view digits) {
    while (!digits.empty()) {
      const auto size = std::min(digits.size(), kLimbDigits);
      std::uint32_t limb = 0;
      const auto* end = digits.data() + digits.size();
      std::from_chars(end - size, end, limb);
      limbs_.push_back(limb);
      digits.remove_suffix(size);
    }
  }

  [[nodiscard]] bool is_zero() const { return limbs_.empty(); }

  void multiply_add(std::uint32_t factor, std::uint32_t more) {
    std::uint64_t carry = more;
    for (auto& limb : limbs_) {
      carry += static_cast<std::uint64_t>(limb) * factor;
      limb = static_cast<std::uint32_t>(carry % kLimb);
      carry /= kLimb;
    }
    if (carry != 0) limbs_.push_back(static_cast<std::uint32_t>(carry));
  }

  /// Takes `other` away as often as it goes.
  void reduce(const Natural& other) {
    while (!(*this < other)) subtract(other);
  }

  [[nodiscard]] std::string text() const {
    std::string digits;
    for (auto limb : limbs_) {
      for (std::size_t i = 0; i < kLimbDigits; ++i, limb /= 10) digits += kDecimal[limb % 10];
    }
    std::reverse(digits.begin(), digits.end());
    return digits;
  }

 private:
  static constexpr std::size_t kLimbDigits = 9;
  static constexpr std::uint32_t kLimb = 1'000'000'000;

  friend bool operator<(const Natural& a, const Natural& b) {
    if (a.limbs_.size() != b.limbs_.size()) return a.limbs_.size() < b.limbs_.size();
    return std::lexicographical_compare(a.limbs_.rbegin(), a.limbs_.rend(), b.limbs_.rbegin(), b.limbs_.rend());
  }

  void subtract(const Natural& other) {
    std::uint32_t borrow = 0;
    for (std::size_t i = 0; i < limbs_.size(); ++i) {
      const auto taken = borrow + (i < other.limbs_.size() ? other.limbs_[i] : 0);
      borrow = limbs_[i] < taken ? 1 : 0;
      limbs_[i] += borrow * kLimb;
      limbs_[i] -= taken;
    }
    while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
  }

  std::vector<std::uint32_t> limbs_;
};

std::optional<std::string> decimal_digits(std::string_view text, std::uint32_t base) {
  if (text.empty() || text.size() > ExactNumber::kDividedMax) return std::nullopt;
  Natural value;
  for (const char c : text) {
    std::uint32_t digit = base;
    std::from_chars(&c, &c + 1, digit, static_cast<int>(base));
    if (digit >= base) return std::nullopt;
    value.multiply_add(base, digit);
  }
  return value.text();
}

/// What stands behind the `e`; too large a one is as large as one can be.
std::optional<std::int64_t> power(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of(kDecimal) != std::string_view::npos) return std::nullopt;
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc{}) value = ExactNumber::kExponentMax;
  value = std::min(value, ExactNumber::kExponentMax);
  return is_negative ? -value : value;
}

}  // namespace

std::optional<ExactNumber> ExactNumber::parse(std::string_view text) {
  ExactNumber number;
  if (text.starts_with("0x") || text.starts_with("0o")) {
    auto digits = decimal_digits(text.substr(2), text[1] == 'x' ? 16 : 8);
    if (!digits) return std::nullopt;
    number.digits_ = std::move(*digits);
    number.normalise();
    return number;
  }
  number.is_negative_ = text.starts_with('-');
  if (number.is_negative_ || text.starts_with('+')) text.remove_prefix(1);
  const auto whole = take_digits(text);
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = take_digits(text);
  }
  if (whole.empty() && fraction.empty()) return std::nullopt;
  if (!text.empty()) {
    const auto exponent = text.front() == 'e' || text.front() == 'E' ? power(text.substr(1)) : std::nullopt;
    if (!exponent) return std::nullopt;
    number.exponent_ = *exponent;
  }
  number.digits_ = std::string(whole) + std::string(fraction);
  number.exponent_ -= static_cast<std::int64_t>(fraction.size());
  number.normalise();
  return number;
}

void ExactNumber::normalise() {
  const auto last = digits_.find_last_not_of('0');
  if (last == std::string::npos) {
    *this = {};
    return;
  }
  exponent_ += static_cast<std::int64_t>(digits_.size() - last - 1);
  digits_.resize(last + 1);
  digits_.erase(0, digits_.find_first_not_of('0'));
}

std::optional<std::int64_t> ExactNumber::as_int64() const {
  constexpr std::int64_t kDigits = std::numeric_limits<std::int64_t>::digits10 + 1;
  if (is_zero()) return 0;
  if (!is_whole() || magnitude() > kDigits) return std::nullopt;
  const auto text = (is_negative_ ? "-" : "") + digits_ + std::string(static_cast<std::size_t>(exponent_), '0');
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

std::string ExactNumber::to_json() const {
  constexpr std::int64_t kLongest = 40;  // of a number without exponent: not every reader takes 1e3 for an integer
  constexpr std::int64_t kSmallest = -6;
  if (is_zero()) return "0";
  std::string text = is_negative_ ? "-" : "";
  const auto point = magnitude();
  if (is_whole() && point <= kLongest) return text + digits_ + std::string(static_cast<std::size_t>(exponent_), '0');
  if (!is_whole() && point > 0) {
    const auto whole = static_cast<std::size_t>(point);
    return text + digits_.substr(0, whole) + "." + digits_.substr(whole);
  }
  if (!is_whole() && point > kSmallest) {
    return text + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits_;
  }
  text += digits_.front();
  if (digits_.size() > 1) text += "." + digits_.substr(1);
  return text + "e" + std::to_string(point - 1);
}

std::strong_ordering operator<=>(const ExactNumber& a, const ExactNumber& b) {
  const auto sign = [](const ExactNumber& number) { return number.is_zero() ? 0 : number.is_negative_ ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  const auto& large = a.is_negative_ ? b : a;  // of two negative numbers the one with the smaller magnitude
  const auto& small = a.is_negative_ ? a : b;
  if (a.is_zero() || a.magnitude() != b.magnitude()) {
    return a.is_zero() ? std::strong_ordering::equal : large.magnitude() <=> small.magnitude();
  }
  return large.digits_ <=> small.digits_;  // without zeros at their end they compare as words do
}

std::optional<bool> is_multiple(const ExactNumber& value, const ExactNumber& step) {
  if (value.is_zero()) return true;
  if (value.digits_.size() > ExactNumber::kDividedMax || step.digits_.size() > ExactNumber::kDividedMax)
    return std::nullopt;
  const auto shift = value.exponent_ - step.exponent_;
  if (shift < 0) return false;  // digits that do not end in 0 are no multiple of ten
  const Natural divisor(step.digits_);
  Natural rest;
  for (const char c : value.digits_) {
    rest.multiply_add(10, static_cast<std::uint32_t>(c - '0'));
    rest.reduce(divisor);
  }
  // Each further 0 takes a factor of ten out of what is left to divide by: of the divisor's digits at most four a
  // digit.
  constexpr std::int64_t kFactors = 4;
  const auto most = std::min(shift, kFactors * static_cast<std::int64_t>(step.digits_.size()));
  for (std::int64_t i = 0; i < most && !rest.is_zero(); ++i) {
    rest.multiply_add(10, 0);
    rest.reduce(divisor);
  }
  return rest.is_zero();
}

bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto whole = take_digits(text);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (take_digits(text).empty()) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (take_digits(text).empty()) return false;
  }
  return text.empty();
}

}  // namespace meshgen::base
