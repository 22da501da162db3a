#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"
#include "model/messages.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

constexpr int kDepthMax = 40;  ///< of schemas that stand for others

/// What a place in a message is by the message's schemas.
struct Found {
  bool is_there = false;
  bool is_required = true;             ///< on the whole way
  bool is_scalar = true;               ///< or unknown
  std::vector<std::string_view> near;  ///< what the object has that lacks the property
};

class Locator {
 public:
  explicit Locator(const Context& context) : context_(context) {}

  Found find(const MessageEntry& message, const model::Location& location) {
    const bool in_payload = location.where == model::Location::Where::kPayload;
    const auto* schema = in_payload ? message.payload : message.headers;
    if (!in_payload && location.path.size() == 1 && is_attribute(message, location.path.front())) return known();
    if (schema == nullptr) {
      // A payload of another format may have it; headers that nobody describes have nothing.
      const bool is_unknown = message.name.node->find(in_payload ? "payload" : "headers") != nullptr;
      return {is_unknown, true, true, {}};
    }
    return walk(*schema, location.path, 0, 0);
  }

 private:
  static Found known() { return {true, true, true, {}}; }

  /// The runtime writes these whatever the header schema says.
  static bool is_attribute(const MessageEntry& message, std::string_view name) {
    constexpr std::array<std::string_view, 8> kOwn{"ce_id",      "ce_source", "ce_specversion", "ce_type",
                                                   "ce_subject", "ce_time",   "ce_dataschema",  "content-type"};
    if (std::find(kOwn.begin(), kOwn.end(), name) == kOwn.end()) return false;
    const auto* says_so = message.name.node->find("x-cloudevents");
    if (says_so != nullptr && says_so->is(Kind::kBool) && says_so->boolean) return true;
    const auto* properties = message.headers == nullptr ? nullptr : message.headers->find("properties");
    return properties != nullptr && properties->find("ce_specversion") != nullptr;
  }

  Found walk(const Node& place, const std::vector<std::string>& path, std::size_t at, int depth) {
    const auto* schema = json_schema(context_.document, place);
    if (schema == nullptr || depth > kDepthMax || schema->is(Kind::kBool)) return known();
    if (at == path.size()) return {true, true, is_scalar(*schema), {}};
    Found best;
    bool says_anything = false;
    const auto take = [&](Found found) {
      if (found.is_there && (!best.is_there || (found.is_required && !best.is_required)))
        best = std::move(found);
      else if (!best.is_there && best.near.empty())
        best.near = std::move(found.near);
    };
    if (const auto* properties = schema->find("properties"); properties != nullptr) {
      says_anything = true;
      if (const auto* property = properties->find(path[at])) {
        auto found = walk(*property, path, at + 1, depth + 1);
        found.is_required = found.is_required && requires_it(*schema, path[at]);
        take(std::move(found));
      } else {
        for (const auto& each : properties->members) best.near.push_back(each.key);
      }
    }
    for (const auto* keyword : {"allOf", "oneOf", "anyOf"}) {
      const auto* list = schema->find(keyword);
      if (list == nullptr) continue;
      says_anything = true;
      for (const auto& branch : list->items) take(walk(branch, path, at, depth + 1));
    }
    if (const auto* items = schema->find("items"); items != nullptr) {
      says_anything = true;
      const bool is_index = path[at].find_first_not_of("0123456789") == std::string::npos && !path[at].empty();
      if (is_index && items->is(Kind::kMap)) take(walk(*items, path, at + 1, depth + 1));
      if (is_index && items->is(Kind::kList)) return known();
    }
    if (const auto* more = schema->find("additionalProperties"); more != nullptr && more->is(Kind::kMap))
      return best.is_there ? best : Found{true, false, true, {}};
    if (schema->find("patternProperties") != nullptr && !best.is_there) return {true, false, true, {}};
    // A schema that says nothing of members may have any; one that is a scalar has none.
    if (!says_anything && !best.is_there && may_have_members(*schema)) return known();
    return best;
  }

  static bool requires_it(const Node& schema, const std::string& name) {
    const auto* required = schema.find("required");
    return required != nullptr && std::any_of(required->items.begin(), required->items.end(),
                                              [&](const Node& item) { return item.text == name; });
  }
  static bool may_have_members(const Node& schema) {
    const auto* type = schema.find("type");
    if (type == nullptr) return schema.find("enum") == nullptr && schema.find("const") == nullptr;
    const auto is_open = [](const Node& name) { return name.text == "object" || name.text == "array"; };
    return is_open(*type) || std::any_of(type->items.begin(), type->items.end(), is_open);
  }
  static bool is_scalar(const Node& schema) {
    const auto* type = schema.find("type");
    return type == nullptr || (type->text != "object" && type->text != "array");
  }

  const Context& context_;
};

class Locations {
 public:
  explicit Locations(const Context& context) : context_(context), locator_(context) {}

