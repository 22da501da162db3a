/// Everything in the document that rules look at, each thing once, wherever it stands: also what no operation reaches
/// and what becomes no code.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/node.hpp"
#include "resolve/document.hpp"

namespace meshgen::lint {

/// An entry of a map: `node` is what it leads to in the end.
struct Named {
  std::string name;
  diag::Span span;  ///< of the key
  const load::Node* node = nullptr;
};

struct SchemaEntry {
  const load::Node* node = nullptr;  ///< an object
  bool is_partial = false;           ///< the headers of a trait: what they do not say, a message may
};

struct MessageEntry {
  Named name;                           ///< `node` has its traits merged in
  const load::Node* payload = nullptr;  ///< its schema; none, or of another format: nullptr
  const load::Node* headers = nullptr;
  std::string content_type;  ///< its own, else the document's; empty if neither is there
};

struct ChannelEntry {
  Named name;
  std::vector<std::size_t> messages;  ///< indexes into Survey::messages
  bool is_root = false;               ///< one of the document's own channels, not a component
};

struct Survey {
  std::vector<SchemaEntry> schemas;
  std::vector<Named> servers;
  std::vector<Named> server_variables;
  std::vector<Named> parameters;
  std::vector<Named> operations;  ///< traits not merged in
  std::vector<Named> replies;     ///< those of operations are called like them
  std::vector<MessageEntry> messages;
  std::vector<ChannelEntry> channels;
  std::map<const load::Node*, std::size_t> channel_at;  ///< by the node that a reference leads to in the end
  std::deque<load::Node> merged;                        ///< keeps messages with their traits at their addresses
};

[[nodiscard]] Survey survey(const resolve::ResolvedDocument& document);

/// The JSON schema that stands here: through references and multi-format wrappers. nullptr: none, broken, or of another
/// format. A boolean or an object.
[[nodiscard]] const load::Node* json_schema(const resolve::ResolvedDocument& document, const load::Node& node);

/// What stands at `key`, through references, if it is of that kind; else nullptr.
[[nodiscard]] const load::Node* member(const resolve::ResolvedDocument& document, const load::Node& node,
                                       std::string_view key, load::Kind kind);

/// The text of the string at `key`; nullptr if there is none.
[[nodiscard]] const load::Node* text_at(const load::Node& node, std::string_view key);

/// The `kafka` member of its bindings.
[[nodiscard]] const load::Node* kafka_binding(const resolve::ResolvedDocument& document, const load::Node& node);

}  // namespace meshgen::lint
