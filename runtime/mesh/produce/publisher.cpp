#include <algorithm>
#include <thread>

#include <mesh/produce/pending_send_private.hpp>
#include <mesh/produce/publisher.hpp>

namespace mesh {
namespace {

constexpr Millis kFirstPause{1};
constexpr Millis kLongestPause{50};

Result<PendingSend> hand_over(Producer& producer, OutgoingRecord record) {
  auto state = PendingSend::State::make();
  if (auto taken = producer.send(std::move(record), *state); !taken) {
    state->refused();
    return tl::unexpected(std::move(taken).error());
  }
  return PendingSend(std::move(state));
}

}  // namespace

Publisher::Publisher(Transport& transport, const SendSpec& spec, Millis longest_wait)
    : transport_(&transport),
      operation_(spec.operation),
      topic_(transport.topic_prefix() + std::string(spec.topic)),
      by_address_(spec.topic.find('{') != std::string_view::npos),
      longest_wait_(longest_wait) {}

Result<void> Publisher::address(OutgoingRecord& record) const {
  if (!by_address_) {
    record.topic = topic_;
  } else if (record.topic.empty()) {
    return fail(ErrorKind::kInvalidArgument, operation_ + ": the record must name its topic, one of '" + topic_ + "'");
  } else {
    record.topic.insert(0, transport_->topic_prefix());
  }
  return {};
}

Result<void> Publisher::send(Transaction& transaction, OutgoingRecord record) const {
  if (auto ok = address(record); !ok) return ok;
  return transaction.stage(std::move(record));
}

Result<PendingSend> Publisher::send_async(OutgoingRecord record) const {
  if (auto ok = address(record); !ok) return tl::unexpected(std::move(ok).error());
  return hand_over(transport_->producer(), std::move(record));
}

Result<Sent> Publisher::send(const OutgoingRecord& record) const {
  auto addressed = record;
  if (auto ok = address(addressed); !ok) return tl::unexpected(std::move(ok).error());
  return send_and_wait(transport_->producer(), operation_, addressed, longest_wait_);
}

Result<Sent> send_and_wait(Producer& producer, std::string_view operation, const OutgoingRecord& record,
                           Millis longest_wait) {
  const auto give_up = std::chrono::steady_clock::now() + longest_wait;
  for (auto pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
    // A copy, because a refusal does not give the record back.
    auto pending = hand_over(producer, record);
    if (pending) return pending->wait();
    if (pending.error().kind != ErrorKind::kWouldBlock) return tl::unexpected(std::move(pending).error());
    if (std::chrono::steady_clock::now() >= give_up) {
      return fail(ErrorKind::kTimeout,
                  std::string(operation) + ": the producer's queue had no room for " +
                      std::to_string(longest_wait.count()) + " ms: is the broker reachable? " + pending.error().message,
                  true);
    }
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace mesh
