#include <catch2/catch_test_macros.hpp>

#include "scene.hpp"

using namespace scene;

namespace {

mesh::OutgoingRecord reply_with(const std::string& id, std::int32_t partition) {
  mesh::OutgoingRecord record;
  record.topic = "answers";
  record.partition = partition;
  record.value = R"({"text":"by hand"})";
  record.headers = {{"mesh-correlation-id", id}};
  return record;
}

std::string header_of_request(const mesh::memory::Broker& broker, std::size_t index, std::string_view name) {
  return broker.records("questions").at(index).header(name).value_or("");
}

}  // namespace

TEST_CASE("an ask gets the handler's reply, with the record that it came in") {
  Scene scene;
  REQUIRE(scene.ok);
  const auto reply = scene.ask("hello");
  REQUIRE(reply);
  CHECK(reply->value.text == "hello");
  REQUIRE(reply->record);
  CHECK(reply->record->view().topic == "answers");
  CHECK(reply->record->view().key == "w");  // that of the request
  CHECK(std::to_string(reply->record->view().partition) == header_of_request(scene.broker, 0, "mesh-reply-partition"));
  CHECK(header_of_request(scene.broker, 0, "mesh-reply-topic") == "answers");
  CHECK(scene.counts().replied == 1);
  CHECK(scene.counts().late == 0);
  CHECK(eventually([&] { return scene.broker.lag("contract.ask", "questions") == 0; }));
}

TEST_CASE("asynchronous asks are under way side by side") {
  Scene scene;
  REQUIRE(scene.ok);
  std::vector<mesh::PendingReply<shop::AskRequester::Reply>> pending;
  for (int i = 0; i < 20; ++i) {
    auto each = scene.asker.ask.ask_async(shop::Question{.who = {}, .text = std::to_string(i)}, kPatience);
    REQUIRE(each);
    pending.push_back(*std::move(each));
  }
  for (int i = 0; i < 20; ++i) {
    const auto reply = pending.at(static_cast<std::size_t>(i)).wait();
    REQUIRE(reply);
    CHECK(reply->value.text == std::to_string(i));
    CHECK(pending.at(static_cast<std::size_t>(i)).ready());
  }
}

TEST_CASE("an ask without a reply times out; what comes later is counted and told, and no error") {
  Scene scene;
  REQUIRE(scene.ok);
  harness::Gate gate;
  gate.close();
  scene.desk.on_question_do = [&](const auto& received) {
    gate.pass();
    return desk::Answer{received.value.text};
  };
  const auto before = std::chrono::steady_clock::now();
  const auto reply = scene.ask("slow", 50ms);
  CHECK(std::chrono::steady_clock::now() - before >= 50ms);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().kind == ErrorKind::kTimeout);
  CHECK(reply.error().persisted == mesh::Persistence::kMaybe);
  CHECK(scene.told.count(EventKind::kAskTimedOut) == 1);
  gate.open();
  CHECK(eventually([&] { return scene.counts().late == 1; }));
  CHECK(eventually([&] { return scene.told.count(EventKind::kReplyLate) == 1; }));
  CHECK(scene.counts().timed_out == 1);
  CHECK(scene.counts().replied == 0);
  CHECK(scene.ask("next"));
}

TEST_CASE("an asynchronous ask that nobody waits for times out by itself") {
  Scene scene;
  REQUIRE(scene.ok);
  harness::Gate gate;
  gate.close();
  scene.desk.on_question_do = [&](const auto& received) {
    gate.pass();
    return desk::Answer{received.value.text};
  };
  const auto pending = scene.asker.ask.ask_async(shop::Question{.who = {}, .text = "slow"}, 30ms);
  REQUIRE(pending);
  const auto early = pending->wait_for(0ms);
  REQUIRE_FALSE(early);
  CHECK(early.error().kind == ErrorKind::kTimeout);
  CHECK(eventually([&] { return pending->ready(); }));
  CHECK(pending->wait().error().kind == ErrorKind::kTimeout);
  CHECK(scene.counts().timed_out == 1);
  gate.open();
}

