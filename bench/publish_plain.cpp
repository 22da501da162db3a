#include <string>

#include "agent.hpp"
#include "codec.hpp"
#include "frame.hpp"
#include "publish_raw.hpp"

namespace bench {

using namespace shop::inventory;

void compare_plain(Raw& raw, mesh::Transport& transport) {
  const StockLevel level{.sku = "COFFEE-1", .on_hand = 42};
  const StockLevelChangedHeaders headers{.x_warehouse = StockLevelChangedHeadersXWarehouse::kNorth1, .x_revision = 7};
  const RawHeaders raw_headers{{"x-warehouse", "north-1"}, {"x-revision", "7"}};
  auto record = StockLevelChangedMessage::write(level, headers);
  if (!record) give_up(record.error().message);
  must_agree(*record, raw_headers);

  auto* topic = raw.topic(kStockLevelsTopic.name);
  std::string body;
  const auto by_hand = [&] {
    for (std::size_t i = 0; i < kMessages; ++i) {
      body.clear();
      refuse(encode(level, body));
      raw.send(topic, level.sku, body, raw_headers);
    }
    return raw.wait();
  };
  const ReportStockPublisher publisher(transport);
  const auto generated = [&] {
    std::vector<mesh::PendingSend> sends;
    sends.reserve(kMessages);
    for (std::size_t i = 0; i < kMessages; ++i) keep(sends, publisher.send_async(level, headers));
    return wait_for(sends);
  };
  compare("publish a plain message: 2 headers, " + std::to_string(record->value->size()) + " bytes of JSON",
          {{"librdkafka by hand", by_hand}, {"generated publisher", generated}}, kMessages, 0, 9,
          {Time::kProcess, Time::kThread, Time::kWall});
}

}  // namespace bench
