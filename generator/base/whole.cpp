#include "base/whole.hpp"

#include <charconv>
#include <string_view>

namespace meshgen::base {

std::optional<Whole> Whole::of(const ExactNumber& number) {
  if (const auto value = number.as_int64()) return Whole(*value);
  if (!number.is_whole() || number.is_negative()) return std::nullopt;
  const auto text = number.to_json();  // an exponent if it is far too large
  std::uint64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) return std::nullopt;
  return Whole(value);
}

Whole Whole::next() const noexcept {
  Whole result = *this;
  if (*this == greatest()) return result;
  if (!is_negative_) {
    ++result.magnitude_;
  } else if (--result.magnitude_ == 0) {
    result.is_negative_ = false;
  }
  return result;
}

Whole Whole::previous() const noexcept {
  Whole result = *this;
  if (*this == least()) return result;
  if (is_negative_ || magnitude_ == 0) {
    result.is_negative_ = true;
    ++result.magnitude_;
  } else {
    --result.magnitude_;
  }
  return result;
}

std::string Whole::to_string() const { return (is_negative_ ? "-" : "") + std::to_string(magnitude_); }

long double Whole::as_long_double() const noexcept {
  const auto value = static_cast<long double>(magnitude_);
  return is_negative_ ? -value : value;
}

}  // namespace meshgen::base
