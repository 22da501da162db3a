/// The generated publisher against a plain librdkafka loop that does the same work by hand: the same codec, the same
/// headers, the same client settings, the same broker. The broker is a process of its own, so that the CPU time of this
/// process is the client's: the sending thread, librdkafka's threads and the thread of the reports.
#include <mesh/config/config.hpp>
#include <mesh/kafka/transport.hpp>

#include "publish_raw.hpp"

int main() {
  const bench::BrokerProcess broker({{"shop.orders.v1", 6}, {"shop.stock-levels.v1", 3}});
  mesh::Config config;
  if (auto set = config.set_all({{"bootstrap.servers", broker.bootstrap()}}); !set) bench::give_up(set.error().message);
  auto transport = mesh::kafka::connect(config);
  if (!transport) bench::give_up(transport.error().message);
  bench::Raw raw(broker.bootstrap());
  bench::compare_events(raw, **transport);
  bench::compare_plain(raw, **transport);
  return 0;
}
