#include "publish_raw.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <mesh/embedded/broker.hpp>

namespace bench {
namespace {

[[noreturn]] void serve(int out, const std::vector<std::pair<std::string, int>>& topics) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  mesh::embedded::BrokerOptions options;
  for (const auto& [name, partitions] : topics) options.topics.push_back({.name = name, .partitions = partitions});
  auto broker = mesh::embedded::Broker::start(options);
  if (!broker) _exit(1);
  const auto line = (*broker)->bootstrap() + "\n";
  if (write(out, line.data(), line.size()) < 0) _exit(1);
  while (true) pause();
}

}  // namespace

void give_up(const std::string& what) {
  std::fprintf(stderr, "bench_publish: %s\n", what.c_str());
  std::exit(1);
}

void refuse(const mesh::json::Checked& checked) {
  if (!checked) give_up(to_string(checked.error()));
}

BrokerProcess::BrokerProcess(const std::vector<std::pair<std::string, int>>& topics) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) give_up("no pipe");
  child_ = fork();
  if (child_ < 0) give_up("no child");
  if (child_ == 0) serve(ends[1], topics);
  close(ends[1]);
  char c = 0;
  while (read(ends[0], &c, 1) == 1 && c != '\n') bootstrap_ += c;
  close(ends[0]);
  if (bootstrap_.empty()) give_up("the broker did not start");
}

BrokerProcess::~BrokerProcess() {
  if (kill(child_, SIGTERM) == 0) waitpid(child_, nullptr, 0);
}

Raw::Raw(const std::string& bootstrap) {
  auto* conf = rd_kafka_conf_new();
  // The adapter's own settings (runtime/mesh/kafka/README.md).
  const std::array<std::pair<const char*, const char*>, 8> settings{{{"bootstrap.servers", bootstrap.c_str()},
                                                                     {"enable.idempotence", "true"},
                                                                     {"acks", "all"},
                                                                     {"partitioner", "murmur2_random"},
                                                                     {"linger.ms", "5"},
                                                                     {"compression.codec", "lz4"},
                                                                     {"message.timeout.ms", "120000"},
                                                                     {"socket.nagle.disable", "true"}}};
  std::array<char, 512> words{};
  for (const auto& [name, value] : settings) {
    if (rd_kafka_conf_set(conf, name, value, words.data(), words.size()) != RD_KAFKA_CONF_OK) give_up(words.data());
  }
  rd_kafka_conf_set_dr_msg_cb(conf, [](rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
    *static_cast<std::size_t*>(opaque) += message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? 1U : 0U;
  });
  rd_kafka_conf_set_opaque(conf, &acknowledged_);
  client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf, words.data(), words.size()));
  if (!client_) give_up(words.data());
}

rd_kafka_topic_t* Raw::topic(std::string_view name) const {
  auto* made = rd_kafka_topic_new(client_.get(), std::string(name).c_str(), nullptr);
  if (made == nullptr) give_up("no topic handle");
  return made;
}

// librdkafka's macros cast the C way, and check types with a GNU extension.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wpedantic"
void Raw::send(rd_kafka_topic_t* topic, std::string_view key, std::string_view value, const RawHeaders& headers) {
  auto* list = rd_kafka_headers_new(headers.size());
  for (const auto& [name, text] : headers) {
    if (rd_kafka_header_add(list, name, -1, text.data(), static_cast<ssize_t>(text.size())) !=
        RD_KAFKA_RESP_ERR_NO_ERROR) {
      give_up("a header was refused");
    }
  }
  // The parameter is a void*, and the bytes are copied.
  auto* bytes = const_cast<char*>(value.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  const auto code = rd_kafka_producev(client_.get(), RD_KAFKA_V_RKT(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                      RD_KAFKA_V_VALUE(bytes, value.size()), RD_KAFKA_V_KEY(key.data(), key.size()),
                                      RD_KAFKA_V_HEADERS(list), RD_KAFKA_V_END);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) give_up(rd_kafka_err2str(code));
  rd_kafka_poll(client_.get(), 0);
}
#pragma GCC diagnostic pop

std::size_t Raw::wait() {
  if (rd_kafka_flush(client_.get(), 60'000) != RD_KAFKA_RESP_ERR_NO_ERROR) give_up("no answers within a minute");
  return std::exchange(acknowledged_, 0);
}

void must_agree(const mesh::OutgoingRecord& generated, const RawHeaders& raw) {
  const bool same =
      std::equal(generated.headers.begin(), generated.headers.end(), raw.begin(), raw.end(),
                 [](const mesh::Header& ours, const auto& theirs) {
                   return ours.name == theirs.first && ours.value && ours.value->size() == theirs.second.size();
                 });
  if (!same) give_up("the raw loop does not write the headers that the generated code writes");
}

void keep(std::vector<mesh::PendingSend>& sends, mesh::Result<mesh::PendingSend> send) {
  if (!send) give_up(send.error().message);
  sends.push_back(*std::move(send));
}

std::size_t wait_for(const std::vector<mesh::PendingSend>& sends) {
  std::size_t good = 0;
  for (const auto& send : sends) good += send.wait() ? 1U : 0U;
  return good;
}

}  // namespace bench
