#include <catch2/catch_test_macros.hpp>

#include <as_is/agent.hpp>
#include <inverse/agent.hpp>

#include "fixture.hpp"
#include "logging_handler.hpp"

namespace mesh::test {
namespace {

using Clock = std::chrono::steady_clock;

const std::vector<NewTopic> kTopics{{.name = "questions", .partitions = 2},
                                    {.name = "answers", .partitions = 3},
                                    {.name = "prices", .partitions = 1},
                                    {.name = "offers", .partitions = 1},
                                    {.name = "questions.contract.ask.dlq", .partitions = 2},
                                    {.name = "prices.contract.askPrice.dlq", .partitions = 1}};

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

/// Two transports, as in two processes.
struct Both {
  explicit Both(Fixture& fixture)
      : desk_side(fixture.connect()),
        shop_side(fixture.connect()),
        desk_agent(*desk_side, desk, desk, agent_options()),
        ask(*shop_side),
        price(*shop_side, "offers"),
        shop_agent(*shop_side, ask, price, agent_options()) {
    REQUIRE(desk_agent.start());
    REQUIRE(shop_agent.start());
    REQUIRE(shop_agent.wait_ready(kPatience));
    REQUIRE(desk_agent.wait_ready(kPatience));
  }

  std::unique_ptr<Transport> desk_side;
  std::unique_ptr<Transport> shop_side;
  Desk desk;
  desk::Agent desk_agent;
  shop::AskRequester ask;
  shop::AskPriceRequester price;
  shop::Agent shop_agent;
};

TEST_CASE("asks over a broker are answered, the first as fast as the rest") {
  Fixture fixture(kTopics);
  Both both(fixture);
  const auto start = Clock::now();
  const auto first = both.ask.ask(shop::Question{.who = "w", .text = "first"}, kPatience);
  REQUIRE(first);
  CHECK(first->value.text == "first");
  // A topic whose metadata nobody has asked for would wait for a timer of a second.
  CHECK(Clock::now() - start < Millis(900));
  for (int i = 0; i < 50; ++i) {
    const auto reply = both.ask.ask(shop::Question{.who = std::to_string(i), .text = std::to_string(i)}, kPatience);
    REQUIRE(reply);
    CHECK(reply->value.text == std::to_string(i));
  }
  CHECK(both.ask.requester().counts().unknown == 0);
  const auto refused = both.price.ask(shop::PriceAsked{.article = "gone"}, kPatience);
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().refusal);
  CHECK(refused.error().refusal->code == "sold-out");
  const auto price = both.price.ask(shop::PriceAsked{.article = "pen"}, kPatience);
  REQUIRE(price);
  CHECK(std::get<Reply<shop::PriceMessage>>(*price).value.cents == 250);
}

TEST_CASE("a reply outlives its agent") {
  Fixture fixture(kTopics);
  std::optional<shop::AskRequester::Reply> kept;
  {
    Both both(fixture);
    auto reply = both.ask.ask(shop::Question{.who = "w", .text = "kept"}, kPatience);
    REQUIRE(reply);
    kept = *std::move(reply);
  }
  CHECK(kept->record->view().value == R"({"text":"kept"})");
}

TEST_CASE("asks go on after the broker was away, and after the reply partition's leader has moved") {
  Fixture fixture(kTopics, 2);
  Both both(fixture);
  REQUIRE(both.ask.ask(shop::Question{.who = "w", .text = "before"}, kPatience));
  REQUIRE(fixture.broker->set_down());
  const auto away = both.ask.ask(shop::Question{.who = "w", .text = "away"}, Millis(200));
  REQUIRE_FALSE(away);
  CHECK(away.error().kind == ErrorKind::kTimeout);
  REQUIRE(fixture.broker->set_up());
  REQUIRE(both.ask.ask(shop::Question{.who = "w", .text = "back"}, kPatience));
  // What was away is answered too: late.
  CHECK(eventually([&] { return both.ask.requester().counts().late == 1; }));
  for (const std::int32_t leader : {2, 1}) {
    for (std::int32_t partition = 0; partition < 3; ++partition)
      REQUIRE(fixture.broker->set_leader("answers", partition, leader));
    REQUIRE(both.ask.ask(shop::Question{.who = "w", .text = "moved"}, kPatience));
  }
}

TEST_CASE("a stop with asks pending and no broker is bounded") {
  Fixture fixture(kTopics);
  Both both(fixture);
  REQUIRE(fixture.broker->set_down());
  const auto pending = both.ask.ask_async(shop::Question{.who = "w", .text = "x"}, kPatience);
  REQUIRE(pending);
  const auto start = Clock::now();
  (void)both.shop_agent.stop();
  CHECK(Clock::now() - start < agent_options().drain_timeout + Millis(2'000));
  CHECK(pending->wait().error().kind == ErrorKind::kClosed);
  REQUIRE(fixture.broker->set_up());
}

}  // namespace
}  // namespace mesh::test
