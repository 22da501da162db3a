/// Hand-made messages: call a handler in a test without a broker.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <mesh/consume/received.hpp>

namespace mesh::memory {

/// Owns everything that a `Received` only looks at. Set the members, then pass `received()` to the handler:
///
///   mesh::memory::HandMade<OrderPlaced> order;
///   order.value.sku = "A-1";
///   CHECK(is_done(handler.on_order_placed(order.received())));
///
/// Neither copied nor moved, because views look into it; a `Received` is valid until the next change.
template <class Payload, class Headers = NoHeaders>
class HandMade {
 public:
  HandMade() = default;
  explicit HandMade(Payload payload) : value(std::move(payload)) {}
  HandMade(const HandMade&) = delete;
  HandMade& operator=(const HandMade&) = delete;

  [[nodiscard]] Received<Payload, Headers> received() {
    views_.clear();
    for (const auto& header : raw_headers) views_.push_back(HeaderView{header.name, header.value});
    record_.topic = topic;
    record_.partition = partition;
    record_.offset = offset;
    record_.timestamp = timestamp;
    record_.key = key;
    record_.value = raw_value;
    record_.headers = views_;
    return Received<Payload, Headers>{value, headers, event, record_, delivery};
  }

  Payload value{};
  Headers headers{};
  EventAttributes event{};
  Delivery delivery{};
  std::string topic = "test";
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  Timestamp timestamp{};
  std::optional<std::string> key{};
  std::optional<std::string> raw_value{};  ///< the undecoded bytes, for handlers that look at them
  std::vector<Header> raw_headers{};

 private:
  RecordView record_;
  std::vector<HeaderView> views_;
};

/// The same for a generated message: `HandMadeMessage<OrderPlacedMessage>`.
template <class M>
using HandMadeMessage = HandMade<typename M::Payload, typename M::Headers>;

[[nodiscard]] inline bool is_done(const Outcome& outcome) {
  return std::holds_alternative<Outcome::Done>(outcome.value());
}
[[nodiscard]] inline bool is_retry(const Outcome& outcome) {
  return std::holds_alternative<Outcome::Retry>(outcome.value());
}
[[nodiscard]] inline bool is_rejected(const Outcome& outcome) {
  return std::holds_alternative<Outcome::Reject>(outcome.value());
}
[[nodiscard]] inline bool is_dropped(const Outcome& outcome) {
  return std::holds_alternative<Outcome::Drop>(outcome.value());
}
[[nodiscard]] inline bool is_unavailable(const Outcome& outcome) {
  return std::holds_alternative<Outcome::Unavailable>(outcome.value());
}

}  // namespace mesh::memory
