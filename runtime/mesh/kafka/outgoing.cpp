#include <mesh/kafka/outgoing_private.hpp>

#include <fmt/format.h>

#include <mesh/kafka/errors_private.hpp>

namespace mesh::kafka {
namespace {

std::int64_t epoch_ms(const OutgoingRecord& record) {
  if (!record.timestamp) return 0;  // librdkafka's "now"
  return std::chrono::duration_cast<Millis>(record.timestamp->time_since_epoch()).count();
}

}  // namespace

Result<HeadersOwner> make_headers(const std::vector<Header>& headers) {
  HeadersOwner made(rd_kafka_headers_new(headers.size()));
  for (const auto& [name, value] : headers) {
    const auto code =
        rd_kafka_header_add(made.get(), name.data(), static_cast<ssize_t>(name.size()), value ? value->data() : nullptr,
                            value ? static_cast<ssize_t>(value->size()) : ssize_t{0});
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
      return tl::unexpected(translate(code, fmt::format("add header '{}'", name)));
  }
  return made;
}

// librdkafka's macros cast the C way, and check types with a GNU extension.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wpedantic"
rd_kafka_resp_err_t hand_over(rd_kafka_t* client, rd_kafka_topic_t* topic, const OutgoingRecord& record,
                              rd_kafka_headers_t* headers, void* opaque) {
  // librdkafka copies it; its interface is older than const.
  auto* value = record.value ? const_cast<char*>(record.value->data())
                             : nullptr;  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  const void* key = record.key ? record.key->data() : nullptr;
  const auto value_size = record.value ? record.value->size() : 0;
  const auto key_size = record.key ? record.key->size() : 0;
  const auto partition = record.partition.value_or(RD_KAFKA_PARTITION_UA);
  return rd_kafka_producev(client, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_PARTITION(partition),
                           RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_VALUE(value, value_size),
                           RD_KAFKA_V_KEY(key, key_size), RD_KAFKA_V_TIMESTAMP(epoch_ms(record)),
                           RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
}
#pragma GCC diagnostic pop

}  // namespace mesh::kafka
