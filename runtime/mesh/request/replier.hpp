/// What generated repliers stand on: a receive operation whose handler owes a reply.
#pragma once

#include <exception>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include <mesh/consume/received.hpp>
#include <mesh/policy/exchange.hpp>
#include <mesh/ports/transport.hpp>
#include <mesh/request/answer.hpp>

namespace mesh {

/// The broker has the reply, or the refusal, before the request's offset is done; a request that is handled again (a
/// crash in between, a rebalance) is answered again. Every method from any thread; the transport must outlive it.
class Replier {
 public:
  Replier(Transport& transport, const ExchangeSpec& exchange, const ReceiveSpec& spec);

  /// `decide` gives the Answer; `write(Reply<M>, correlation id as text)` the record of one of its messages.
  template <class Decide, class Write>
  [[nodiscard]] Outcome handle(const RecordView& request, const Delivery& delivery, Decide&& decide, Write&& write) {
    const auto asked = exchange_.read_request(request, transport_->topic_prefix());
    if (!asked) return Outcome::poison({DeadReason::kPoisonDecode, asked.error().place, asked.error().detail});
    auto answer = decided<decltype(decide())>(decide);
    using Answered = typename decltype(answer)::AnyReply;
    using Refused = typename decltype(answer)::Refused;
    auto value = std::move(answer).value();
    if (auto* outcome = std::get_if<Outcome>(&value)) return settle(*asked, request, delivery, *std::move(outcome));
    if (auto* no = std::get_if<Refused>(&value))
      return refuse(*asked, request, {"refused", std::move(no->code), std::move(no->text)});
    auto record = std::visit([&](auto& reply) { return write(std::move(reply), asked->correlation_text); },
                             *std::get_if<Answered>(&value));
    if (record) return reply(*asked, request, *std::move(record));
    return settle(*asked, request, delivery, Outcome::reject("the handler's reply: " + record.error().message));
  }

 private:
  template <class Given, class Decide>
  [[nodiscard]] static Given decided(Decide& decide) {
    // As for every handler; here because a last attempt is answered with an error.
    try {
      return decide();
    } catch (const std::exception& error) {
      return Outcome::retry(error.what());
    } catch (...) {
      return Outcome::poison(
          Poison{DeadReason::kPoisonHandler, "exception", "the handler threw something that is no std::exception"});
    }
  }

  [[nodiscard]] Outcome reply(const policy::Asked& asked, const RecordView& request, OutgoingRecord record);
  [[nodiscard]] Outcome refuse(const policy::Asked& asked, const RecordView& request, const Refusal& refusal);
  /// No reply: whoever asked is told, if the request will not be tried again.
  [[nodiscard]] Outcome settle(const policy::Asked& asked, const RecordView& request, const Delivery& delivery,
                               Outcome outcome);
  [[nodiscard]] Result<Sent> send(OutgoingRecord record, const RecordView& request);
  [[nodiscard]] Result<void> look_up(const std::string& topic);

  Transport* transport_;
  policy::Exchange exchange_;
  std::string operation_;
  int max_attempts_;
  bool dead_letters_;

  std::mutex mutex_;
  std::set<std::string> known_topics_;  ///< whose metadata the producer has
};

}  // namespace mesh
