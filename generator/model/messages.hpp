/// Message Objects, traits merged, to Messages: payload, headers or CloudEvents attributes, key.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "model/json_schema.hpp"

namespace meshgen::model {

class MessageReader {
 public:
  MessageReader(const resolve::ResolvedDocument& document, const Paths& paths, SchemaReader& schemas, Types& types,
                std::string default_content_type, std::deque<load::Node>& merged, diag::Sink& sink)
      : document_(document),
        paths_(paths),
        schemas_(schemas),
        types_(types),
        default_content_type_(std::move(default_content_type)),
        merged_(merged),
        sink_(sink) {}

  /// `id` is the key in the channel's map, `node` what stands there (often a reference).
  [[nodiscard]] Message read(const std::string& id, const load::Node& node);

 private:
  void read_payload(Message& message, const load::Node& merged);
  void read_headers(Message& message, const load::Node& merged);
  void read_event(Message& message, const load::Node& merged, const load::Node& headers);
  void read_event_attribute(Message& message, const load::Member& property);
  void read_key(Message& message, const load::Node& merged);
  void read_examples(Message& message, const load::Node& merged);

  const resolve::ResolvedDocument& document_;
  const Paths& paths_;
  SchemaReader& schemas_;
  Types& types_;
  std::string default_content_type_;
  std::deque<load::Node>& merged_;  ///< keeps merged nodes at their addresses
  diag::Sink& sink_;
  std::map<const load::Node*, Message> known_;  ///< a message used by two channels is one
};

/// nullopt after a diagnostic.
[[nodiscard]] std::optional<Location> read_location(const load::Node& node, diag::Sink& sink);

}  // namespace meshgen::model
