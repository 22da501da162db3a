/// The one table from librdkafka's codes to our errors.
#pragma once

#include <string_view>

#include <librdkafka/rdkafka.h>

#include <mesh/base/error.hpp>

namespace mesh::kafka {

/// "<doing>: <librdkafka's text> (<code's name>); <advice>".
[[nodiscard]] Error translate(rd_kafka_resp_err_t code, std::string_view doing);
/// The same with the broker's or librdkafka's own words instead of the code's general text.
[[nodiscard]] Error translate(rd_kafka_resp_err_t code, std::string_view doing, std::string_view words);
/// Reads what made the client unusable.
[[nodiscard]] Error fatal_error(rd_kafka_t* client, std::string_view doing);

}  // namespace mesh::kafka
