#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

/// Or a part of another file.
struct Component {
  std::string_view kind;                 ///< the key of its map
  const load::Member* member = nullptr;  ///< nullptr: of another file
  const Node* node = nullptr;
  bool is_used = false;
  bool is_told = false;                ///< by another unused one that refers to it
  std::vector<std::size_t> refers_to;  ///< other components
  std::vector<std::size_t> stand_ins;  ///< schemas that inherit from this one
};

std::string singular(std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 19> kWords{{
      {"schemas", "schema"},
      {"servers", "server"},
      {"channels", "channel"},
      {"operations", "operation"},
      {"messages", "message"},
      {"securitySchemes", "security scheme"},
      {"serverVariables", "server variable"},
      {"parameters", "parameter"},
      {"correlationIds", "correlation id"},
      {"replies", "reply"},
      {"replyAddresses", "reply address"},
      {"externalDocs", "external documentation"},
      {"tags", "tag"},
      {"operationTraits", "operation trait"},
      {"messageTraits", "message trait"},
      {"serverBindings", "server binding"},
      {"channelBindings", "channel binding"},
      {"operationBindings", "operation binding"},
      {"messageBindings", "message binding"},
  }};
  for (const auto& [many, one] : kWords) {
    if (many == kind) return std::string(one);
  }
  return std::string(kind);
}

class Usage {
 public:
  explicit Usage(const Context& context) : context_(context) {}

  void run() {
    const auto& root = context_.document.root();
    const auto* components = root.find("components");
    if (components == nullptr || !components->is(Kind::kMap)) return;
    for (const auto& kind : components->members) {
      if (kind.key.starts_with("x-") || !kind.value.is(Kind::kMap)) continue;
      for (const auto& entry : kind.value.members) {
        index(entry.value, components_.size());
        components_.push_back({kind.key, &entry, &entry.value, false, false, {}, {}});
      }
    }
    // What the components refer to among themselves; a part of another file that one refers to is added on the way.
    std::size_t connected = 0;
    for (; connected < components_.size(); ++connected) connect(connected);
    std::vector<std::size_t> used;
    for (const auto& member : root.members) {
      if (member.key != "components") walk(member.value, used);
    }
    for (; connected < components_.size(); ++connected) connect(connected);
    for (const auto component : used) use(component);
    report();
  }

 private:
  /// Which component a node lies in.
  void index(const Node& node, std::size_t component) {
    owner_.emplace(&node, component);
    for (const auto& item : node.items) index(item, component);
    for (const auto& member : node.members) index(member.value, component);
  }

  void connect(std::size_t component) {
    std::vector<std::size_t> found;
    walk(*components_[component].node, found);
    // Who refers by 'allOf' to a schema with a discriminator stands in for it, wherever that is used.
    if (const auto* all = components_[component].node->find("allOf"); all != nullptr) {
      for (const auto& branch : all->items) {
        const auto* base = context_.document.follow(branch);
        const auto owner = base == nullptr ? owner_.end() : owner_.find(base);
        if (owner != owner_.end() && base->find("discriminator") != nullptr)
          components_[owner->second].stand_ins.push_back(component);
      }
    }
    components_[component].refers_to = std::move(found);
  }

  /// Each component that something within `node` refers to.
  void walk(const Node& node, std::vector<std::size_t>& found) {
    std::vector<const Node*> stack{&node};
    while (!stack.empty()) {
      const auto* at = stack.back();
      stack.pop_back();
      for (const auto& item : at->items) stack.push_back(&item);
      for (const auto& member : at->members) stack.push_back(&member.value);
      const auto* link = context_.document.link(*at);
      if (link == nullptr || link->node == nullptr) continue;
      const auto owner = owner_.find(link->node);
      if (owner != owner_.end()) {
        found.push_back(owner->second);
      } else if (link->node->span.file != context_.document.root().span.file) {
        owner_.emplace(link->node, components_.size());
        found.push_back(components_.size());
        components_.push_back({{}, nullptr, link->node, false, false, {}, {}});
      }
    }
  }

  void use(std::size_t component) {
    std::vector<std::size_t> stack{component};
    while (!stack.empty()) {
      const auto at = stack.back();
      stack.pop_back();
      if (std::exchange(components_[at].is_used, true)) continue;
      for (const auto* list : {&components_[at].refers_to, &components_[at].stand_ins})
        stack.insert(stack.end(), list->begin(), list->end());
    }
  }

  void mark(std::size_t start) {
    auto stack = components_[start].refers_to;
    while (!stack.empty()) {
      const auto at = stack.back();
      stack.pop_back();
      if (at == start || components_[at].is_used || std::exchange(components_[at].is_told, true)) continue;
      stack.insert(stack.end(), components_[at].refers_to.begin(), components_[at].refers_to.end());
    }
  }

  /// First those that nothing at all refers to: the ones they lead to follow from them. What is left goes in circles.
  void report() {
    std::vector<bool> is_referred(components_.size(), false);
    for (std::size_t i = 0; i < components_.size(); ++i) {
      for (const auto target : components_[i].refers_to) {
        if (target != i) is_referred[target] = true;
      }
    }
    for (const bool referred : {false, true}) {
      for (std::size_t i = 0; i < components_.size(); ++i) {
        auto& component = components_[i];
        if (component.member == nullptr || component.is_used || component.is_told || is_referred[i] != referred)
          continue;
        component.is_told = true;
        context_.sink
            .report(diag::codes::kUnusedComponent, component.member->key_span,
                    fmt::format("nothing in the document uses the {} '{}'", singular(component.kind),
                                component.member->key))
            .with_help(fmt::format("refer to it by '#/components/{}/{}', or take it out", component.kind,
                                   component.member->key));
        mark(i);
      }
    }
  }

  const Context& context_;
  std::vector<Component> components_;
  std::map<const Node*, std::size_t> owner_;
};

}  // namespace

/// Components that nothing reaches. A document without channels and operations is a library: its users are elsewhere.
/// Where something is broken, so may be the reference that would use them.
void check_unused_components(const Context& context) {
  if (context.sink.has_errors()) return;
  const auto& root = context.document.root();
  const auto has = [&](std::string_view key) {
    const auto* map = root.find(key);
    return map != nullptr && !map->members.empty();
  };
  if (has("channels") || has("operations")) Usage(context).run();
}

}  // namespace meshgen::lint
