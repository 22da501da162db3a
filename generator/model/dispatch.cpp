#include "model/dispatch.hpp"

#include <set>
#include <utility>

namespace meshgen::model {
namespace {

using Messages = std::vector<std::size_t>;

const Object* object_of(const Api& api, const std::optional<TypeId>& id) {
  if (!id || api.types.is_nullable(*id)) return nullptr;
  const auto* object = std::get_if<Object>(&api.types[api.types.target(*id)].shape);
  return object != nullptr && object->form == Object::Form::kObject ? object : nullptr;
}

/// The string that the contract fixes for this property; nullptr if it does not, or lets the property be absent.
const std::string* fixed(const Api& api, const Object& object, const std::string& name) {
  for (const auto& property : object.properties) {
    if (property.wire_name != name || !property.required || api.types.is_nullable(property.type)) continue;
    const auto* constant = std::get_if<StringConst>(&api.types[api.types.target(property.type)].shape);
    return constant == nullptr ? nullptr : &constant->value;
  }
  return nullptr;
}

bool all_differ(const std::vector<std::string>& values) {
  return std::set<std::string>(values.begin(), values.end()).size() == values.size();
}

/// The first property that all of these objects fix to a value of their own. `part` picks the object of a message.
template <class Part>
std::optional<Discriminant> by_constant(const Api& api, const Messages& messages, ToldBy by, Part part) {
  const auto* first = object_of(api, part(api.messages[messages.front()]));
  if (first == nullptr) return std::nullopt;
  for (const auto& candidate : first->properties) {
    Discriminant found{by, candidate.wire_name, {}};
    for (const auto index : messages) {
      const auto* object = object_of(api, part(api.messages[index]));
      const auto* value = object == nullptr ? nullptr : fixed(api, *object, candidate.wire_name);
      if (value == nullptr) break;
      found.values.push_back(*value);
    }
    if (found.values.size() == messages.size() && all_differ(found.values)) return found;
  }
  return std::nullopt;
}

std::optional<Discriminant> by_event_type(const Api& api, const Messages& messages) {
  Discriminant found{ToldBy::kEventType, "ce_type", {}};
  for (const auto index : messages) {
    const auto& event = api.messages[index].cloud_events;
    if (!event || !event->type) return std::nullopt;
    found.values.push_back(*event->type);
  }
  return all_differ(found.values) ? std::optional(std::move(found)) : std::nullopt;
}

}  // namespace

std::optional<Discriminant> discriminant(const Api& api, const Messages& messages) {
  if (messages.empty()) return std::nullopt;
  const auto headers = [](const Message& message) { return message.headers; };
  const auto payload = [](const Message& message) { return message.payload; };
  if (auto found = by_constant(api, messages, ToldBy::kHeader, headers)) return found;
  if (auto found = by_event_type(api, messages)) return found;
  return by_constant(api, messages, ToldBy::kPayload, payload);
}

}  // namespace meshgen::model