  void parameters(const ChannelEntry& channel) {
    const auto* parameters = member(context_.document, *channel.name.node, "parameters", Kind::kMap);
    if (parameters == nullptr) return;
    for (const auto& entry : parameters->members) {
      const auto* parameter = context_.document.follow(entry.value);
      const auto* place = parameter == nullptr ? nullptr : text_at(*parameter, "location");
      const auto location = place == nullptr ? std::nullopt : read(*place);
      if (!location || is_refused_anyway(channel, entry.key)) continue;
      for (const auto index : channel.messages)
        parameter_in(context_.survey.messages[index], entry.key, *place, *location);
    }
  }

  void correlation(const MessageEntry& message) {
    const auto* id = member(context_.document, *message.name.node, "correlationId", Kind::kMap);
    const auto* place = id == nullptr ? nullptr : text_at(*id, "location");
    const auto location = place == nullptr ? std::nullopt : read(*place);
    if (location) nowhere(message, *place, locator_.find(message, *location), *location, "the correlation id");
  }

  void reply(const Named& operation) {
    const auto* reply = member(context_.document, *operation.node, "reply", Kind::kMap);
    const auto* address = reply == nullptr ? nullptr : member(context_.document, *reply, "address", Kind::kMap);
    const auto* place = address == nullptr ? nullptr : text_at(*address, "location");
    const auto location = place == nullptr ? std::nullopt : read(*place);
    const auto* channel_node = member(context_.document, *operation.node, "channel", Kind::kMap);
    const auto channel = context_.survey.channel_at.find(channel_node);
    if (!location || channel == context_.survey.channel_at.end()) return;
    for (const auto index : context_.survey.channels[channel->second].messages) {
      const auto& message = context_.survey.messages[index];
      nowhere(message, *place, locator_.find(message, *location), *location, "the reply's address");
    }
  }

 private:
  /// What is no expression is told by validate and model.
  static std::optional<model::Location> read(const Node& place) {
    diag::Sink ignored;
    auto location = model::read_location(place, ignored);
    return location && !location->path.empty() ? location : std::nullopt;
  }

  /// When generating, the plan refuses a key that it cannot find.
  bool is_refused_anyway(const ChannelEntry& channel, const std::string& name) const {
    if (context_.severity != Severity::kRefuse) return false;
    const auto* kafka = kafka_binding(context_.document, *channel.name.node);
    const auto* topic = kafka == nullptr ? nullptr : text_at(*kafka, "topic");
    return topic != nullptr && topic->text.find('{' + name + '}') == std::string::npos;
  }

  static std::string path_of(const model::Location& location) {
    std::string path;
    for (const auto& token : location.path) path += "/" + token;
    return path;
  }

  bool nowhere(const MessageEntry& message, const Node& place, const Found& found, const model::Location& location,
               std::string_view what) {
    if (found.is_there) return false;
    if (!told_.insert({place.span.begin, message.name.node}).second) return true;
    const bool in_payload = location.where == model::Location::Where::kPayload;
    auto& diagnostic = context_.sink.report(
        diag::codes::kLocation, place.span,
        fmt::format("{} lies at '{}', which the {} of message '{}' do{} not have", what, path_of(location),
                    in_payload ? "payload" : "headers", message.name.name, in_payload ? "es" : ""));
    diagnostic.note(message.name.span, fmt::format("message '{}' is here", message.name.name));
    constexpr std::size_t kCompared = 200;
    const auto near = found.near.empty() || found.near.size() > kCompared
                          ? std::nullopt
                          : base::closest(location.path.back(), found.near);
    diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near)
                              : "declare it in the schema of the message, or name the place where it lies");
    return true;
  }

  void parameter_in(const MessageEntry& message, const std::string& name, const Node& place,
                    const model::Location& location) {
    const auto found = locator_.find(message, location);
    if (nowhere(message, place, found, location, fmt::format("parameter '{}'", name))) return;
    if (found.is_scalar && found.is_required) return;
    if (!told_.insert({place.span.begin, message.name.node}).second) return;
    context_.sink
        .report(diag::codes::kParameterLocation, place.span,
                found.is_scalar
                    ? fmt::format("parameter '{}' is taken from '{}', which message '{}' need not have", name,
                                  path_of(location), message.name.name)
                    : fmt::format("parameter '{}' is taken from '{}', which is no string or number in message '{}'",
                                  name, path_of(location), message.name.name))
        .with_help(found.is_scalar ? "list it under 'required', so that every message has an address"
                                   : "let it lead to a string or a number");
  }

  const Context& context_;
  Locator locator_;
  std::set<std::pair<std::uint32_t, const Node*>> told_;
};

}  // namespace

/// Runtime expressions lead to what the message has.
void check_locations(const Context& context) {
  Locations locations(context);
  for (const auto& channel : context.survey.channels) locations.parameters(channel);
  for (const auto& message : context.survey.messages) locations.correlation(message);
  for (const auto& operation : context.survey.operations) locations.reply(operation);
}

}  // namespace meshgen::lint
