/// A client without us, and a broker in a process of its own: what the publish benchmarks measure against.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <librdkafka/rdkafka.h>
#include <sys/types.h>

#include <mesh/base/record.hpp>
#include <mesh/json/result.hpp>
#include <mesh/ports/transport.hpp>
#include <mesh/produce/publisher.hpp>

namespace bench {

constexpr std::size_t kMessages = 20'000;

[[noreturn]] void give_up(const std::string& what);
void refuse(const mesh::json::Checked& checked);

/// The embedded broker in a child: make it before this process has any thread.
class BrokerProcess {
 public:
  /// Name and partitions.
  explicit BrokerProcess(const std::vector<std::pair<std::string, int>>& topics);
  ~BrokerProcess();
  BrokerProcess(const BrokerProcess&) = delete;
  BrokerProcess& operator=(const BrokerProcess&) = delete;

  [[nodiscard]] const std::string& bootstrap() const { return bootstrap_; }

 private:
  pid_t child_ = -1;
  std::string bootstrap_;
};

using RawHeaders = std::vector<std::pair<const char*, std::string_view>>;

/// What a careful program would write: the adapter's settings, producev with headers, reports by callback.
class Raw {
 public:
  explicit Raw(const std::string& bootstrap);

  /// Lives as long as the process.
  [[nodiscard]] rd_kafka_topic_t* topic(std::string_view name) const;
  void send(rd_kafka_topic_t* topic, std::string_view key, std::string_view value, const RawHeaders& headers);
  /// Waits for all answers; how many were good since the last call.
  std::size_t wait();

 private:
  struct Destroy {
    void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
  };
  std::size_t acknowledged_ = 0;
  std::unique_ptr<rd_kafka_t, Destroy> client_;
};

/// Stops the program when the generated record's headers are not those that the raw loop writes, in name and size.
void must_agree(const mesh::OutgoingRecord& generated, const RawHeaders& raw);

void keep(std::vector<mesh::PendingSend>& sends, mesh::Result<mesh::PendingSend> send);
/// Waits for all; how many were good.
std::size_t wait_for(const std::vector<mesh::PendingSend>& sends);

// One unit a contract, because the generated headers of two contracts have the same names.
void compare_events(Raw& raw, mesh::Transport& transport);
void compare_plain(Raw& raw, mesh::Transport& transport);

}  // namespace bench
