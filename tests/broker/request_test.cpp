// Requests and replies, while the broker that carries both dies and comes back.
#include <atomic>

#include <catch2/catch_test_macros.hpp>

#include <as_is/agent.hpp>
#include <inverse/agent.hpp>

#include "scene.hpp"

namespace mesh::test {
namespace {

class Desk final : public desk::AskHandler, public desk::AskPriceHandler {
 public:
  desk::AskHandler::Answer on_question(const Received<desk::Question>& received) override {
    return desk::Answer{received.value.text};
  }
  desk::AskPriceHandler::Answer on_price_asked(const Received<desk::PriceAsked>& received) override {
    if (received.value.article == "gone") return desk::AskPriceHandler::Answer::refuse("sold-out", "no more pens");
    return desk::Price{.cents = 250};
  }
};

AgentOptions creating() {
  auto options = agent_options();
  options.create_topics = true;
  options.ready_timeout = kPatience;
  return options;
}

/// Both agents on transports of their own, with topics behind the scene's prefix.
struct Both {
  explicit Both(Scene& scene) : desk_side(scene.connect()), shop_side(scene.connect()) {
    REQUIRE(shop_side->create_topics({{.name = scene.prefix + "offers", .partitions = 1, .replicas = 1}}, kPatience));
    REQUIRE(desk_agent.start());
    REQUIRE(shop_agent.start());
    REQUIRE(shop_agent.wait_ready(kPatience));
    REQUIRE(desk_agent.wait_ready(kPatience));
  }

  std::unique_ptr<Transport> desk_side;
  std::unique_ptr<Transport> shop_side;
  Desk desk;
  desk::Agent desk_agent{*desk_side, desk, desk, creating()};
  shop::AskRequester ask{*shop_side};
  shop::AskPriceRequester price{*shop_side, "offers"};
  shop::Agent shop_agent{*shop_side, ask, price, creating()};
};

TEST_CASE("asks are answered, refused, and answered again after the broker was killed in their middle") {
  Scene scene;
  Both both(scene);
  const auto ask = [&](const std::string& text, Millis timeout) {
    return both.ask.ask(shop::Question{.who = text, .text = text}, timeout);
  };
  for (int i = 0; i < 100; ++i) {
    const auto reply = ask(std::to_string(i), kPatience);
    REQUIRE(reply);
    CHECK(reply->value.text == std::to_string(i));
  }
  const auto refused = both.price.ask(shop::PriceAsked{.article = "gone"}, kPatience);
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().refusal);
  CHECK(refused.error().refusal->code == "sold-out");
  REQUIRE(both.price.ask(shop::PriceAsked{.article = "pen"}, kPatience));

  // Under way while it dies: each gets its own reply when it is back, or times out; none gets another's.
  std::vector<PendingReply<shop::AskRequester::Reply>> pending;
  for (int i = 0; i < 50; ++i) {
    auto each = both.ask.ask_async(shop::Question{.who = std::to_string(i), .text = std::to_string(i)}, kPatience);
    REQUIRE(each);
    pending.push_back(*std::move(each));
    if (i == 25) scene.brokers.kill(scene.leader());
  }
  scene.brokers.heal();
  int answered = 0;
  for (std::size_t i = 0; i < pending.size(); ++i) {
    const auto reply = pending[i].wait();
    if (!reply) {
      CHECK(reply.error().kind == ErrorKind::kTimeout);
      continue;
    }
    ++answered;
    CHECK(reply->value.text == std::to_string(i));
  }
  CHECK(answered == 50);
  REQUIRE(ask("after", kPatience));
  CHECK(both.ask.requester().counts().unknown == 0);
}

}  // namespace
}  // namespace mesh::test