TEST_CASE("a reply to nobody is counted and told, and no error") {
  Scene scene({.reply_partition = 1});
  REQUIRE(scene.ok);
  scene.broker.put(reply_with("7d444840-9dc0-41d1-b245-5ffdce74fad2", 1));
  scene.broker.put(reply_with("no id at all", 1));
  auto nameless = reply_with("", 1);
  nameless.headers.clear();
  scene.broker.put(std::move(nameless));
  CHECK(eventually([&] { return scene.counts().unknown == 3; }));
  CHECK(eventually([&] { return scene.told.count(EventKind::kReplyUnknown) == 3; }));
  CHECK(scene.ask("still there"));
  CHECK(scene.counts().late == 0);
}

TEST_CASE("a second reply to one ask is late, and not delivered") {
  Scene scene({.reply_partition = 0});
  REQUIRE(scene.ok);
  REQUIRE(scene.ask("once"));
  scene.broker.put(reply_with(header_of_request(scene.broker, 0, "mesh-correlation-id"), 0));
  CHECK(eventually([&] { return scene.counts().late == 1; }));
  CHECK(scene.counts().replied == 1);
}

TEST_CASE("what is pending is cancelled by a stop, and later asks are refused") {
  Scene scene;
  REQUIRE(scene.ok);
  harness::Gate gate;
  gate.close();
  scene.desk.on_question_do = [&](const auto& received) {
    gate.pass();
    return desk::Answer{received.value.text};
  };
  const auto pending = scene.asker.ask.ask_async(shop::Question{.who = {}, .text = "x"}, kPatience);
  REQUIRE(pending);
  std::optional<mesh::Result<shop::AskRequester::Reply>> waited;
  std::thread waiter([&] { waited = pending->wait(); });
  scene.asker.agent.stop();
  waiter.join();
  REQUIRE(waited);
  REQUIRE_FALSE(*waited);
  CHECK(waited->error().kind == ErrorKind::kClosed);
  CHECK(scene.counts().cancelled == 1);
  CHECK(scene.ask("after").error().kind == ErrorKind::kClosed);
  gate.open();
}

TEST_CASE("an ask before the agent has started is refused") {
  mesh::memory::Broker broker;
  broker.add_topic("offers");
  Asker asker(broker);
  const auto reply = asker.ask.ask(shop::Question{.who = {}, .text = "x"}, kPatience);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().kind == ErrorKind::kClosed);
  CHECK(reply.error().retriable);
  CHECK(broker.records("questions").empty());
}

TEST_CASE("no more asks are pending than allowed") {
  Scene scene({.max_pending = 2});
  REQUIRE(scene.ok);
  harness::Gate gate;
  gate.close();
  scene.desk.on_question_do = [&](const auto& received) {
    gate.pass();
    return desk::Answer{received.value.text};
  };
  const auto ask = [&] { return scene.asker.ask.ask_async(shop::Question{.who = {}, .text = "x"}, kPatience); };
  const auto first = ask();
  const auto second = ask();
  REQUIRE(first);
  REQUIRE(second);
  const auto third = ask();
  REQUIRE_FALSE(third);
  CHECK(third.error().kind == ErrorKind::kWouldBlock);
  gate.open();
  CHECK(first->wait());
  CHECK(second->wait());
  CHECK(scene.ask("room again"));
  // A value that is not sent gives its place back.
  for (int i = 0; i < 5; ++i) CHECK(scene.ask("").error().kind == ErrorKind::kContract);
  CHECK(scene.ask("still room"));
}

