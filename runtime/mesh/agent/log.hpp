/// One line for each event worth telling, as text or JSON.
#pragma once

#include <cstddef>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include <mesh/ports/observer.hpp>

namespace mesh {

enum class LogLevel { kDebug, kInfo, kWarning, kError };
enum class LogFormat { kText, kJson };

[[nodiscard]] std::string_view to_string(LogLevel level) noexcept;
/// Each record's success is debug, what people want to know once is info, what needs a look is warning or error.
[[nodiscard]] LogLevel level_of(const Happening& happening) noexcept;

struct LogOptions {
  LogFormat format = LogFormat::kText;
  LogLevel level = LogLevel::kInfo;       ///< the lowest that is written
  std::size_t most_repeats_a_second = 5;  ///< of the same kind, operation and reason; 0: no limit
};

/// Writes to `out`, a line a call and flushed, and never closes it. Of the same kind, operation and reason only so many
/// a second; how many were left out is said in one line when the second is over and the next such event comes, or at
/// the end. Keys, ids and details are cut to 256 bytes; payloads and header values are never written. Thread-safe.
class LogObserver : public Observer {
 public:
  explicit LogObserver(std::FILE* out = stderr, LogOptions options = {});
  ~LogObserver() override;
  LogObserver(const LogObserver&) = delete;
  LogObserver& operator=(const LogObserver&) = delete;

  void on(const Happening& happening) override;

 protected:
  /// For tests.
  [[nodiscard]] virtual Instant now() const;

 private:
  struct Repeats {
    Instant since{};
    std::size_t written = 0;
    std::size_t suppressed = 0;
    LogLevel level = LogLevel::kInfo;
    EventKind kind{};
    std::string operation;
    std::string reason;
  };
  void write(const std::string& line);
  void tell_suppressed(Repeats& repeats);

  std::FILE* out_;
  LogOptions options_;
  std::mutex mutex_;
  std::map<std::string, Repeats> repeats_;
};

}  // namespace mesh
