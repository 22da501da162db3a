#include <catch2/catch_test_macros.hpp>

#include <mesh/memory/received.hpp>

namespace {

struct OrderPlaced {
  std::string sku;
};

mesh::Outcome on_order_placed(const mesh::Received<OrderPlaced>& order) {
  if (order.value.sku.empty()) return mesh::Outcome::reject("no sku");
  if (order.delivery.attempt > 1) return mesh::Outcome::drop("seen");
  if (order.record.key != "k-1" || order.record.header("h") == nullptr) return mesh::Outcome::retry("wait");
  return mesh::Outcome::done();
}

}  // namespace

TEST_CASE("a handler can be called with a hand-made message") {
  mesh::memory::HandMade<OrderPlaced> order;
  CHECK(mesh::memory::is_rejected(on_order_placed(order.received())));
  order.value.sku = "A-1";
  CHECK(mesh::memory::is_retry(on_order_placed(order.received())));
  order.key = "k-1";
  order.raw_headers.push_back({"h", "v"});
  CHECK(mesh::memory::is_done(on_order_placed(order.received())));
  order.delivery.attempt = 2;
  CHECK(mesh::memory::is_dropped(on_order_placed(order.received())));
}
