#include <charconv>

#include <fmt/format.h>

#include <mesh/base/wire_time.hpp>

namespace mesh {
namespace {

/// All of `text`, digits alone.
bool number(std::string_view text, int& out) {
  if (text.empty() || text.front() == '-') return false;
  const auto* const begin = text.data();
  const auto* const end = begin + text.size();
  const auto read = std::from_chars(begin, end, out);
  return read.ec == std::errc() && read.ptr == end;
}

}  // namespace

bool Wire<Timestamp>::read(std::string_view text, Timestamp& out) {
  const auto time = parse_rfc3339(text);
  if (time) out = *time;
  return time.has_value();
}

std::string Wire<Timestamp>::write(const Timestamp& value) { return format_rfc3339(value); }

bool Wire<std::chrono::year_month_day>::read(std::string_view text, std::chrono::year_month_day& out) {
  constexpr std::size_t kLength = 10;
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') return false;
  int year = 0;
  int month = 0;
  int day = 0;
  if (!number(text.substr(0, 4), year) || !number(text.substr(5, 2), month) || !number(text.substr(8), day))
    return false;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return false;
  out = date;
  return true;
}

std::string Wire<std::chrono::year_month_day>::write(const std::chrono::year_month_day& value) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(value.year()), static_cast<unsigned>(value.month()),
                     static_cast<unsigned>(value.day()));
}

}  // namespace mesh
