/// Two agents in one program whose contracts have types of one library: values go from one to the other as they are.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <type_traits>
#include <vector>

#include "billing/agent.hpp"
#include "billing/codec.hpp"
#include "orders/agent.hpp"
#include "orders/codec.hpp"

namespace {

using mesh::Outcome;

static_assert(std::is_same_v<decltype(shop::orders::Order::total), decltype(shop::billing::Charge::amount)>);

/// Bills what was ordered, and gives the first payment back.
struct Bill final : shop::orders::FollowHandler {
  std::vector<std::string> sent;

  Outcome on_placed(const mesh::Received<shop::orders::Order>& received) override {
    const auto& order = received.value;
    if (auto charge = shop::billing::ChargeMessage::write({order.total, order.to})) sent.push_back(*charge->value);
    if (order.paid && !order.paid->empty()) {
      if (auto refund = shop::billing::RefundMessage::write(order.paid->front())) sent.push_back(*refund->value);
    }
    return Outcome::done();
  }
};

constexpr const char* kOrder =
    R"({"to":{"street":"Am Wall","care_of":{"street":"Hof"}},"total":{"cents":500,"currency":"CHF"},"paid":[{"cents":7}]})";

}  // namespace

TEST_CASE("a value that one agent decoded is what the other one sends") {
  Bill bill;
  shop::orders::FollowDispatch dispatch(bill);
  mesh::RecordView view;
  view.value = kOrder;
  const auto outcome = dispatch.handle(view, {});
  CHECK(std::holds_alternative<Outcome::Done>(outcome.value()));
  CHECK(bill.sent == std::vector<std::string>{R"({"amount":{"cents":500,"currency":"CHF"},)"
                                              R"("bill_to":{"street":"Am Wall","care_of":{"street":"Hof"}}})",
                                              R"({"cents":7})"});
}

TEST_CASE("what the library asks for is asked for in every contract that shares it") {
  shop::orders::Order order;
  const auto decoded = decode(R"({"to":{"street":"x","care_of":{"street":""}},"total":{"cents":1}})", order);
  REQUIRE_FALSE(decoded);
  CHECK(decoded.error().path() == "/to/care_of/street");
  std::string text;
  const auto encoded = encode(shop::billing::Charge{{.cents = -1}, {.street = "x"}}, text);
  REQUIRE_FALSE(encoded);
  CHECK(encoded.error().path() == "/amount/cents");
  CHECK(text.empty());
}

TEST_CASE("a default that the library reads is the same in every contract") {
  shop::orders::Order order;
  REQUIRE(decode(kOrder, order));
  CHECK(order.to.floors == shop::common::Address::default_floors());
  CHECK(order.to.floors.size() == 1);
}

TEST_CASE("a key lies in a member that the library declares") {
  const auto record = shop::orders::PlacedMessage::write({{.street = "Am Wall"}, {.cents = 1}});
  REQUIRE(record);
  CHECK(record->key == "Am Wall");
}
