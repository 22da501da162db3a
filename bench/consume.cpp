/// A generated subscription against a plain librdkafka loop that does the same work by hand: the same generated `read`
/// (headers and payload, every constraint), dispatch by `ce_type`, commits twice a second. Ours adds lanes, order by
/// key, duplicates and the offset window. Each round is a new group that reads the topic from its begin.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <mesh/agent/agent.hpp>
#include <mesh/config/config.hpp>
#include <mesh/embedded/broker.hpp>
#include <mesh/events/headers.hpp>
#include <mesh/kafka/transport.hpp>

#include "agent.hpp"
#include "codec.hpp"
#include "frame.hpp"
#include "publish_raw.hpp"

namespace bench {
namespace {

using namespace shop::inventory;

constexpr std::size_t kRecords = 100'000;
constexpr int kPartitions = 12;  // the embedded broker keeps 5 MiB of each
constexpr int kKeys = 5'000;
constexpr int kRounds = 5;  // the embedded broker takes three seconds for each first join
constexpr mesh::Millis kPatience{60'000};

std::string next_group() {
  static int number = 0;
  return "bench-" + std::to_string(++number);
}

void fill(mesh::Transport& transport) {
  Order order{.order_id = "",
              .placed_at = "2026-01-07T17:30:00.250Z",
              .customer = {.id = 4711,
                           .name = "Ada Lovelace",
                           .address = {.street = "12 St James's Square", .city = "London", .country = "GB"}},
              .lines = {{.sku = "COFFEE-1", .quantity = 2}},
              .total = {.currency = MoneyCurrency::kGbp, .minor_units = 3'198},
              .payment = CardPayment{.token = "tok_12345678"},
              .note = std::nullopt,
              .labels = {{{"front", "demo"}}}};
  std::vector<std::string> keys;
  for (int i = 0; i < kKeys; ++i) keys.push_back(mesh::events::new_id());
  std::atomic<std::size_t> failed{0};
  for (std::size_t i = 0; i < kRecords; ++i) {
    order.order_id = keys[i % keys.size()];
    auto record = OrderPlacedMessage::write(order, {.ce_tenant = "demo-shop"}, {});
    if (!record) give_up(record.error().message);
    record->topic = kOrdersTopic.name;
    while (
        !transport.producer().send(*record, [&](const mesh::Result<mesh::Sent>& sent) { failed += sent ? 0U : 1U; })) {
      if (!transport.producer().flush(kPatience)) give_up("the topic could not be filled");
    }
  }
  if (!transport.producer().flush(kPatience) || failed != 0) give_up("the topic could not be filled");
}

// By hand.

struct DestroyClient {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
};
using Client = std::unique_ptr<rd_kafka_t, DestroyClient>;

Client join(const std::string& bootstrap) {
  auto* conf = rd_kafka_conf_new();
  std::vector<std::pair<std::string, std::string>> settings{
      {"bootstrap.servers", bootstrap},      {"group.id", next_group()},        {"enable.auto.commit", "false"},
      {"enable.auto.offset.store", "false"}, {"auto.offset.reset", "earliest"}, {"socket.nagle.disable", "true"}};
  for (const auto& [name, value] : mesh::embedded::client_defaults()) {
    constexpr std::string_view kConsumer = "kafka.consumer.";
    if (name.starts_with(kConsumer)) settings.emplace_back(name.substr(kConsumer.size()), value);
  }
  char words[512];
  for (const auto& [name, value] : settings) {
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), words, sizeof(words)) != RD_KAFKA_CONF_OK) give_up(words);
  }
  Client client(rd_kafka_new(RD_KAFKA_CONSUMER, conf, words, sizeof(words)));
  if (!client) give_up(words);
  rd_kafka_poll_set_consumer(client.get());
  auto* topics = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(topics, std::string(kOrdersTopic.name).c_str(), RD_KAFKA_PARTITION_UA);
  rd_kafka_subscribe(client.get(), topics);
  rd_kafka_topic_partition_list_destroy(topics);
  return client;
}

/// What a record is to the generated code.
void view(const rd_kafka_message_t& message, std::vector<mesh::HeaderView>& headers, mesh::RecordView& record) {
  headers.clear();
  rd_kafka_headers_t* list = nullptr;
  if (rd_kafka_message_headers(&message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR) {
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    for (std::size_t i = 0; rd_kafka_header_get_all(list, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
      headers.push_back({name, std::string_view(static_cast<const char*>(value), size)});
    }
  }
  record.partition = message.partition;
  record.offset = message.offset;
  record.key = std::string_view(static_cast<const char*>(message.key), message.key_len);
  record.value = std::string_view(static_cast<const char*>(message.payload), message.len);
  record.headers = headers;
}

std::size_t by_hand(const std::string& bootstrap) {
  const auto client = join(bootstrap);
  auto* queue = rd_kafka_queue_get_consumer(client.get());
  std::vector<rd_kafka_message_t*> batch(1000);
  std::vector<mesh::HeaderView> headers;
  mesh::RecordView record;
  Order order;
  OrderPlacedHeaders typed;
  mesh::EventAttributes event;
  std::size_t handled = 0;
  auto* done = rd_kafka_topic_partition_list_new(kPartitions);
  auto committed = std::chrono::steady_clock::now();
  while (handled < kRecords) {
    const auto count = rd_kafka_consume_batch_queue(queue, 50, batch.data(), batch.size());
    for (ssize_t i = 0; i < count; ++i) {
      auto* message = batch[static_cast<std::size_t>(i)];
      if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        view(*message, headers, record);
        if (mesh::events::type_of(record) != OrderPlacedMessage::kType) give_up("another type");
        if (!OrderPlacedMessage::read(record, order, typed, event)) give_up("a record was refused");
        ++handled;
        auto* entry = rd_kafka_topic_partition_list_find(done, kOrdersTopic.name.data(), message->partition);
        if (entry == nullptr)
          entry = rd_kafka_topic_partition_list_add(done, kOrdersTopic.name.data(), message->partition);
        entry->offset = message->offset + 1;
      }
      rd_kafka_message_destroy(message);
    }
    if (const auto now = std::chrono::steady_clock::now(); now - committed > mesh::Millis(500) && done->cnt > 0) {
      committed = now;
      rd_kafka_commit(client.get(), done, 1);
    }
  }
  rd_kafka_commit(client.get(), done, 0);
  rd_kafka_topic_partition_list_destroy(done);
  rd_kafka_queue_destroy(queue);
  rd_kafka_consumer_close(client.get());
  return handled;
}

// Generated.

class Counter final : public ReserveStockHandler {
 public:
  mesh::Outcome on_order_placed(const mesh::Received<Order, OrderPlacedHeaders>& /*received*/) override {
    if (++handled_ == kRecords) handled_.notify_all();
    return mesh::Outcome::done();
  }
  mesh::Outcome on_order_cancelled(
      const mesh::Received<OrderCancellation, OrderCancelledHeaders>& /*received*/) override {
    give_up("another type");
  }
  void wait() {
    for (auto now = handled_.load(); now < kRecords; now = handled_.load()) handled_.wait(now);
  }

 private:
  std::atomic<std::size_t> handled_{0};
};

std::size_t generated(mesh::Transport& transport, std::size_t lanes) {
  Counter counter;
  ReserveStockDispatch dispatch(counter);
  auto spec = kReserveStock;
  const auto group = next_group();
  spec.group = group;
  spec.dead_letter.enabled = false;
  mesh::AgentOptions options;
  options.lanes = lanes;
  mesh::AgentRunner agent(transport, "bench", {{spec, &dispatch}}, {}, options);
  if (auto ok = agent.start(); !ok) give_up(ok.error().message);
  counter.wait();
  return agent.stop().handled;
}

}  // namespace

void compare_consume() {
  const BrokerProcess broker({{std::string(kOrdersTopic.name), kPartitions}});
  mesh::Config config;
  auto settings = mesh::embedded::client_defaults();
  settings.emplace_back("bootstrap.servers", broker.bootstrap());
  if (auto set = config.set_all(settings); !set) give_up(set.error().message);
  auto transport = mesh::kafka::connect(config);
  if (!transport) give_up(transport.error().message);
  fill(**transport);
  compare("consume events: CloudEvents, binary mode, validated, dispatched, committed",
          {{"librdkafka by hand, one thread", [&] { return by_hand(broker.bootstrap()); }},
           {"generated subscription, 1 lane", [&] { return generated(**transport, 1); }},
           {"generated subscription, 2 lanes", [&] { return generated(**transport, 2); }}},
          kRecords, 0, kRounds, {Time::kProcess});
}

}  // namespace bench

int main() {
  bench::compare_consume();
  return 0;
}
