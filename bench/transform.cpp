/// A generated exactly-once subscription against a plain librdkafka loop that does the same work by hand: read (every
/// constraint), write, produce, and commit records and offsets in one transaction ten times a second. Ours adds lanes,
/// order by key, the offset window and outputs that are kept until the transaction is certain. Each round is a new
/// group, with a new transactional id, that reads the topic from its begin.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <mesh/config/config.hpp>
#include <mesh/embedded/broker.hpp>
#include <mesh/kafka/transport.hpp>

#include "agent.hpp"
#include "frame.hpp"
#include "publish_raw.hpp"

namespace bench {
namespace {

using namespace invoicing;

constexpr std::size_t kRecords = 100'000;
constexpr int kPartitions = 12;  // the embedded broker keeps 5 MiB of each
constexpr int kKeys = 5'000;
constexpr int kRounds = 5;  // the embedded broker takes three seconds for each first join
constexpr mesh::Millis kPatience{60'000};
constexpr mesh::Millis kInterval{100};
constexpr std::size_t kMostOfARound = 2'500;  // what ours takes, too: a quarter of max_in_flight
constexpr int kForEver = -1;

std::string next_group() {
  static int number = 0;
  return "bench-" + std::to_string(++number);
}

void fill(mesh::Transport& transport) {
  std::atomic<std::size_t> failed{0};
  for (std::size_t i = 0; i < kRecords; ++i) {
    Order order{.id = "order-" + std::to_string(i % kKeys),
                .customer = "Ada Lovelace",
                .cents = static_cast<std::int64_t>(i),
                .note = "leave it with the neighbours, please; they are at home until eight in the evening"};
    auto record = OrderMessage::write(order);
    if (!record) give_up(record.error().message);
    record->topic = kOrdersTopic.name;
    while (
        !transport.producer().send(*record, [&](const mesh::Result<mesh::Sent>& sent) { failed += sent ? 0U : 1U; })) {
      if (!transport.producer().flush(kPatience)) give_up("the topic could not be filled");
    }
  }
  if (!transport.producer().flush(kPatience) || failed != 0) give_up("the topic could not be filled");
}

Invoice invoice_of(const Order& order) {
  return Invoice{.order = order.id, .customer = order.customer, .cents = order.cents};
}

// By hand.

struct DestroyClient {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
};
using Client = std::unique_ptr<rd_kafka_t, DestroyClient>;
using Settings = std::vector<std::pair<std::string, std::string>>;

Client make(rd_kafka_type_t type, const Settings& settings) {
  auto* conf = rd_kafka_conf_new();
  char words[512];
  for (const auto& [name, value] : settings) {
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), words, sizeof(words)) != RD_KAFKA_CONF_OK) give_up(words);
  }
  Client client(rd_kafka_new(type, conf, words, sizeof(words)));
  if (!client) give_up(words);
  return client;
}

void must(rd_kafka_error_t* error) {
  if (error != nullptr) give_up(rd_kafka_error_string(error));
}

/// One transaction after the other, on one thread.
class ByHand {
 public:
  ByHand(const std::string& bootstrap, const std::string& group) {
    Settings reads{{"bootstrap.servers", bootstrap},     {"group.id", group},
                   {"enable.auto.commit", "false"},      {"enable.auto.offset.store", "false"},
                   {"auto.offset.reset", "earliest"},    {"socket.nagle.disable", "true"},
                   {"isolation.level", "read_committed"}};
    for (const auto& [name, value] : mesh::embedded::client_defaults()) {
      constexpr std::string_view kConsumer = "kafka.consumer.";
      if (name.starts_with(kConsumer)) reads.emplace_back(name.substr(kConsumer.size()), value);
    }
    // The adapter's own settings (runtime/mesh/kafka/README.md).
    const Settings writes{{"bootstrap.servers", bootstrap},  {"transactional.id", group},
                          {"partitioner", "murmur2_random"}, {"linger.ms", "5"},
                          {"compression.codec", "lz4"},      {"socket.nagle.disable", "true"}};
    producer_ = make(RD_KAFKA_PRODUCER, writes);
    must(rd_kafka_init_transactions(producer_.get(), kForEver));
    topic_ = rd_kafka_topic_new(producer_.get(), std::string(kInvoicesTopic.name).c_str(), nullptr);
    consumer_ = make(RD_KAFKA_CONSUMER, reads);
    rd_kafka_poll_set_consumer(consumer_.get());
    auto* topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, std::string(kOrdersTopic.name).c_str(), RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(consumer_.get(), topics);
    rd_kafka_topic_partition_list_destroy(topics);
  }
  ~ByHand() {
    rd_kafka_topic_partition_list_destroy(done_);
    rd_kafka_topic_destroy(topic_);
    rd_kafka_consumer_close(consumer_.get());
  }
  ByHand(const ByHand&) = delete;
  ByHand& operator=(const ByHand&) = delete;

