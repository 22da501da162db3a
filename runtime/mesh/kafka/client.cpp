#include <cstdio>
#include <string_view>

#include <fmt/format.h>

#include <mesh/kafka/client_private.hpp>

namespace mesh::kafka {
namespace {

constexpr int kDebug = 7;
constexpr int kInfo = 6;
constexpr int kWarning = 4;
constexpr int kErrors = 3;
constexpr int kOff = -1;

}  // namespace

void LogSink::tell(std::string_view where, std::string_view line) const {
  if (observer != nullptr) {
    Happening happening{};
    happening.kind = EventKind::kBrokerError;
    happening.reason = where;
    happening.detail = line;
    observer->on(happening);
  } else if (level >= kErrors) {
    (void)std::fputs(fmt::format("kafka: {}: {}\n", where, line).c_str(), stderr);
  }
}

int syslog_level(const Config& config) {
  const auto level = config.text("log.level");
  if (level == "off") return kOff;
  if (level == "error") return kErrors;
  if (level == "debug") return kDebug;
  return level == "warning" ? kWarning : kInfo;
}

void log_line(const rd_kafka_t* client, int level, const char* facility, const char* line) {
  const auto* state = static_cast<const ClientState*>(rd_kafka_opaque(client));
  // Brokers before 0.11, and the embedded one, cannot be asked not to create topics. We check that topics exist before
  // we use them, so this says nothing that anybody could act on.
  if (std::string_view(facility) == "AUTOCREATE") return;
  if (state != nullptr && !state->is_closed && level <= state->log.level) state->log.tell(facility, line);
}

}  // namespace mesh::kafka
