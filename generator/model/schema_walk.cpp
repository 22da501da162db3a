/// Schemas one after the other, each once, however they refer to each other.
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

constexpr const char* kNothingButItself = "this schema is nothing but itself: any value is valid";
constexpr const char* kLetItSay = "let it say what is valid";

/// Children come in the order in which the shape holds them.
void put_child(Shape& shape, std::size_t index, TypeId child) {
  if (auto* array = std::get_if<Array>(&shape)) array->items = child;
  if (auto* map = std::get_if<Map>(&shape)) map->values = child;
  if (auto* alias = std::get_if<Alias>(&shape)) alias->of = child;
  if (auto* object = std::get_if<Object>(&shape)) {
    if (index < object->properties.size()) {
      object->properties[index].type = child;
    } else {
      object->rest = child;
    }
  }
  if (auto* choice = std::get_if<Union>(&shape)) choice->alternatives[index].type = child;
}

/// The same words at the same places: what a merge has changed is another schema.
bool is_same(const Node& a, const Node& b) {
  if (&a == &b) return true;
  const bool same = a.kind == b.kind && a.span == b.span && a.text == b.text && a.boolean == b.boolean &&
                    a.items.size() == b.items.size() && a.members.size() == b.members.size();
  if (!same) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!is_same(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    if (a.members[i].key != b.members[i].key || !is_same(a.members[i].value, b.members[i].value)) return false;
  }
  return true;
}

/// So deep in merges a schema has one name, wherever it stands.
constexpr std::size_t kSharedFrom = 2;
constexpr std::size_t kMergesMax = 16;
constexpr std::size_t kNestedMergesMax = 2'000;

}  // namespace

TypeId SchemaReader::read(const Node& node, const Words& words) {
  const auto id = begin(node, words, 0);
  while (!open_.empty()) {
    auto& frame = open_.back();
    if (frame.next == frame.children.size()) {
      auto done = std::move(frame);
      open_.pop_back();
      forget_children(done);
      finish(std::move(done));
      continue;
    }
    const auto at = open_.size() - 1;  // what begins now may move the frames
    const auto child = frame.children[frame.next];
    const auto index = frame.next++;
    auto read = TypeId{};
    if (child.node != nullptr) {
      read = begin(*child.node, child.words, open_[at].merges);
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

TypeId SchemaReader::begin(const Node& node, Words words, std::size_t merges) {
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
    merges = 0;
    // A multi-format wrapper under components/schemas: the schema is inside.
    const auto* format = target->is(Kind::kMap) ? target->find("schemaFormat") : nullptr;
    const auto* inner = format == nullptr ? nullptr : target->find("schema");
    if (inner == nullptr) return begin_target(*target, std::move(words), merges);
    const bool is_ours = validate::is_json_schema_format(format->text);
    if (!is_ours || wrappers == resolve::kReferencesMax) {
      Type other = fresh(*target, words);
      other.shape = Any{};
      if (is_ours) {
        other.gaps.push_back({target->span, kNothingButItself, kLetItSay, true});
      } else {
        other.gaps.push_back({format->span, fmt::format("schema format '{}'", format->text),
                              "meshgen makes code of JSON schemas only, so far"});
      }
      return types_.add(std::move(other));
    }
    at = inner;
  }
  return begin_target(*at, std::move(words), merges);
}

Type SchemaReader::fresh(const Node& schema, const Words& words) const {
  Type type;
  type.origin = {schema.span, words};
  type.docs = read_docs(schema);
  type.schema = &schema;
  const auto* secret = schema.find("x-secret");
  type.is_secret = secret != nullptr && secret->is(Kind::kBool) && secret->boolean;
  return type;
}

TypeId SchemaReader::begin_target(const Node& schema, Words words, std::size_t merges) {
  const auto* own_name = schema.find("x-cpp-name");
  const bool has_name = own_name != nullptr && own_name->is(Kind::kString);
  words = has_name ? Words{own_name->text} : name_of(schema, std::move(words), merges);
  std::tuple place(schema.span.file, schema.span.begin, words);
  if (const auto found = known_.find(place); found != known_.end()) return found->second;
  const auto id = types_.add(fresh(schema, words));
  known_.emplace(std::move(place), id);  // before the children: a schema may refer to itself
  named_[{schema.span.file, schema.span.begin}].push_back({&schema, words});
  Frame frame;
  frame.id = id;
  frame.type = types_[id];
  wanted_.clear();
  one_of_.reset();
  merges_ = merges;
  is_merged_ = false;
  frame.type.shape = read_shape(frame.type, schema);
  frame.children = std::exchange(wanted_, {});
  frame.merges = merges + (is_merged_ ? 1 : 0);
  if (one_of_) unions_.emplace_back(id, *one_of_);
  remember_children(frame);
  open_.push_back(std::move(frame));
  return id;
}

Words SchemaReader::name_of(const Node& schema, Words words, std::size_t merges) const {
  if (merges == 0) return words;
  const Place place(schema.span.file, schema.span.begin);
  const auto same_in = [&](const std::map<Place, std::vector<Named>>& all) -> const Named* {
    const auto found = all.find(place);
    if (found == all.end()) return nullptr;
    const auto one = std::find_if(found->second.begin(), found->second.end(),
                                  [&](const Named& each) { return is_same(*each.node, schema); });
    return one == found->second.end() ? nullptr : &*one;
  };
  if (const auto* outer = same_in(children_)) return outer->words;
  if (merges < kSharedFrom) return words;
  const auto* first = same_in(named_);
  return first == nullptr ? words : first->words;
}

void SchemaReader::remember_children(const Frame& frame) {
  for (const auto& child : frame.children) {
    if (child.node != nullptr)
      children_[{child.node->span.file, child.node->span.begin}].push_back({child.node, child.words});
  }
}

void SchemaReader::forget_children(const Frame& frame) {
  for (const auto& child : frame.children) {
    if (child.node != nullptr) children_[{child.node->span.file, child.node->span.begin}].pop_back();
  }
}

bool SchemaReader::may_merge() {
  is_merged_ = true;
  if (merges_ < kSharedFrom) return true;
  return merges_ < kMergesMax && ++nested_merges_ <= kNestedMergesMax;
}

void SchemaReader::finish(Frame frame) {
  const auto& shape = frame.type.shape;
  if (std::holds_alternative<Alias>(shape)) aliases_.push_back(frame.id);
  const bool nests = std::holds_alternative<Array>(shape) || std::holds_alternative<Map>(shape) ||
                     std::holds_alternative<Union>(shape);
  if (nests) nested_.push_back(frame.id);
  types_.at(frame.id) = std::move(frame.type);
}

}  // namespace meshgen::model
