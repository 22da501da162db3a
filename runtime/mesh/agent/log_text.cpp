#include <mesh/agent/log_text_private.hpp>

#include <fmt/format.h>

namespace mesh::agent {
namespace {

constexpr std::size_t kLongestField = 256;

/// Printable ASCII stays, the rest becomes \u00XX a byte: keys may be any bytes, and a log line must not be torn or
/// forged.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text.substr(0, kLongestField)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  if (text.size() > kLongestField) out += "...";
  return out += '"';
}

/// Appends name and value in either format; empty values are left out.
class Line {
 public:
  Line(LogFormat format, LogLevel level, Timestamp time, std::string_view event) : json_(format == LogFormat::kJson) {
    if (json_) {
      text_ = fmt::format(R"({{"time":"{}","level":"{}","event":"{}")", format_rfc3339(time), to_string(level), event);
    } else {
      text_ = fmt::format("{} {:<7} {}", format_rfc3339(time), to_string(level), event);
    }
  }

  Line& text(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    return raw(name, quoted(value));
  }
  Line& number(std::string_view name, std::int64_t value, bool shown) {
    return shown ? raw(name, std::to_string(value)) : *this;
  }
  [[nodiscard]] std::string end() { return json_ ? text_ + '}' : text_; }

 private:
  Line& raw(std::string_view name, const std::string& value) {
    text_ += json_ ? fmt::format(",\"{}\":{}", name, value) : fmt::format(" {}={}", name, value);
    return *this;
  }

  bool json_;
  std::string text_;
};

}  // namespace

std::string log_line(LogFormat format, LogLevel level, Timestamp time, const Happening& happening) {
  return Line(format, level, time, to_string(happening.kind))
      .text("operation", happening.operation)
      .text("topic", happening.topic)
      .number("partition", happening.partition, happening.partition >= 0)
      .number("offset", happening.offset, happening.offset >= 0)
      .text("key", happening.key)
      .text("id", happening.event_id)
      .number("attempt", happening.attempt, happening.attempt > 0)
      .number("delay_ms", happening.delay.count(), happening.delay.count() > 0)
      .text("reason", happening.reason)
      .text("detail", happening.detail)
      .end();
}

std::string suppressed_line(LogFormat format, LogLevel level, Timestamp time, EventKind kind,
                            std::string_view operation, std::string_view reason, std::size_t count) {
  return Line(format, level, time, to_string(kind))
      .text("operation", operation)
      .text("reason", reason)
      .number("suppressed", static_cast<std::int64_t>(count), true)
      .end();
}

}  // namespace mesh::agent
