#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/policy/exchange.hpp>

using namespace mesh;
using policy::CorrelationId;
using policy::Exchange;
using policy::MessagePlace;

namespace {

constexpr CorrelationId kId{0x7d44'4840'9dc0'41d1, 0xb245'5ffd'ce74'fad2};
constexpr const char* kText = "7d444840-9dc0-41d1-b245-5ffdce74fad2";
const std::string kBytes("\x7d\x44\x48\x40\x9d\xc0\x41\xd1\xb2\x45\x5f\xfd\xce\x74\xfa\xd2", 16);

/// What a reader sees of a record that is sent.
struct Seen {
  explicit Seen(const OutgoingRecord& record) : sent(record) {
    for (const auto& [name, value] : sent.headers) headers.push_back({name, value});
    view.headers = headers;
    if (sent.value) view.value = *sent.value;
  }
  Seen(const Seen&) = delete;
  OutgoingRecord sent;
  std::vector<HeaderView> headers;
  RecordView view;
};

ExchangeSpec spec(ReplyHeaders headers = ReplyHeaders::kMesh) { return {.operation = "ask", .headers = headers}; }

}  // namespace

TEST_CASE("each preset spells and encodes as its framework does") {
  OutgoingRecord request;
  SECTION("ours: text") {
    Exchange(spec()).address_request(request, kId, "answers", 258);
    CHECK(request.headers == std::vector<Header>{{"mesh-correlation-id", kText},
                                                 {"mesh-reply-topic", "answers"},
                                                 {"mesh-reply-partition", "258"}});
  }
  SECTION("Spring's: bytes") {
    Exchange(spec(ReplyHeaders::kSpring)).address_request(request, kId, "answers", 258);
    CHECK(request.headers == std::vector<Header>{{"kafka_correlationId", kBytes},
                                                 {"kafka_replyTopic", "answers"},
                                                 {"kafka_replyPartition", std::string("\0\0\1\2", 4)}});
  }
  SECTION("SmallRye's: text, but the partition") {
    Exchange(spec(ReplyHeaders::kSmallrye)).address_request(request, kId, "answers", 258);
    CHECK(request.headers == std::vector<Header>{{"REPLY_CORRELATION_ID", kText},
                                                 {"REPLY_TOPIC", "answers"},
                                                 {"REPLY_PARTITION", std::string("\0\0\1\2", 4)}});
  }
}

TEST_CASE("what a request says is read, and its reply finds back") {
  const auto headers = GENERATE(ReplyHeaders::kMesh, ReplyHeaders::kSpring, ReplyHeaders::kSmallrye);
  const Exchange exchange(spec(headers));
  OutgoingRecord request;
  request.headers = {{"mesh-reply-topic", "stale"}, {"kafka_replyTopic", "stale"}, {"REPLY_TOPIC", "stale"}};
  exchange.address_request(request, kId, "answers", 3);
  const auto asked = exchange.read_request(Seen(request).view, "");
  REQUIRE(asked);
  CHECK(asked->topic == "answers");
  CHECK(asked->partition == 3);
  CHECK(asked->correlation_text == kText);
  OutgoingRecord reply;
  exchange.address_reply(reply, *asked);
  CHECK(reply.topic == "answers");
  CHECK(reply.partition == 3);
  CHECK(exchange.id_of_reply(Seen(reply).view) == kId);
  CHECK_FALSE(Exchange::refusal_of(Seen(reply).view));
  const auto refusal = exchange.make_refusal(*asked, {"refused", "closed", "come tomorrow"});
  const Seen seen(refusal);
  CHECK(exchange.id_of_reply(seen.view) == kId);
  const auto read = Exchange::refusal_of(seen.view);
  REQUIRE(read);
  CHECK(read->code == "closed");
  CHECK(read->text == "come tomorrow");
}

TEST_CASE("a Spring application's own correlation id comes back byte for byte, whatever it is") {
  const Exchange exchange(spec(ReplyHeaders::kSpring));
  OutgoingRecord request;
  const std::string odd("\x00\xff\x01", 3);
  request.headers = {{"kafka_correlationId", odd}, {"kafka_replyTopic", "back"}};
  const auto asked = exchange.read_request(Seen(request).view, "");
  REQUIRE(asked);
  CHECK_FALSE(asked->partition);
  CHECK(asked->correlation_text == "00ff01");
  OutgoingRecord reply;
  exchange.address_reply(reply, *asked);
  CHECK(reply.headers == std::vector<Header>{{"kafka_correlationId", odd}});
}

