#pragma once

#include <string>

#include <mesh/agent/log.hpp>

namespace mesh::agent {

/// One line, without its end.
[[nodiscard]] std::string log_line(LogFormat format, LogLevel level, Timestamp time, const Happening& happening);
[[nodiscard]] std::string suppressed_line(LogFormat format, LogLevel level, Timestamp time, EventKind kind,
                                          std::string_view operation, std::string_view reason, std::size_t count);

}  // namespace mesh::agent
