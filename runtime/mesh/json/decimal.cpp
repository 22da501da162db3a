#include <algorithm>
#include <limits>

#include <mesh/json/decimal_private.hpp>

namespace mesh::json {
namespace {

constexpr std::int64_t kMaxExponent = 100'000'000'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits one after the other, then zeros without end.
class Walk {
 public:
  explicit Walk(const Digits& digits) : p_(digits.first), last_(digits.last) {}
  [[nodiscard]] bool is_done() const { return p_ == last_; }
  int next() {
    if (p_ == last_) return 0;
    if (*p_ == '.') ++p_;
    return *p_++ - '0';
  }

 private:
  const char* p_;
  const char* last_;
};

__extension__ using Wide = unsigned __int128;

std::uint64_t times(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % modulus);
}

std::uint64_t power_of_ten(std::int64_t exponent, std::uint64_t modulus) {
  std::uint64_t result = 1 % modulus;
  for (std::uint64_t base = 10 % modulus; exponent != 0; exponent /= 2, base = times(base, base, modulus)) {
    if (exponent % 2 != 0) result = times(result, base, modulus);
  }
  return result;
}

}  // namespace

Digits digits_at(const char* p) noexcept {
  Digits digits;
  if (*p == '-') {
    digits.is_negative = true;
    ++p;
  }
  std::int64_t whole = 0;  // digits before the point, from the first that counts
  std::size_t zeros = 0;   // behind the last digit that counts
  bool is_fraction = false;
  for (;; ++p) {
    if (*p == '.') {
      is_fraction = true;
      continue;
    }
    if (!is_digit(*p)) break;
    if (*p != '0') {
      if (digits.first == nullptr) digits.first = p;
      digits.last = p + 1;
      digits.count += zeros + 1;
      zeros = 0;
    } else if (digits.first != nullptr) {
      ++zeros;
    }
    if (!is_fraction && digits.first != nullptr) ++whole;
    if (is_fraction && digits.first == nullptr) --whole;
  }
  if (digits.first == nullptr) return {};
  digits.point = whole;
  if (*p != 'e' && *p != 'E') return digits;
  ++p;
  const bool is_negative = *p == '-';
  if (*p == '-' || *p == '+') ++p;
  std::int64_t exponent = 0;
  for (; is_digit(*p); ++p) exponent = std::min(exponent * 10 + (*p - '0'), kMaxExponent);
  digits.point += is_negative ? -exponent : exponent;
  return digits;
}

int compare(const Digits& a, const Digits& b) noexcept {
  if (a.first == nullptr || b.first == nullptr) {
    const int left = a.first == nullptr ? 0 : (a.is_negative ? -1 : 1);
    const int right = b.first == nullptr ? 0 : (b.is_negative ? -1 : 1);
    return left - right;
  }
  if (a.is_negative != b.is_negative) return a.is_negative ? -1 : 1;
  const int larger = a.is_negative ? -1 : 1;
  if (a.point != b.point) return a.point > b.point ? larger : -larger;
  Walk left(a);
  Walk right(b);
  while (!left.is_done() || !right.is_done()) {
    const int difference = left.next() - right.next();
    if (difference != 0) return difference > 0 ? larger : -larger;
  }
  return 0;
}

void append_canonical(const Digits& digits, std::string& out) {
  if (digits.first == nullptr) {
    out += '0';
    return;
  }
  if (digits.is_negative) out += '-';
  for (const char* p = digits.first; p != digits.last; ++p) {
    if (*p != '.') out += *p;
  }
  out += 'e';
  out += std::to_string(digits.point - static_cast<std::int64_t>(digits.count));
}

bool divisor_of(const Digits& digits, Divisor& out) noexcept {
  out = {0, digits.point - static_cast<std::int64_t>(digits.count)};
  for (Walk walk(digits); !walk.is_done();) {
    const auto digit = static_cast<std::uint64_t>(walk.next());
    if (out.mantissa > (std::numeric_limits<std::uint64_t>::max() - digit) / 10U) return false;
    out.mantissa = out.mantissa * 10U + digit;
  }
  return true;
}

bool is_multiple(const Digits& value, const Divisor& step) noexcept {
  if (value.first == nullptr) return true;
  const std::int64_t shift = value.point - static_cast<std::int64_t>(value.count) - step.exponent;
  if (shift < 0) return false;  // what does not end in 0 is no multiple of ten
  std::uint64_t rest = 0;
  for (Walk walk(value); !walk.is_done();) {
    rest = static_cast<std::uint64_t>((static_cast<Wide>(rest) * 10U + static_cast<unsigned>(walk.next())) %
                                      step.mantissa);
  }
  return times(rest, power_of_ten(shift, step.mantissa), step.mantissa) == 0;
}

}  // namespace mesh::json
