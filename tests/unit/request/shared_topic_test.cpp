#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "scene.hpp"

using namespace scene;

TEST_CASE("two requesters share a reply topic, even a partition of it, and each gets its own replies") {
  const auto second_partition = GENERATE_COPY(0, 1);
  Scene scene({.reply_partition = 0});
  REQUIRE(scene.ok);
  Listener told;
  Asker other(scene.broker, &told, {.reply_partition = second_partition});
  REQUIRE(other.agent.start());
  constexpr int kAsks = 25;
  std::atomic<int> wrong = 0;
  const auto work = [&](shop::AskRequester& requester, const std::string& name) {
    for (int i = 0; i < kAsks; ++i) {
      const auto text = name + std::to_string(i);
      const auto reply = requester.ask(shop::Question{.who = name, .text = text}, kPatience);
      if (!reply || reply->value.text != text) ++wrong;
    }
  };
  std::thread first(work, std::ref(scene.asker.ask), "first ");
  std::thread second(work, std::ref(other.ask), "second ");
  first.join();
  second.join();
  CHECK(wrong == 0);
  const std::size_t foreign = second_partition == 0 ? kAsks : 0;
  CHECK(eventually([&] { return scene.counts().unknown == foreign; }));
  CHECK(eventually([&] { return other.ask.requester().counts().unknown == foreign; }));
  CHECK(scene.counts().late == 0);
  CHECK(other.ask.requester().counts().late == 0);
}

TEST_CASE("replies that were there before an agent started are not read") {
  mesh::memory::Broker broker;
  broker.add_topic("answers");
  broker.add_topic("offers");
  mesh::OutgoingRecord old;
  old.topic = "answers";
  old.value = "{}";
  for (int i = 0; i < 3; ++i) broker.put(old);
  Asker asker(broker);
  REQUIRE(asker.agent.start());
  broker.put(old);
  CHECK(eventually([&] { return asker.ask.requester().counts().unknown == 1; }));
}

TEST_CASE("a run's prefix stands before reply topics, in the request too") {
  Scene scene({}, {.topic_prefix = "run1.", .group_prefix = "run1."});
  REQUIRE(scene.ok);
  CHECK(scene.ask("x"));
  CHECK(scene.broker.records("run1.questions").front().header("mesh-reply-topic") == "run1.answers");
  scene.desk.on_price_do = [](const auto&) -> desk::AskPriceHandler::Answer { return desk::NoPrice{"none"}; };
  CHECK(scene.asker.price.ask(shop::PriceAsked{.article = "pen"}, kPatience));
  CHECK(scene.broker.records("run1.offers").size() == 1);
}
