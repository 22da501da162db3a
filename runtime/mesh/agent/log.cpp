#include <mesh/agent/log.hpp>

#include <chrono>

#include <mesh/agent/log_text_private.hpp>

namespace mesh {
namespace {

constexpr std::chrono::seconds kPeriod{1};
// A table that only grows would be a leak; reasons are few, so this is never reached in earnest.
constexpr std::size_t kMostKinds = 1000;

Timestamp wall_clock() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

}  // namespace

std::string_view to_string(LogLevel level) noexcept {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

LogLevel level_of(const Happening& happening) noexcept {
  switch (happening.kind) {
    case EventKind::kSent:
    case EventKind::kHandled:
    case EventKind::kCommitted:
    case EventKind::kDuplicateSuppressed:
    case EventKind::kReplyUnknown:  // where requesters share a partition, everyday life
      return LogLevel::kDebug;
    case EventKind::kAssigned:
    case EventKind::kRevoked:
    case EventKind::kBreakerClosed:
      return LogLevel::kInfo;
    case EventKind::kStateChanged:
      return happening.reason == "failed" ? LogLevel::kError : LogLevel::kInfo;
    case EventKind::kRetryScheduled:
    case EventKind::kDeadLettered:
    case EventKind::kDropped:
    case EventKind::kLost:
    case EventKind::kCommitFailed:
    case EventKind::kBrokerError:
    case EventKind::kBreakerOpened:
    case EventKind::kAskTimedOut:
    case EventKind::kReplyLate:
      return LogLevel::kWarning;
    case EventKind::kSendFailed:
    case EventKind::kDeadLetterFailed:
      return LogLevel::kError;
  }
  return LogLevel::kError;
}

LogObserver::LogObserver(std::FILE* out, LogOptions options) : out_(out), options_(options) {}

LogObserver::~LogObserver() {
  const std::lock_guard lock(mutex_);
  for (auto& [name, repeats] : repeats_) tell_suppressed(repeats);
}

Instant LogObserver::now() const { return std::chrono::steady_clock::now(); }

void LogObserver::on(const Happening& happening) {
  const auto level = level_of(happening);
  if (level < options_.level) return;
  const auto line = agent::log_line(options_.format, level, wall_clock(), happening);
  const std::lock_guard lock(mutex_);
  if (options_.most_repeats_a_second == 0) return write(line);
  const auto name = std::string(to_string(happening.kind)) + '\n' + std::string(happening.operation) + '\n' +
                    std::string(happening.reason);
  if (repeats_.size() >= kMostKinds && !repeats_.contains(name)) {
    for (auto& [other, repeats] : repeats_) tell_suppressed(repeats);
    repeats_.clear();
  }
  auto& repeats = repeats_[name];
  const auto instant = now();
  if (repeats.written == 0 || instant - repeats.since >= kPeriod) {
    tell_suppressed(repeats);
    repeats =
        Repeats{instant, 0, 0, level, happening.kind, std::string(happening.operation), std::string(happening.reason)};
  }
  if (repeats.written >= options_.most_repeats_a_second) {
    ++repeats.suppressed;
    return;
  }
  ++repeats.written;
  write(line);
}

void LogObserver::tell_suppressed(Repeats& repeats) {
  if (repeats.suppressed == 0) return;
  write(agent::suppressed_line(options_.format, repeats.level, wall_clock(), repeats.kind, repeats.operation,
                               repeats.reason, repeats.suppressed));
  repeats.suppressed = 0;
}

void LogObserver::write(const std::string& line) {
  // One call a line, so that lines of several processes on one pipe stay whole. A full disk must not stop the agent.
  const auto text = line + '\n';
  (void)std::fwrite(text.data(), 1, text.size(), out_);
  (void)std::fflush(out_);
}

}  // namespace mesh
