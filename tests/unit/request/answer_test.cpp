#include <catch2/catch_test_macros.hpp>

#include "scene.hpp"

using namespace scene;

namespace {

mesh::OutgoingRecord question(std::vector<mesh::Header> headers, std::string value = R"({"text":"by hand"})") {
  mesh::OutgoingRecord record;
  record.topic = "questions";
  record.value = std::move(value);
  record.headers = std::move(headers);
  return record;
}

const std::string kLetters = "questions.contract.ask.dlq";

}  // namespace

TEST_CASE("a refusal reaches the requester with its code and text") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.desk.on_question_do = [](const auto&) { return desk::AskHandler::Answer::refuse("closed", "come tomorrow"); };
  const auto reply = scene.ask("x");
  REQUIRE_FALSE(reply);
  CHECK(reply.error().kind == ErrorKind::kRefused);
  REQUIRE(reply.error().refusal);
  CHECK(reply.error().refusal->kind == "refused");
  CHECK(reply.error().refusal->code == "closed");
  CHECK(reply.error().refusal->text == "come tomorrow");
  CHECK(scene.counts().refused == 1);
  CHECK(eventually([&] { return scene.broker.lag("contract.ask", "questions") == 0; }));
  CHECK(scene.broker.records(kLetters).empty());
}

TEST_CASE("a rejected request goes to the dead letters, and its sender hears of it") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.desk.on_question_do = [](const auto&) { return desk::AskHandler::Answer::reject("nonsense"); };
  const auto reply = scene.ask("x");
  REQUIRE_FALSE(reply);
  REQUIRE(reply.error().refusal);
  CHECK(reply.error().refusal->kind == "rejected");
  CHECK(reply.error().refusal->text == "nonsense");
  CHECK(scene.broker.wait_for_records(kLetters, 1, kPatience));
}

TEST_CASE("a handler that gives no answer, or throws what is no exception, is a dead letter that its sender hears of") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.desk.on_question_do = [](const auto&) { return mesh::Outcome::done(); };
  CHECK(scene.ask("x").error().refusal->kind == "rejected");
  scene.desk.on_question_do = [](const auto&) -> desk::AskHandler::Answer { throw 7; };
  CHECK(scene.ask("x").error().refusal->kind == "poison.handler");
  CHECK(scene.broker.wait_for_records(kLetters, 2, kPatience));
}

TEST_CASE("a request is tried again before it is answered") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.desk.on_question_do = [](const auto& received) -> desk::AskHandler::Answer {
    if (received.delivery.attempt == 1) throw std::runtime_error("once");
    return desk::Answer{"attempt " + std::to_string(received.delivery.attempt)};
  };
  const auto reply = scene.ask("x");
  REQUIRE(reply);
  CHECK(reply->value.text == "attempt 2");
  CHECK(scene.broker.records("answers").size() == 1);
}

TEST_CASE("a request whose attempts are used up is answered with an error, once") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.desk.on_question_do = [](const auto&) { return desk::AskHandler::Answer::retry("busy", 1ms); };
  const auto reply = scene.ask("x");
  REQUIRE_FALSE(reply);
  REQUIRE(reply.error().refusal);
  CHECK(reply.error().refusal->kind == "retries.exhausted");
  CHECK(reply.error().refusal->text == "busy");
  CHECK(scene.broker.wait_for_records(kLetters, 1, kPatience));
  CHECK(scene.desk.calls == 5);
  CHECK(scene.broker.records("answers").size() == 1);
}

TEST_CASE("poison with a readable reply address is answered with an error") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.broker.put(question({{"mesh-correlation-id", "7d444840-9dc0-41d1-b245-5ffdce74fad2"},
                             {"mesh-reply-topic", "elsewhere"},
                             {"mesh-reply-partition", "1"}},
                            "{\"text\":"));
  REQUIRE(scene.broker.wait_for_records("answers", 1, kPatience));
  const auto refusal = scene.broker.records("answers").front();
  CHECK(refusal.partition == 1);
  CHECK(refusal.header("mesh-reply-error-kind") == "poison.decode");
  CHECK(refusal.header("mesh-correlation-id") == "7d444840-9dc0-41d1-b245-5ffdce74fad2");
  CHECK_FALSE(refusal.value);
  CHECK(scene.broker.wait_for_records(kLetters, 1, kPatience));
}

TEST_CASE("where the contract fixes the reply's topic, a request without headers is answered there") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.broker.put(question({}));
  REQUIRE(scene.broker.wait_for_records("answers", 1, kPatience));
  CHECK(scene.broker.records("answers").front().value == R"({"text":"by hand"})");
  CHECK(scene.broker.records(kLetters).empty());
}

TEST_CASE("where the request says it, one that does not is a dead letter") {
  Scene scene;
  REQUIRE(scene.ok);
  const auto put = [&](std::string value) {
    mesh::OutgoingRecord record;
    record.topic = "prices";
    record.value = std::move(value);
    scene.broker.put(std::move(record));
  };
  const std::string letters = "prices.contract.askPrice.dlq";
  put(R"({"article":"a","meta":{"id":"7d444840-9dc0-41d1-b245-5ffdce74fad2"}})");
  put(R"({"article":"a","meta":{"back":"offers"}})");
  put(R"({"article":"a","meta":{"id":"7d444840-9dc0-41d1-b245-5ffdce74fad2","back":"../passwd"}})");
  REQUIRE(scene.broker.wait_for_records(letters, 3, kPatience));
  CHECK(scene.broker.records(letters).front().header("mesh-dlq-error-detail").value_or("").find("reply address") !=
        std::string::npos);
  CHECK(scene.desk.calls == 0);
}

