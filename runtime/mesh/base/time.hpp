/// Time as the runtime sees it: instants for people and brokers, a monotonic clock for decisions.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mesh {

/// UTC, microseconds. Years -290,000 to 290,000.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;
using Millis = std::chrono::milliseconds;
/// What policies and deadlines are measured with; tests make their own values.
using Instant = std::chrono::steady_clock::time_point;

/// RFC 3339 in UTC with as many fraction digits as needed (none, 3 or 6): "2026-01-07T17:30:00.250Z".
[[nodiscard]] std::string format_rfc3339(Timestamp time);
/// Any RFC 3339 date-time (offset, fraction; digits past the sixth are cut). nullopt if it is none, or a leap second
/// that no instant stands for (it is read as the first of the next minute).
[[nodiscard]] std::optional<Timestamp> parse_rfc3339(std::string_view text);

}  // namespace mesh
