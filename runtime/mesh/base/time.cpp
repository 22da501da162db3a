#include <cstdint>

#include <fmt/format.h>

#include <mesh/base/time.hpp>

namespace mesh {
namespace {

/// Takes characters off the front; a failure leaves the cursor where it was.
class Cursor {
 public:
  explicit Cursor(std::string_view text) noexcept : text_(text) {}

  [[nodiscard]] std::optional<int> digits(std::size_t count) noexcept {
    if (text_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : text_.substr(0, count)) {
      if (!is_digit(c)) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    text_.remove_prefix(count);
    return value;
  }

  [[nodiscard]] bool take(char wanted) noexcept {
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] bool at_digit() const noexcept { return !text_.empty() && is_digit(text_.front()); }
  [[nodiscard]] bool at_end() const noexcept { return text_.empty(); }

 private:
  static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
  std::string_view text_;
};

std::optional<std::chrono::year_month_day> take_date(Cursor& cursor) {
  const auto year = cursor.digits(4);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.digits(2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.digits(2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

struct Clock {
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::chrono::microseconds fraction{0};
};

std::optional<std::chrono::microseconds> take_fraction(Cursor& cursor) {
  if (!cursor.take('.')) return std::chrono::microseconds(0);
  if (!cursor.at_digit()) return std::nullopt;
  std::int64_t micros = 0;
  std::int64_t unit = 100'000;
  while (cursor.at_digit()) {
    micros += unit * cursor.digits(1).value_or(0);
    unit /= 10;  // 0 from the seventh digit on: the rest is cut
  }
  return std::chrono::microseconds(micros);
}

std::optional<Clock> take_clock(Cursor& cursor) {
  const auto hour = cursor.digits(2);
  if (!hour || *hour > 23 || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.digits(2);
  if (!minute || *minute > 59 || !cursor.take(':')) return std::nullopt;
  const auto second = cursor.digits(2);
  if (!second || *second > 60) return std::nullopt;
  const auto fraction = take_fraction(cursor);
  if (!fraction) return std::nullopt;
  return Clock{*hour, *minute, *second, *fraction};
}

std::optional<std::chrono::minutes> take_offset(Cursor& cursor) {
  if (cursor.take('Z') || cursor.take('z')) return std::chrono::minutes(0);
  const bool west = cursor.take('-');
  if (!west && !cursor.take('+')) return std::nullopt;
  const auto hours = cursor.digits(2);
  if (!hours || *hours > 23 || !cursor.take(':')) return std::nullopt;
  const auto minutes = cursor.digits(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const std::chrono::minutes offset(*hours * 60 + *minutes);
  return west ? -offset : offset;
}

}  // namespace

std::string format_rfc3339(Timestamp time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                          clock.minutes().count(), clock.seconds().count());
  const auto micros = clock.subseconds().count();
  if (micros % 1000 != 0) {
    text += fmt::format(".{:06}", micros);
  } else if (micros != 0) {
    text += fmt::format(".{:03}", micros / 1000);
  }
  text += 'Z';
  return text;
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  Cursor cursor(text);
  const auto date = take_date(cursor);
  if (!date || (!cursor.take('T') && !cursor.take('t'))) return std::nullopt;
  const auto clock = take_clock(cursor);
  if (!clock) return std::nullopt;
  const auto offset = take_offset(cursor);
  if (!offset || !cursor.at_end()) return std::nullopt;

  const auto minute =
      std::chrono::sys_days(*date) + std::chrono::hours(clock->hour) + std::chrono::minutes(clock->minute) - *offset;
  if (clock->second == 60) {
    // Leap seconds are put in at the end of a UTC day; no instant of ours stands for them.
    const auto of_day = minute - std::chrono::floor<std::chrono::days>(minute);
    if (of_day != std::chrono::hours(23) + std::chrono::minutes(59)) return std::nullopt;
    return Timestamp(minute + std::chrono::minutes(1));
  }
  return Timestamp(minute + std::chrono::seconds(clock->second) + clock->fraction);
}

}  // namespace mesh
