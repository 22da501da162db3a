#include "diff/messages.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/dispatch.hpp"

namespace meshgen::diff {
namespace {

using model::Location;
using model::Message;

/// What tells each message of a list apart from the others on the wire; empty: nothing does.
std::vector<std::string> told_apart(const model::Api& api, const std::vector<std::size_t>& messages) {
  model::Operation operation;
  operation.messages = messages;
  const auto found = model::discriminant(api, operation.messages);
  if (!found) return {};
  std::vector<std::string> values;
  for (const auto& value : found->values) {
    values.push_back(fmt::format("{} {} {}", static_cast<int>(found->by), found->name, value));
  }
  return values;
}

std::string spell(const std::optional<Location>& location) {
  if (!location) return "nowhere";
  return fmt::format("$message.{}#/{}", location->where == Location::Where::kPayload ? "payload" : "header",
                     base::join(location->path, "/"));
}

}  // namespace

std::vector<Pair> MessageComparison::pairs(const std::vector<std::size_t>& was,
                                           const std::vector<std::size_t>& is) const {
  const auto told_was = told_apart(before_, was);
  const auto told_is = told_apart(after_, is);
  const bool told = !told_was.empty() && !told_is.empty();
  auto found = pair_up(was.size(), is.size(), 3, [&](int rule, Which which, std::size_t i) -> std::string {
    const auto& message = which == Which::kWas ? before_.messages[was[i]] : after_.messages[is[i]];
    if (rule == 0) return !told ? "" : which == Which::kWas ? told_was[i] : told_is[i];
    return rule == 1 ? message.name : message.id;
  });
  const auto lonely = [&](auto side) {
    return std::count_if(found.begin(), found.end(), [&](const Pair& pair) { return !(pair.*side); });
  };
  if (lonely(&Pair::was) == 1 && lonely(&Pair::is) == 1) {
    const auto fresh = std::find_if(found.begin(), found.end(), [](const Pair& pair) { return !pair.was; });
    fresh->was = found.back().was;
    found.pop_back();
  }
  return found;
}

void MessageComparison::compare_lists(const std::vector<std::size_t>& was, const std::vector<std::size_t>& is,
                                      const Place& place, Direction direction) {
  for (const auto& pair : pairs(was, is)) {
    const auto* old_one = pair.was ? &before_.messages[was[*pair.was]] : nullptr;
    const auto* new_one = pair.is ? &after_.messages[is[*pair.is]] : nullptr;
    const auto below = place.below(new_one != nullptr ? new_one->id : old_one->id,
                                   old_one != nullptr ? old_one->origin.span : place.before,
                                   new_one != nullptr ? new_one->origin.span : place.after);
    if (old_one == nullptr) {
      changes_.add(code("message-added"), broken_by(kWidened, direction), below,
                   fmt::format("message '{}' is new here", new_one->id));
    } else if (new_one == nullptr) {
      // Who sends it has nobody left, and who waits for it waits for ever.
      changes_.add(code("message-removed"),
                   {.consumers = direction != Direction::kReceive, .producers = direction != Direction::kSend}, below,
                   fmt::format("message '{}' is gone", old_one->id));
    } else if (seen_.emplace(old_one, new_one, direction).second) {
      compare(*old_one, *new_one, below, direction);
    }
  }
}

void MessageComparison::compare(const Message& was, const Message& is, const Place& place, Direction direction) {
  if (was.id != is.id)
    changes_.add(code("message-renamed"), kNobody, place,
                 fmt::format("message '{}' is called '{}' now", was.id, is.id));
  compare_docs(was.docs, is.docs, place, changes_);
  if (was.content_type != is.content_type) {
    changes_.add(code("content-type-changed"), broken_by(kReplaced, direction), place.below("contentType"),
                 fmt::format("the content type was '{}', and is '{}'", was.content_type, is.content_type));
  }
  payload(was, is, place.below("payload"), direction);
  schemas_.compare_members(was.headers, is.headers, place.below("headers"), direction);
  key(was, is, place.below("key"), direction);
  correlation(was, is, place, direction);
  cloud_events(was, is, place, direction);
}

/// What the model does not carry of headers and attributes.
void MessageComparison::rest(const Message& was, const Message& is, const Place& place, Direction direction) {
  if (was.content_type != is.content_type) return;
  for (const auto& gap : is.gaps) {
    const bool is_same = std::any_of(was.gaps.begin(), was.gaps.end(), [&](const model::Gap& other) {
      return other.what == gap.what &&
             same_schema(nodes_before_, nodes_before_.at(other.span), nodes_after_, nodes_after_.at(gap.span));
    });
    if (!is_same)
      changes_.add(code("unjudged-change"), broken_by(kReplaced, direction), place,
                   fmt::format("{} is new or changed, and is compared by its text only", gap.what));
  }
}

/// The payload as it stands in the document, if the model has no type for it.
const load::Node* MessageComparison::foreign_payload(const Nodes& nodes, const Message& message) const {
  if (message.payload || message.gaps.empty()) return nullptr;
  const auto* node = nodes.at(message.origin.span);
  if (node != nullptr) node = nodes.document().follow(*node);
  return node == nullptr ? nullptr : node->find("payload");
}

void MessageComparison::payload(const Message& was, const Message& is, const Place& place, Direction direction) {
  if (was.payload && is.payload) {
    const auto documented = [](const model::Api& api, const Message& message) {
      return docs_of(api.types, *message.payload);
    };
    compare_docs(documented(before_, was), documented(after_, is), place, changes_);
    rest(was, is, place, direction);
    return schemas_.compare(*was.payload, *is.payload, place, direction);
  }
  const auto* foreign_was = foreign_payload(nodes_before_, was);
  const auto* foreign_is = foreign_payload(nodes_after_, is);
  const bool had = was.payload || foreign_was != nullptr;
  const bool has = is.payload || foreign_is != nullptr;
  if (had && has) {
    if (!was.payload && !is.payload && same_schema(nodes_before_, foreign_was, nodes_after_, foreign_is)) return;
    changes_.add(code("unjudged-change"), broken_by(kReplaced, direction), place,
                 "a payload changed that is no JSON Schema, and is compared by its text only");
  } else if (has) {
    changes_.add(code("payload-added"), broken_by(kNarrowed, direction), place, "the payload is described now");
  } else if (had) {
    changes_.add(code("payload-removed"), broken_by(kReplaced, direction), place, "the payload is described no more");
  }
}

void MessageComparison::key(const Message& was, const Message& is, const Place& place, Direction direction) {
  if (was.key && is.key) {
    schemas_.compare(*was.key, *is.key, place, direction);
  } else if (is.key) {
    changes_.add(code("key-added"), broken_by(kNarrowed, direction), place, "the record key is described now");
  } else if (was.key) {
    changes_.add(code("key-removed"), broken_by(kWidened, direction), place, "the record key is described no more");
  }
  if (spell(was.key_location) == spell(is.key_location)) return;
  // Records of one thing go to another partition, so their order among old ones is lost.
  changes_.add(code("key-location-changed"), broken_by(kReplaced, direction), place,
               fmt::format("the key came from {}, and comes from {}", spell(was.key_location), spell(is.key_location)));
}

void MessageComparison::correlation(const Message& was, const Message& is, const Place& place, Direction direction) {
  if (spell(was.correlation) == spell(is.correlation)) return;
  changes_.add(
      code("correlation-changed"), broken_by(kReplaced, direction), place.below("correlationId"),
      fmt::format("the correlation id lay at {}, and lies at {}", spell(was.correlation), spell(is.correlation)));
}

void MessageComparison::attribute(const Code& code, std::string_view name, const std::optional<std::string>& was,
                                  const std::optional<std::string>& is, const Place& place, Direction direction) {
  if (was == is) return;
  const Effect effect{.narrowed = is.has_value(), .widened = was.has_value()};
  const auto shown = [](const std::optional<std::string>& value) { return value ? "'" + *value + "'" : "open"; };
  changes_.add(code, broken_by(effect, direction), place.below(name),
               fmt::format("{} was {}, and is {}", name, shown(was), shown(is)));
}

void MessageComparison::cloud_events(const Message& was, const Message& is, const Place& place, Direction direction) {
  if (!was.cloud_events && !is.cloud_events) return;
  if (!was.cloud_events || !is.cloud_events) {
    changes_.add(is.cloud_events ? code("cloudevents-added") : code("cloudevents-removed"),
                 broken_by(is.cloud_events ? kNarrowed : kWidened, direction), place.below("headers"),
                 is.cloud_events ? "this is a CloudEvent now" : "this is a CloudEvent no more");
    return;
  }
  const auto& old_event = *was.cloud_events;
  const auto& new_event = *is.cloud_events;
  const auto headers = place.below("headers");
  attribute(code("ce-type-changed"), "ce_type", old_event.type, new_event.type, headers, direction);
  attribute(code("ce-source-changed"), "ce_source", old_event.source, new_event.source, headers, direction);
  if (old_event.dataschema != new_event.dataschema)
    changes_.add(code("ce-dataschema-changed"), kNobody, headers.below("ce_dataschema"), "ce_dataschema changed");
  const auto missing = [](const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) == list.end();
  };
  for (const auto& name : new_event.required) {
    if (missing(old_event.required, name))
      changes_.add(code("ce-attribute-required"), broken_by(kNarrowed, direction), headers.below("ce_" + name),
                   fmt::format("'ce_{}' is required now", name));
  }
  for (const auto& name : old_event.required) {
    if (missing(new_event.required, name))
      changes_.add(code("ce-attribute-optional"), broken_by(kWidened, direction), headers.below("ce_" + name),
                   fmt::format("'ce_{}' may be absent now", name));
  }
}

}  // namespace meshgen::diff
