/// Schemas one after the other, each once, however they refer to each other; then what can be said of them together.
#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "model/json_schema.hpp"
#include "validate/schema.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

/// So many lists and maps may stand in each other: in C++ each is spelled with all that it holds.
constexpr std::size_t kContainersMax = 32;

constexpr const char* kNothingButItself = "a schema that is nothing but itself";
constexpr const char* kLetItSay = "let it say what is valid";

/// Children come in the order in which the shape holds them.
void put_child(Shape& shape, std::size_t index, TypeId child) {
  if (auto* array = std::get_if<Array>(&shape)) array->items = child;
  if (auto* map = std::get_if<Map>(&shape)) map->values = child;
  if (auto* alias = std::get_if<Alias>(&shape)) alias->of = child;
  if (auto* object = std::get_if<Object>(&shape)) object->properties[index].type = child;
  if (auto* choice = std::get_if<Union>(&shape)) choice->alternatives[index].type = child;
}

/// What a list or map holds; nothing of other types.
std::optional<TypeId> held_by(const Types& types, TypeId id) {
  const auto& shape = types[id].shape;
  if (const auto* array = std::get_if<Array>(&shape)) return types.target(array->items);
  if (const auto* map = std::get_if<Map>(&shape)) return types.target(map->values);
  return std::nullopt;
}

}  // namespace

TypeId SchemaReader::read(const Node& node, const Words& words) {
  const auto id = begin(node, words);
  while (!open_.empty()) {
    auto& frame = open_.back();
    if (frame.next == frame.children.size()) {
      auto done = std::move(frame);
      open_.pop_back();
      finish(std::move(done));
      continue;
    }
    const auto at = open_.size() - 1;  // what begins now may move the frames
    const auto child = std::move(frame.children[frame.next]);
    const auto index = frame.next++;
    auto read = TypeId{};
    if (child.node != nullptr) {
      read = begin(*child.node, child.words);
    } else {
      Type any;
      any.shape = Any{};
      any.origin = {child.span, child.words};
      read = types_.add(std::move(any));
    }
    put_child(open_[at].type.shape, index, read);
  }
  settle();
  return id;
}

TypeId SchemaReader::begin(const Node& node, Words words) {
  const auto* at = &node;
  // A multi-format wrapper may lead to another one; no document needs many of them.
  for (std::size_t wrappers = 0; resolve::ResolvedDocument::reference(*at) != nullptr; ++wrappers) {
    const auto* target = document_.follow(*at);
    if (target == nullptr) {  // reported by resolve
      Type broken = fresh(*at, words);
      broken.shape = Any{};
      return types_.add(std::move(broken));
    }
    words = paths_.words(*target);
    // A multi-format wrapper under components/schemas: the schema is inside.
    const auto* format = target->is(Kind::kMap) ? target->find("schemaFormat") : nullptr;
    const auto* inner = format == nullptr ? nullptr : target->find("schema");
    if (inner == nullptr) return begin_target(*target, words);
    const bool is_ours = validate::is_json_schema_format(format->text);
    if (!is_ours || wrappers == resolve::kReferencesMax) {
      Type other = fresh(*target, words);
      other.shape = Any{};
      if (is_ours) {
        other.gaps.push_back({target->span, kNothingButItself, kLetItSay});
      } else {
        other.gaps.push_back({format->span, fmt::format("schema format '{}'", format->text),
                              "meshgen makes code of JSON schemas only, so far"});
      }
      return types_.add(std::move(other));
    }
    at = inner;
  }
  return begin_target(*at, words);
}

Type SchemaReader::fresh(const Node& schema, const Words& words) const {
  Type type;
  type.origin = {schema.span, words};
  type.docs = read_docs(schema);
  return type;
}

TypeId SchemaReader::begin_target(const Node& schema, const Words& words) {
  std::tuple place(schema.span.file, schema.span.begin, words);
  if (const auto found = known_.find(place); found != known_.end()) return found->second;
  const auto id = types_.add(fresh(schema, words));
  known_.emplace(std::move(place), id);  // before the children: a schema may refer to itself
  Frame frame;
  frame.id = id;
  frame.type = types_[id];
  wanted_.clear();
  one_of_.reset();
  frame.type.shape = read_shape(frame.type, schema);
  frame.children = std::exchange(wanted_, {});
  if (one_of_) unions_.emplace_back(id, *one_of_);
  open_.push_back(std::move(frame));
  return id;
}

void SchemaReader::finish(Frame frame) {
  const auto& shape = frame.type.shape;
  if (std::holds_alternative<Alias>(shape)) aliases_.push_back(frame.id);
  if (std::holds_alternative<Array>(shape) || std::holds_alternative<Map>(shape)) containers_.push_back(frame.id);
  types_.at(frame.id) = std::move(frame.type);
}

