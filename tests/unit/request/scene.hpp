/// Both sides of contract.yaml over the broker in memory.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <as_is/agent.hpp>
#include <harness.hpp>
#include <inverse/agent.hpp>

namespace scene {

using harness::eventually;
using harness::kPatience;
using harness::Listener;
using namespace std::chrono_literals;
using mesh::ErrorKind;
using mesh::EventKind;

inline mesh::AgentOptions options(mesh::Observer* observer = nullptr) {
  auto options = harness::options();
  options.create_topics = true;
  options.observer = observer;
  return options;
}

/// Answers what it is told to; by default with the question itself.
class Desk final : public desk::AskHandler, public desk::AskPriceHandler {
 public:
  using Questions = std::function<desk::AskHandler::Answer(const mesh::Received<desk::Question>&)>;
  using Prices = std::function<desk::AskPriceHandler::Answer(const mesh::Received<desk::PriceAsked>&)>;

  Questions on_question_do = [](const auto& received) { return desk::Answer{received.value.text}; };
  Prices on_price_do = [](const auto&) { return desk::AskPriceHandler::Answer::refuse("none", "no prices here"); };
  std::atomic<int> calls = 0;

  desk::AskHandler::Answer on_question(const mesh::Received<desk::Question>& received) override {
    ++calls;
    return on_question_do(received);
  }
  desk::AskPriceHandler::Answer on_price_asked(const mesh::Received<desk::PriceAsked>& received) override {
    ++calls;
    return on_price_do(received);
  }
};

/// A requester with its agent.
struct Asker {
  explicit Asker(mesh::Transport& transport, mesh::Observer* observer = nullptr, mesh::RequesterOptions with = {})
      : ask(transport, with), price(transport, "offers", with), agent(transport, ask, price, options(observer)) {}

  shop::AskRequester ask;
  shop::AskPriceRequester price;
  shop::Agent agent;
};

/// A replier and a requester that are ready.
struct Scene {
  explicit Scene(mesh::RequesterOptions with = {}, mesh::memory::BrokerOptions names = {})
      : broker(std::move(names)),
        offers((broker.add_topic(broker.topic_prefix() + "offers", 2), true)),
        desk_agent(broker, desk, desk, options(&desk_told)),
        asker(broker, &told, with) {
    for (auto started : {desk_agent.start(), asker.agent.start()}) ok = ok && started;
    ok = ok && desk_agent.wait_ready(kPatience) && asker.agent.wait_ready(kPatience);
  }

  [[nodiscard]] mesh::Result<shop::AskRequester::Reply> ask(const std::string& text,
                                                            mesh::Millis timeout = kPatience) const {
    return asker.ask.ask(shop::Question{.who = "w", .text = text}, timeout);
  }
  [[nodiscard]] mesh::RequesterCounts counts() { return asker.ask.requester().counts(); }

  mesh::memory::Broker broker;
  bool offers;
  Desk desk;
  Listener told;
  Listener desk_told;
  desk::Agent desk_agent;
  Asker asker;
  bool ok = true;
};

}  // namespace scene
