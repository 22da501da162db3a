#include <catch2/catch_test_macros.hpp>

#include <mutex>
#include <set>
#include <string>
#include <thread>

#include <mesh/memory/broker.hpp>

#include "agent.hpp"

namespace {

using namespace std::chrono_literals;

/// Keeps the topics that its records came from.
template <class Handler>
class Topics final : public Handler {
 public:
  mesh::Outcome on_placed(const mesh::Received<input::Placed>& received) override {
    const std::lock_guard lock(mutex_);
    seen_.insert(std::string(received.record.topic));
    return mesh::Outcome::done();
  }
  [[nodiscard]] bool wait_for(const std::set<std::string>& topics) const {
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (std::chrono::steady_clock::now() < until) {
      {
        const std::lock_guard lock(mutex_);
        if (seen_ == topics) return true;
      }
      std::this_thread::sleep_for(1ms);
    }
    return false;
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::string> seen_;
};

const input::Placed kOrder{.id = "o-1", .tenant = "shop7", .tier = input::PlacedTier::kPaid};

}  // namespace

TEST_CASE("what is sent to an address reaches the subscription over all of its topics") {
  mesh::memory::Broker broker({.topic_prefix = "t."});
  broker.add_topic("t.shop7-paid.audit");
  Topics<input::OnPlacedHandler> placed;
  Topics<input::OnAuditHandler> audits;
  mesh::AgentOptions options;
  options.create_topics = true;
  input::Agent agent(broker, placed, audits, options);
  REQUIRE(agent.start());

  const input::PlacePublisher place(broker);
  for (const auto* region : {"eu", "us"}) REQUIRE(place.send(kOrder, {.region = region}));
  CHECK(placed.wait_for({"t.orders.eu.v1", "t.orders.us.v1"}));
  const auto refused = place.send(kOrder, {.region = "asia"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == mesh::ErrorKind::kInvalidArgument);
  CHECK(refused.error().message.find("the contract lists eu, us") != std::string::npos);

  // Where the values lie in the message nobody has to say them again.
  const input::AuditPublisher audit(broker);
  REQUIRE(audit.send(kOrder));
  CHECK(audits.wait_for({"t.shop7-paid.audit"}));
}

TEST_CASE("a topic says which of the addresses it is") {
  const auto address = input::TenantsAddress::of("t.shop7-free.audit", "t.");
  REQUIRE(address);
  CHECK(*address == input::TenantsAddress{.tenant = "shop7", .tier = "free"});
  CHECK_FALSE(input::TenantsAddress::of("shop7-gold.audit"));
  CHECK(input::OrdersAddress{}.topic() == "orders.eu.v1");
}
