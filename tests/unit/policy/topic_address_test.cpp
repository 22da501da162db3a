#include <mesh/policy/topic_address.hpp>

#include <array>

#include <catch2/catch_test_macros.hpp>

namespace {

using Values = std::vector<std::string_view>;
using Names = std::vector<std::string>;

constexpr std::array<std::string_view, 3> kRegions{"eu", "eu-west", "us"};
constexpr std::array kOneOfThree{mesh::TopicParameter{.name = "region", .values = kRegions}};
constexpr std::array kFree{mesh::TopicParameter{.name = "tenant"}};
constexpr std::array kTwo{mesh::TopicParameter{.name = "region", .values = kRegions},
                          mesh::TopicParameter{.name = "tenant"}};

constexpr mesh::TopicSpec kListed{.name = "orders.{region}.v1", .parameters = kOneOfThree};
constexpr mesh::TopicSpec kOpen{.name = "orders.{tenant}.v1", .parameters = kFree};
constexpr mesh::TopicSpec kBoth{.name = "{tenant}-{region}.{tenant}", .parameters = kTwo};
constexpr mesh::TopicSpec kPlain{.name = "orders"};

std::string named(const mesh::TopicSpec& address, const Values& values) {
  const auto name = mesh::topic_name(address, values);
  return name ? *name : name.error().message;
}

}  // namespace

TEST_CASE("a topic is its address with the values in place of the parameters") {
  CHECK(named(kPlain, {}) == "orders");
  CHECK(named(kListed, {"eu-west"}) == "orders.eu-west.v1");
  CHECK(named(kOpen, {"shop_7-b"}) == "orders.shop_7-b.v1");
  CHECK(named(kBoth, {"us", "t1"}) == "t1-us.t1");
}

TEST_CASE("a value that no topic can hold, or that the contract does not list, is refused by name") {
  CHECK(named(kListed, {"asia"}) == "topic parameter 'region' is 'asia': the contract lists eu, eu-west, us");
  CHECK(named(kOpen, {""}) == "topic parameter 'tenant' is '': it must not be empty");
  CHECK(named(kOpen, {"a.b"}) ==
        "topic parameter 'tenant' is 'a.b': '.' follows it in the address, so it must not hold it");
  CHECK(named(kOpen, {"a b"}) == "topic parameter 'tenant' is 'a b': a topic takes letters, digits, '_' and '-' here");
  CHECK(named(kBoth, {"eu", "a-b"}) ==
        "topic parameter 'tenant' is 'a-b': '-' follows it in the address, so it must not hold it");
  CHECK(named(kOpen, {std::string(250, 'x')}).find("at most 249 are allowed") != std::string::npos);
}

TEST_CASE("a topic says its values, and what is no topic of the address says none") {
  CHECK(mesh::topic_values(kListed, "orders.eu-west.v1") == Values{"eu-west"});
  CHECK(mesh::topic_values(kListed, "run7.orders.eu.v1", "run7.") == Values{"eu"});
  CHECK(mesh::topic_values(kBoth, "t1-us.t1") == Values{"us", "t1"});
  CHECK(mesh::topic_values(kPlain, "orders") == Values{});
  for (const std::string_view other : {"orders.asia.v1", "orders.eu.v2", "orders.eu.v1.billing.dlq",
                                       "run7.orders.eu.v1", "orders..v1", "orders", ""}) {
    CAPTURE(other);
    CHECK_FALSE(mesh::topic_values(kListed, other));
    CHECK_FALSE(mesh::topic_values(kPlain, std::string(other) + "x"));
  }
  CHECK_FALSE(mesh::topic_values(kBoth, "t1-us.t2"));
}

TEST_CASE("listed values are subscribed to by name, others by a pattern") {
  CHECK(mesh::subscription_topics(kPlain, "p.") == Names{"p.orders"});
  CHECK(mesh::subscription_topics(kListed, "p.") == Names{"p.orders.eu.v1", "p.orders.eu-west.v1", "p.orders.us.v1"});
  CHECK(mesh::subscription_topics(kOpen, "p.") == Names{"^p\\.orders\\.[A-Za-z0-9_-]+\\.v1$"});
  CHECK(mesh::subscription_topics(kBoth, "") == Names{"^[A-Za-z0-9_]+-(eu|eu-west|us)\\.[A-Za-z0-9_-]+$"});
  CHECK(mesh::topic_names(kBoth, "").empty());
}