  std::size_t run() {
    auto* queue = rd_kafka_queue_get_consumer(consumer_.get());
    std::vector<rd_kafka_message_t*> batch(1000);
    auto begun = std::chrono::steady_clock::now();
    std::size_t handled = 0;
    while (handled < kRecords) {
      const auto count = rd_kafka_consume_batch_queue(queue, 50, batch.data(), batch.size());
      for (ssize_t i = 0; i < count; ++i) {
        auto* message = batch[static_cast<std::size_t>(i)];
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
          if (in_round_ == 0) must(rd_kafka_begin_transaction(producer_.get()));
          transform(*message);
          ++in_round_;
          ++handled;
        }
        rd_kafka_message_destroy(message);
      }
      const auto now = std::chrono::steady_clock::now();
      if (in_round_ == 0 || (now - begun < kInterval && in_round_ < kMostOfARound && handled < kRecords)) continue;
      begun = now;
      commit();
    }
    rd_kafka_queue_destroy(queue);
    return handled;
  }

 private:
  void transform(const rd_kafka_message_t& message) {
    record_.key = std::string_view(static_cast<const char*>(message.key), message.key_len);
    record_.value = std::string_view(static_cast<const char*>(message.payload), message.len);
    if (!OrderMessage::read(record_, order_, headers_, event_)) give_up("a record was refused");
    auto out = InvoiceMessage::write(invoice_of(order_));
    if (!out) give_up(out.error().message);
    auto* sent_headers = rd_kafka_headers_new(out->headers.size());
    for (const auto& header : out->headers) {
      rd_kafka_header_add(sent_headers, header.name.data(), static_cast<ssize_t>(header.name.size()),
                          header.value->data(), static_cast<ssize_t>(header.value->size()));
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wpedantic"
    const auto code = rd_kafka_producev(
        producer_.get(), RD_KAFKA_V_RKT(topic_), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_KEY(out->key->data(), out->key->size()), RD_KAFKA_V_VALUE(out->value->data(), out->value->size()),
        RD_KAFKA_V_HEADERS(sent_headers), RD_KAFKA_V_END);
#pragma GCC diagnostic pop
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) give_up(rd_kafka_err2str(code));
    auto* entry = rd_kafka_topic_partition_list_find(done_, kOrdersTopic.name.data(), message.partition);
    if (entry == nullptr) entry = rd_kafka_topic_partition_list_add(done_, kOrdersTopic.name.data(), message.partition);
    entry->offset = message.offset + 1;
  }

  void commit() {
    auto* member = rd_kafka_consumer_group_metadata(consumer_.get());
    must(rd_kafka_send_offsets_to_transaction(producer_.get(), done_, member, kForEver));
    rd_kafka_consumer_group_metadata_destroy(member);
    must(rd_kafka_commit_transaction(producer_.get(), kForEver));
    in_round_ = 0;
  }

  Client producer_;
  Client consumer_;
  rd_kafka_topic_t* topic_ = nullptr;
  rd_kafka_topic_partition_list_t* done_ = rd_kafka_topic_partition_list_new(kPartitions);
  std::size_t in_round_ = 0;
  mesh::RecordView record_;
  Order order_;
  OrderMessage::Headers headers_;
  mesh::EventAttributes event_;
};

// Generated.

class Biller final : public BillHandler {
 public:
  explicit Biller(mesh::Transport& transport) : invoices_(transport) {}

  mesh::Outcome on_order(const mesh::Received<Order>& received, mesh::Transaction& transaction) override {
    if (const auto sent = invoices_.send(transaction, invoice_of(received.value)); !sent) give_up(sent.error().message);
    if (++handled_ == kRecords) handled_.notify_all();
    return mesh::Outcome::done();
  }
  void wait() {
    for (auto now = handled_.load(); now < kRecords; now = handled_.load()) handled_.wait(now);
  }

 private:
  InvoicePublisher invoices_;
  std::atomic<std::size_t> handled_{0};
};

std::size_t generated(mesh::Transport& transport, std::size_t lanes) {
  Biller biller(transport);
  BillDispatch dispatch(biller);
  auto spec = kBill;
  const auto group = next_group();
  spec.group = group;
  mesh::AgentOptions options;
  options.lanes = lanes;
  options.transaction_interval = kInterval;
  mesh::AgentRunner agent(transport, "bench", {{spec, &dispatch}}, {}, options);
  if (auto ok = agent.start(); !ok) give_up(ok.error().message);
  biller.wait();
  return agent.stop().handled;  // with the last round committed
}

}  // namespace

void compare_transform() {
  const BrokerProcess broker(
      {{std::string(kOrdersTopic.name), kPartitions}, {std::string(kInvoicesTopic.name), kPartitions}});
  mesh::Config config;
  auto settings = mesh::embedded::client_defaults();
  settings.emplace_back("bootstrap.servers", broker.bootstrap());
  if (auto set = config.set_all(settings); !set) give_up(set.error().message);
  auto transport = mesh::kafka::connect(config);
  if (!transport) give_up(transport.error().message);
  fill(**transport);
  compare("transform exactly once: validated, written, records and offsets in one transaction",
          {{"librdkafka by hand, one thread", [&] { return ByHand(broker.bootstrap(), next_group()).run(); }},
           {"generated subscription, 1 lane", [&] { return generated(**transport, 1); }},
           {"generated subscription, 2 lanes", [&] { return generated(**transport, 2); }}},
          kRecords, 0, kRounds, {Time::kProcess});
}

}  // namespace bench

int main() {
  bench::compare_transform();
  return 0;
}