TEST_CASE("a request that cannot be sent ends its ask") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.broker.fail_sends("questions", 1, mesh::Error{ErrorKind::kAuthorization, false, 0, "no"});
  const auto refused_later = scene.ask("x");
  REQUIRE_FALSE(refused_later);
  CHECK(refused_later.error().kind == ErrorKind::kAuthorization);
  scene.broker.refuse_sends("questions", 1, mesh::Error{ErrorKind::kTooLarge, false, 0, "big"});
  CHECK(scene.ask("x").error().kind == ErrorKind::kTooLarge);
  scene.broker.refuse_sends("questions", 2, mesh::Error{ErrorKind::kWouldBlock, true, 0, "full"});
  CHECK(scene.ask("waits for room"));
  scene.broker.refuse_sends("questions", 1, mesh::Error{ErrorKind::kWouldBlock, true, 0, "full"});
  CHECK(scene.asker.ask.ask_async(shop::Question{.who = {}, .text = "x"}, kPatience).error().kind ==
        ErrorKind::kWouldBlock);
}

TEST_CASE("asks from eight threads each get their own reply") {
  Scene scene;
  REQUIRE(scene.ok);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        const auto text = std::to_string(t) + ":" + std::to_string(i);
        const auto reply = scene.ask(text);
        if (!reply || reply->value.text != text) ++wrong;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(scene.counts().replied == 400);
  CHECK(scene.counts().late == 0);
}

TEST_CASE("a handler may ask: its reply comes although its lane waits") {
  Scene scene;
  REQUIRE(scene.ok);
  // One desk asks another question while it answers, through the requester of the other agent.
  scene.desk.on_question_do = [&](const auto& received) -> desk::AskHandler::Answer {
    if (received.value.text != "outer") return desk::Answer{"inner"};
    const auto inner = scene.asker.ask.ask(shop::Question{.who = "other", .text = "inner"}, kPatience);
    if (!inner) return mesh::Outcome::reject(inner.error().message);
    return desk::Answer{"outer and " + inner->value.text};
  };
  const auto reply = scene.ask("outer");
  REQUIRE(reply);
  CHECK(reply->value.text == "outer and inner");
}

TEST_CASE("polls that fail for a while are told and survived; one that ends the reader fails the agent") {
  Scene scene;
  REQUIRE(scene.ok);
  (void)scene.desk_agent.stop();
  scene.broker.fail_polls(3, mesh::Error{ErrorKind::kTransport, true, 0, "away"});
  CHECK(eventually([&] { return scene.told.count(EventKind::kBrokerError) == 3; }));
  CHECK(scene.asker.agent.state() == mesh::AgentState::kReady);
  const auto pending = scene.asker.ask.ask_async(shop::Question{.who = {}, .text = "x"}, kPatience);
  REQUIRE(pending);
  // Both of the agent's requesters read.
  scene.broker.fail_polls(2, mesh::Error{ErrorKind::kFatal, false, 0, "fenced"});
  CHECK(pending->wait().error().kind == ErrorKind::kFatal);
  CHECK(eventually([&] { return scene.asker.agent.state() == mesh::AgentState::kFailed; }));
}

TEST_CASE("reply topics are checked at start, and created only when told to") {
  mesh::memory::Broker broker;
  broker.add_topic("questions");
  broker.add_topic("prices");
  Listener told;
  shop::AskRequester ask(broker);
  shop::AskPriceRequester price(broker, "offers");
  {
    shop::Agent agent(broker, ask, price, {});
    const auto started = agent.start();
    REQUIRE_FALSE(started);
    CHECK(started.error().kind == ErrorKind::kUnknownTopic);
    CHECK(started.error().message.find("'answers' (replies of operation 'ask')") != std::string::npos);
    CHECK(started.error().message.find("'offers' (replies of operation 'askPrice')") != std::string::npos);
  }
  Asker asker(broker);
  CHECK(asker.agent.start());
  CHECK(broker.topic_states({"answers"}, 0ms)->front().partitions == 2);
}

TEST_CASE("a partition that the reply topic does not have is refused at start") {
  mesh::memory::Broker broker;
  Asker asker(broker, nullptr, {.reply_partition = 2});
  const auto started = asker.agent.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().kind == ErrorKind::kConfiguration);
}