TEST_CASE("places of the contract go before the preset") {
  auto places = spec();
  places.reply_address = "$message.payload#/meta/a~1b";
  places.request_correlation = "$message.header#/x-id";
  places.reply_correlation = "$message.payload#/id";
  const Exchange exchange(places);
  OutgoingRecord request;
  request.value = R"({"meta":{"a/b":"answers"}})";
  request.headers = {{"x-id", "the caller's"}};
  exchange.address_request(request, kId, "answers", 0);
  CHECK(request.headers == std::vector<Header>{{"x-id", kText}, {"mesh-reply-partition", "0"}});
  const auto asked = exchange.read_request(Seen(request).view, "prefix.");
  REQUIRE(asked);
  CHECK(asked->topic == "answers");
  OutgoingRecord reply;
  reply.value = std::string(R"({"id":")") + kText + "\"}";
  exchange.address_reply(reply, *asked);
  CHECK(reply.headers.empty());
  CHECK(exchange.id_of_reply(Seen(reply).view) == kId);
  // A refusal has no payload to hold it.
  CHECK(exchange.id_of_reply(Seen(exchange.make_refusal(*asked, {"refused", "", ""})).view) == kId);
}

TEST_CASE("a topic that the contract fixes is the reply's, whatever the request says") {
  auto fixed = spec();
  fixed.reply_topic.name = "answers";
  const Exchange exchange(fixed);
  OutgoingRecord request;
  const auto bare = exchange.read_request(Seen(request).view, "run.");
  REQUIRE(bare);
  CHECK(bare->topic == "run.answers");
  CHECK_FALSE(bare->correlation);
  request.headers = {{"mesh-reply-topic", "elsewhere"}, {"mesh-reply-partition", "4"}};
  const auto asked = exchange.read_request(Seen(request).view, "");
  REQUIRE(asked);
  CHECK(asked->topic == "answers");
  CHECK(asked->partition == 4);
}

TEST_CASE("requests that nobody can answer are told by what they lack") {
  const Exchange exchange(spec());
  struct Case {
    std::vector<Header> headers;
    const char* lacks;
  };
  const Header to{"mesh-reply-topic", "a"};
  const Header id{"mesh-correlation-id", "x"};
  const std::vector<Case> cases{{{}, "mesh-reply-topic"},
                                {{{"mesh-reply-topic", ""}}, "mesh-reply-topic"},
                                {{{"mesh-reply-topic", std::nullopt}}, "mesh-reply-topic"},
                                {{{"mesh-reply-topic", "a b"}}, "mesh-reply-topic"},
                                {{{"mesh-reply-topic", ".."}}, "mesh-reply-topic"},
                                {{{"mesh-reply-topic", std::string(250, 'a')}}, "mesh-reply-topic"},
                                {{to}, "mesh-correlation-id"},
                                {{to, id, {"mesh-reply-partition", "-1"}}, "mesh-reply-partition"},
                                {{to, id, {"mesh-reply-partition", "1x"}}, "mesh-reply-partition"}};
  for (const auto& [headers, place] : cases) {
    OutgoingRecord request;
    request.headers = headers;
    const auto asked = exchange.read_request(Seen(request).view, "");
    REQUIRE_FALSE(asked);
    CHECK(asked.error().place == place);
    CHECK_FALSE(asked.error().detail.empty());
  }
}

TEST_CASE("a refusal's text is cut where a character ends") {
  const auto refusal =
      Exchange(spec()).make_refusal({"t", {}, "x", "x"}, {"refused", "", std::string(1023, 'a') + "\xc3\xa9"});
  CHECK(refusal.headers.back().value == std::string(1023, 'a'));
}

TEST_CASE("places are read as AsyncAPI writes them") {
  CHECK(MessagePlace::parse("$message.header#/a~0b").path == std::vector<std::string>{"a~b"});
  CHECK(MessagePlace::parse("$message.payload#/a/b").path == std::vector<std::string>{"a", "b"});
  for (const auto* wrong : {"", "$message.header", "$message.header#", "$message.header#a", "$message.header#/a/b",
                            "$message.key#/a", "$message.payload#"})
    CHECK(MessagePlace::parse(wrong).where == MessagePlace::Where::kNone);
}
