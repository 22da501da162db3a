/// A record on its way into librdkafka.
#pragma once

#include <vector>

#include <librdkafka/rdkafka.h>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>
#include <mesh/kafka/handles_private.hpp>

namespace mesh::kafka {

[[nodiscard]] Result<HeadersOwner> make_headers(const std::vector<Header>& headers);

/// librdkafka copies key and value; a null pointer is Kafka's null. On success it owns `headers`, and `opaque` comes
/// back with the report.
[[nodiscard]] rd_kafka_resp_err_t hand_over(rd_kafka_t* client, rd_kafka_topic_t* topic, const OutgoingRecord& record,
                                            rd_kafka_headers_t* headers, void* opaque);

}  // namespace mesh::kafka
