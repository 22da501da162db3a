/// Instants and days as C++ has them, for `date-time` and `date` (`--types time=chrono`, or `x-cpp-type`).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <mesh/base/time.hpp>
#include <mesh/base/wire.hpp>

namespace mesh {

/// RFC 3339. Digits of a second past the sixth are cut, the offset is gone: written is UTC. A leap second is the first
/// of the next minute.
template <>
struct Wire<Timestamp> {
  [[nodiscard]] static bool read(std::string_view text, Timestamp& out);
  [[nodiscard]] static std::string write(const Timestamp& value);
};

/// RFC 3339's full-date. What is no day of the calendar, or outside of the years 0 to 9999, is written as text that no
/// schema with `format: date` takes.
template <>
struct Wire<std::chrono::year_month_day> {
  [[nodiscard]] static bool read(std::string_view text, std::chrono::year_month_day& out);
  [[nodiscard]] static std::string write(const std::chrono::year_month_day& value);
};

}  // namespace mesh
