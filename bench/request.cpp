/// A generated requester and replier against a pair written by hand over librdkafka: the same codec, ids, headers and
/// client settings, the same broker, which is a process of its own. By hand: one thread reads requests and answers
/// them, one reads replies and finds the ask in a map; nothing is retried, dead-lettered or ordered by key.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <mesh/config/config.hpp>
#include <mesh/embedded/broker.hpp>
#include <mesh/kafka/transport.hpp>
#include <mesh/policy/correlation.hpp>

#include <as_is/agent.hpp>
#include <as_is/codec.hpp>
#include <inverse/agent.hpp>

#include "frame.hpp"
#include "publish_raw.hpp"

namespace bench {
namespace {

constexpr const char* kAskTopic = "shop.quotes.asks.v1";
constexpr const char* kReplyTopic = "shop.quotes.v1";
constexpr std::size_t kAsks = 5'000;
constexpr std::size_t kInFlight = 64;
constexpr std::size_t kOneByOne = 500;
constexpr mesh::Millis kPatience{30'000};

ask::QuoteAsked question(std::size_t i) { return {.article = "A" + std::to_string(i % 100), .quantity = 3}; }

/// A consumer of one partition from its end, and the thread that reads it.
class RawReader {
 public:
  using Take = std::function<void(const rd_kafka_message_t&)>;
  RawReader(const std::string& bootstrap, const char* topic, Take take) : take_(std::move(take)) {
    auto* conf = rd_kafka_conf_new();
    std::array<char, 512> words{};
    const std::array<std::pair<const char*, const char*>, 4> settings{{{"bootstrap.servers", bootstrap.c_str()},
                                                                       {"group.id", "by-hand"},
                                                                       {"fetch.wait.max.ms", "10"},
                                                                       {"socket.nagle.disable", "true"}}};
    for (const auto& [name, value] : settings) {
      if (rd_kafka_conf_set(conf, name, value, words.data(), words.size()) != RD_KAFKA_CONF_OK) give_up(words.data());
    }
    client_.reset(rd_kafka_new(RD_KAFKA_CONSUMER, conf, words.data(), words.size()));
    if (!client_) give_up(words.data());
    rd_kafka_poll_set_consumer(client_.get());
    std::int64_t low = 0;
    std::int64_t end = 0;
    if (rd_kafka_query_watermark_offsets(client_.get(), topic, 0, &low, &end, 10'000) != RD_KAFKA_RESP_ERR_NO_ERROR)
      give_up("no end of the topic");
    auto* list = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(list, topic, 0)->offset = end;
    if (rd_kafka_assign(client_.get(), list) != RD_KAFKA_RESP_ERR_NO_ERROR) give_up("no assignment");
    rd_kafka_topic_partition_list_destroy(list);
    thread_ = std::thread([this] { run(); });
  }
  ~RawReader() {
    stopping_ = true;
    thread_.join();
    rd_kafka_consumer_close(client_.get());
  }
  RawReader(const RawReader&) = delete;
  RawReader& operator=(const RawReader&) = delete;

 private:
  struct Destroy {
    void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
  };
  void run() {
    while (!stopping_) {
      auto* message = rd_kafka_consumer_poll(client_.get(), 10);
      if (message == nullptr) continue;
      if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) take_(*message);
      rd_kafka_message_destroy(message);
    }
  }
  Take take_;
  std::unique_ptr<rd_kafka_t, Destroy> client_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

std::string id_of(const rd_kafka_message_t& message) {
  rd_kafka_headers_t* headers = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
      rd_kafka_header_get_last(headers, "mesh-correlation-id", &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
    give_up("no id");
  return {static_cast<const char*>(value), size};
}

std::string_view payload_of(const rd_kafka_message_t& message) {
  return {static_cast<const char*>(message.payload), message.len};
}

class ByHand {
 public:
  explicit ByHand(const std::string& bootstrap)
      : asking_(bootstrap),
        answering_(bootstrap),
        asks_(asking_.topic(kAskTopic)),
        quotes_(answering_.topic(kReplyTopic)),
        replier_(bootstrap, kAskTopic, [this](const auto& message) { answer(message); }),
        replies_(bootstrap, kReplyTopic, [this](const auto& message) { take(message); }) {}

  std::string ask(std::size_t i) {
    const auto id = to_text(ids_.next());
    const auto asked = question(i);
    std::string value;
    refuse(encode(asked, value));
    {
      const std::lock_guard lock(mutex_);
      pending_.insert(id);
    }
    asking_.send(asks_, asked.article, value,
                 {{"mesh-correlation-id", id}, {"mesh-reply-topic", kReplyTopic}, {"mesh-reply-partition", "0"}});
    return id;
  }
  void wait(const std::string& id) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kPatience, [&] { return !pending_.contains(id); })) give_up("no reply");
  }

 private:
  void answer(const rd_kafka_message_t& message) {
    ask::QuoteAsked asked;
    refuse(decode(payload_of(message), asked));
    std::string value;
    refuse(encode(ask::Quoted{.article = asked.article, .cents = 100 * asked.quantity}, value));
    answering_.send(quotes_, asked.article, value, {{"mesh-correlation-id", id_of(message)}});
  }
  void take(const rd_kafka_message_t& message) {
    ask::Quoted quoted;
    refuse(decode(payload_of(message), quoted));
    const auto id = id_of(message);
    {
      const std::lock_guard lock(mutex_);
      pending_.erase(id);
    }
    changed_.notify_all();
  }

  Raw asking_;
  Raw answering_;
  rd_kafka_topic_t* asks_;
  rd_kafka_topic_t* quotes_;
  mesh::policy::CorrelationIds ids_ = mesh::policy::CorrelationIds::random();
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> pending_;
  RawReader replier_;
  RawReader replies_;
};

class Quotes final : public answer::AskQuoteHandler {
 public:
  Answer on_quote_asked(const mesh::Received<answer::QuoteAsked>& received) override {
    return answer::Quoted{.article = received.value.article, .cents = 100 * received.value.quantity};
  }
};

/// `kInFlight` are under way at any time.
template <class Ask, class Wait>
std::size_t window(Ask ask, Wait wait) {
  std::vector<decltype(ask(std::size_t{}))> under_way;
  for (std::size_t i = 0; i < kAsks; ++i) {
    if (i >= kInFlight) wait(under_way[i - kInFlight]);
    under_way.push_back(ask(i));
  }
  for (std::size_t i = kAsks - kInFlight; i < kAsks; ++i) wait(under_way[i]);
  return under_way.size();
}

/// One after the other: what a caller waits.
void one_by_one(const std::string& name, const std::function<void(std::size_t)>& round_trip) {
  std::vector<double> times;
  for (std::size_t i = 0; i < kOneByOne; ++i) {
    const auto start = nanoseconds_of(Time::kWall);
    round_trip(i);
    times.push_back((nanoseconds_of(Time::kWall) - start) / 1e6);
  }
  std::sort(times.begin(), times.end());
  std::printf("  %-42s median %6.2f ms, P99 %6.2f ms\n", name.c_str(), times[times.size() / 2],
              times[times.size() * 99 / 100]);
}

void compare_requests() {
  const BrokerProcess broker({{kAskTopic, 1}, {kReplyTopic, 1}, {std::string(kAskTopic) + ".quotes.askQuote.dlq", 1}});
  mesh::Config config;
  auto settings = mesh::embedded::client_defaults();
  settings.emplace_back("bootstrap.servers", broker.bootstrap());
  if (auto set = config.set_all(settings); !set) give_up(set.error().message);
  auto transport = mesh::kafka::connect(config);
  if (!transport) give_up(transport.error().message);

  ask::AskQuoteRequester requester(**transport);
  Quotes quotes;
  mesh::AgentOptions options;
  options.lanes = kInFlight;
  auto replier = std::make_unique<answer::Agent>(**transport, quotes, options);
  ask::Agent asker(**transport, requester);
  const auto generated = [&](std::size_t i) {
    auto pending = requester.ask_async(question(i), kPatience);
    if (!pending) give_up(pending.error().message);
    return *std::move(pending);
  };
  const auto wait = [](const auto& pending) {
    if (const auto reply = pending.wait(); !reply) give_up(reply.error().message);
  };
  // One pair at a time: each would read the other's requests.
  std::unique_ptr<ByHand> by_hand;
  const auto hand = [&] {
    if (!by_hand) by_hand = std::make_unique<ByHand>(broker.bootstrap());
  };
  if (auto ok = asker.start(); !ok) give_up(ok.error().message);
  const auto measure = [&](const std::string& name, const std::function<std::size_t()>& round,
                           const std::function<void(std::size_t)>& round_trip) {
    compare("round trips, " + std::to_string(kInFlight) + " in flight", {{name, round}}, kAsks, 0, 5,
            {Time::kProcess, Time::kWall});
    one_by_one(name + ", one by one", round_trip);
  };
  hand();
  measure(
      "librdkafka by hand",
      [&] { return window([&](auto i) { return by_hand->ask(i); }, [&](const auto& id) { by_hand->wait(id); }); },
      [&](std::size_t i) { by_hand->wait(by_hand->ask(i)); });
  by_hand.reset();
  if (auto ok = replier->start(); !ok) give_up(ok.error().message);
  if (auto ok = replier->wait_ready(kPatience); !ok) give_up(ok.error().message);
  measure(
      "generated requester and replier", [&] { return window(generated, wait); },
      [&](std::size_t i) { wait(generated(i)); });
  (void)asker.stop();
  (void)replier->stop();
}

}  // namespace
}  // namespace bench

int main() {
  bench::compare_requests();
  return 0;
}
