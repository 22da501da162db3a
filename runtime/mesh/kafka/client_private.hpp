/// What producer and consumer share: where librdkafka's log goes.
#pragma once

#include <atomic>

#include <librdkafka/rdkafka.h>

#include <mesh/config/config.hpp>
#include <mesh/ports/observer.hpp>

namespace mesh::kafka {

/// librdkafka's log lines, for an observer or for stderr. Called from librdkafka's threads.
struct LogSink {
  Observer* observer = nullptr;
  int level = 4;  ///< syslog's: lines above it are dropped

  void tell(std::string_view where, std::string_view line) const;
};

/// The level that `log.level` asks for ("off" is -1).
[[nodiscard]] int syslog_level(const Config& config);

/// The opaque of a client must be a ClientState (or derived from it).
struct ClientState {
  explicit ClientState(LogSink sink) : log(sink) {}

  LogSink log;
  std::atomic<bool> is_closed = false;  ///< the client goes on alone, for records that are held: nobody listens
};

/// For rd_kafka_conf_set_log_cb.
void log_line(const rd_kafka_t* client, int level, const char* facility, const char* line);

}  // namespace mesh::kafka
