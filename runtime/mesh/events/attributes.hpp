/// CloudEvents 1.0 context attributes (https://github.com/cloudevents/spec, v1.0.2, section "Context Attributes").
#pragma once

#include <optional>
#include <string>

#include <mesh/base/time.hpp>

namespace mesh {

/// When sending, what is left empty is filled in: `id` with a new UUID, `time` with now, `source` and `type` from the
/// contract. When receiving, all is as the record said. For a plain Kafka message it stays empty.
struct EventAttributes {
  std::string id = {};      ///< unique together with `source`: what duplicates are known by
  std::string source = {};  ///< URI-reference
  std::string type = {};
  std::optional<std::string> subject = {};
  std::optional<Timestamp> time = {};
  std::optional<std::string> dataschema = {};       ///< absolute URI
  std::optional<std::string> datacontenttype = {};  ///< travels in the header `content-type`

  friend bool operator==(const EventAttributes&, const EventAttributes&) = default;
};

}  // namespace mesh