void SchemaReader::settle() {
  for (const auto id : aliases_) settle_alias(id);
  for (const auto id : containers_) settle_container(id);
  for (const auto& [id, one_of] : unions_) settle_union(id, one_of);
  aliases_.clear();
  containers_.clear();
  unions_.clear();
}

void SchemaReader::settle_alias(TypeId id) {
  std::vector<TypeId> path;
  std::unordered_set<TypeId> on_path;
  auto end = id;
  for (;;) {
    const auto* alias = std::get_if<Alias>(&types_[end].shape);
    if (alias == nullptr || alias->end) break;
    if (on_path.insert(end).second) {
      path.push_back(end);
      end = alias->of;
      continue;
    }
    // A circle of nothing but aliases: the one that was read first ends it.
    const auto first = *std::min_element(std::find(path.begin(), path.end(), end), path.end());
    auto& type = types_.at(first);
    type.gaps.push_back({type.origin.span, kNothingButItself, kLetItSay});
    type.shape = Any{};
    path.erase(std::find(path.begin(), path.end(), first), path.end());
    end = first;
    break;
  }
  bool null_is_valid = types_.is_nullable(end);
  end = types_.target(end);
  std::reverse(path.begin(), path.end());  // from what they stand for
  for (const auto each : path) {
    auto& alias = std::get<Alias>(types_.at(each).shape);
    alias.end = end;
    alias.null_behind = null_is_valid;
    null_is_valid = null_is_valid || types_[each].nullable;
  }
}

/// Lists and maps that hold nothing but each other have no name that C++ could refer to.
void SchemaReader::settle_container(TypeId id) {
  std::vector<TypeId> path;
  std::unordered_set<TypeId> on_path;
  std::size_t depth = 0;
  auto at = id;
  for (;;) {
    const auto held = held_by(types_, at);
    const auto known = container_depth_.find(at);
    if (!held || known != container_depth_.end()) {
      depth = held ? known->second : 0;
      break;
    }
    if (!on_path.insert(at).second) {
      const auto first = *std::min_element(std::find(path.begin(), path.end(), at), path.end());
      auto& type = types_.at(first);
      type.gaps.push_back({type.origin.span, "a list or map that holds nothing but itself", "put it into an object"});
      type.shape = Any{};
      at = id;
      path.clear();
      on_path.clear();
      continue;
    }
    path.push_back(at);
    at = *held;
  }
  std::reverse(path.begin(), path.end());
  for (const auto each : path) {
    if (++depth > kContainersMax) {
      auto& type = types_.at(each);
      type.gaps.push_back({type.origin.span, fmt::format("more than {} lists and maps in each other", kContainersMax),
                           "put one of them into an object"});
      type.shape = Any{};
      depth = 0;
    }
    container_depth_[each] = depth;
  }
}

void SchemaReader::settle_union(TypeId id, diag::Span one_of) {
  auto& type = types_.at(id);
  auto& shape = std::get<Union>(type.shape);
  for (auto& alternative : shape.alternatives) {
    if (!types_.is_nullable(alternative.type)) alternative.type = types_.target(alternative.type);
  }
  if (const auto found = find_discriminator(shape)) {
    shape.discriminator = *found;
    return;
  }
  shape.alternatives.clear();
  type.gaps.push_back({one_of, "a 'oneOf' whose branches no constant tells apart",
                       "give every branch (an object) one required property with a 'const' string of its own"});
}

const SchemaReader::Constants& SchemaReader::constants_of(TypeId id) {
  const auto [found, is_new] = constants_.try_emplace(id);
  const auto* object = std::get_if<Object>(&types_[id].shape);
  if (!is_new || object == nullptr || types_[id].nullable) return found->second;
  for (const auto& property : object->properties) {
    if (!property.required) continue;
    const auto* value = std::get_if<StringConst>(&types_[types_.target(property.type)].shape);
    if (value != nullptr) found->second.emplace(property.wire_name, value->value);
  }
  return found->second;
}

std::optional<std::string> SchemaReader::find_discriminator(Union& shape) {
  const auto* first =
      shape.alternatives.empty() ? nullptr : std::get_if<Object>(&types_[shape.alternatives.front().type].shape);
  if (first == nullptr) return std::nullopt;
  for (const auto& candidate : first->properties) {
    std::vector<std::string> values;
    std::unordered_set<std::string_view> different;
    for (const auto& alternative : shape.alternatives) {
      const auto& constants = constants_of(alternative.type);
      const auto value = constants.find(candidate.wire_name);
      if (value == constants.end() || !different.insert(value->second).second) break;
      values.push_back(value->second);
    }
    if (values.size() != shape.alternatives.size()) continue;
    for (std::size_t i = 0; i < values.size(); ++i) shape.alternatives[i].value = values[i];
    return candidate.wire_name;
  }
  return std::nullopt;
}

}  // namespace meshgen::model