TEST_CASE("address and id lie in the payload; the reply is one of two messages") {
  Scene scene;
  REQUIRE(scene.ok);
  std::string seen;
  scene.desk.on_price_do = [&](const auto& received) -> desk::AskPriceHandler::Answer {
    if (received.value.article == "gone") return desk::NoPrice{"sold out"};
    mesh::Reply<desk::PriceMessage> reply;
    reply.value.cents = 250;
    reply.headers.currency = "EUR";
    seen = received.value.meta->back.value_or("");
    return reply;
  };
  const auto price = scene.asker.price.ask(shop::PriceAsked{.article = "pen"}, kPatience);
  REQUIRE(price);
  const auto* found = std::get_if<mesh::Reply<shop::PriceMessage>>(&*price);
  REQUIRE(found);
  CHECK(found->value.cents == 250);
  CHECK(found->headers.currency == "EUR");
  CHECK(seen == "offers");
  const auto none = scene.asker.price.ask(shop::PriceAsked{.article = "gone"}, kPatience);
  REQUIRE(none);
  CHECK(std::get<mesh::Reply<shop::NoPriceMessage>>(*none).value.why == "sold out");
  // What the caller had written there does not matter, and is not changed.
  const shop::PriceAsked mine{.article = "pen", .meta = shop::PriceAskedMeta{.id = "x", .back = "y"}};
  CHECK(scene.asker.price.ask(mine, kPatience));
  CHECK(mine.meta->back == "y");
  // SmallRye's partition: four bytes.
  const auto partition = scene.broker.records("prices").front().header("REPLY_PARTITION");
  REQUIRE(partition);
  CHECK(partition->size() == 4);
  CHECK_FALSE(scene.broker.records("prices").front().header("REPLY_TOPIC"));
}

TEST_CASE("a reply that breaks its contract is an error of its own") {
  Scene scene({.reply_partition = 0});
  REQUIRE(scene.ok);
  (void)scene.desk_agent.stop();
  const auto answered_with = [&](std::string value) {
    const auto before = scene.broker.records("questions").size();
    const auto pending = scene.asker.ask.ask_async(shop::Question{.who = {}, .text = "x"}, kPatience);
    REQUIRE(pending);
    REQUIRE(scene.broker.wait_for_records("questions", before + 1, kPatience));
    mesh::OutgoingRecord record;
    record.topic = "answers";
    record.partition = 0;
    record.value = std::move(value);
    record.headers = {{"mesh-correlation-id", scene.broker.records("questions").back().header("mesh-correlation-id")}};
    scene.broker.put(std::move(record));
    const auto reply = pending->wait();
    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == ErrorKind::kBadReply);
  };
  answered_with("no JSON");
  answered_with(R"({"texts":"misspelt"})");
}

TEST_CASE("a reply that its own contract refuses is no reply") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.desk.on_price_do = [](const auto&) -> desk::AskPriceHandler::Answer { return desk::Price{.cents = -1}; };
  const auto reply = scene.asker.price.ask(shop::PriceAsked{.article = "pen"}, kPatience);
  REQUIRE_FALSE(reply);
  REQUIRE(reply.error().refusal);
  CHECK(reply.error().refusal->kind == "rejected");
  CHECK(reply.error().refusal->text.find("the contract refuses the payload") != std::string::npos);
}

TEST_CASE("the request is done only when the broker has the reply") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.broker.fail_sends("answers", 1, mesh::Error{ErrorKind::kTransport, true, 0, "away"});
  const auto reply = scene.ask("x");
  REQUIRE(reply);
  CHECK(scene.desk.calls == 2);  // handled again, because its reply was not written
  CHECK(scene.broker.records(kLetters).empty());
}

TEST_CASE("a replier that dies between reply and commit answers again, and the second reply is not delivered") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.broker.fail_commits(1'000'000, mesh::Error{ErrorKind::kTransport, true, 0, "cut off"});
  REQUIRE(scene.ask("x"));
  (void)scene.desk_agent.stop();
  scene.broker.fail_commits(0, {});
  CHECK_FALSE(scene.broker.committed("contract.ask", "questions", 0));
  Desk again;
  desk::Agent second(scene.broker, again, again, options());
  REQUIRE(second.start());
  CHECK(eventually([&] { return scene.counts().late == 1; }));
  CHECK(again.calls == 1);
  CHECK(scene.counts().replied == 1);
  CHECK(scene.told.count(EventKind::kReplyLate) == 1);
}

TEST_CASE("a reply that is too large for the broker is refused in words") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.broker.fail_sends("answers", 1, mesh::Error{ErrorKind::kTooLarge, false, 0, "raise max.message.bytes"});
  const auto reply = scene.ask("x");
  REQUIRE_FALSE(reply);
  REQUIRE(reply.error().refusal);
  CHECK(reply.error().refusal->kind == "too.large");
  CHECK(scene.desk.calls == 1);
}

TEST_CASE("a dropped request is answered by nobody") {
  Scene scene;
  REQUIRE(scene.ok);
  scene.desk.on_question_do = [](const auto&) { return desk::AskHandler::Answer::drop("not mine"); };
  CHECK(scene.ask("x", 50ms).error().kind == ErrorKind::kTimeout);
  CHECK(eventually([&] { return scene.broker.lag("contract.ask", "questions") == 0; }));
  CHECK(scene.broker.records("answers").empty());
}
