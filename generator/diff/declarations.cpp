#include "diff/declarations.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"

namespace meshgen::diff {
namespace {

/// What happens to user code when a declaration is new.
enum class WhenAdded { kNothing, kMustBeWritten };

struct Declaration {
  std::string name;
  std::string text;
  WhenAdded when_added = WhenAdded::kNothing;
};

class Collector {
 public:
  std::vector<Declaration> run(const plan::Plan& plan) {
    add("namespace", plan.types.cpp_namespace);
    types(plan.types);
    for (const auto& message : plan.events.messages) {
      add(message.name, "struct");
      add(message.name + "::Payload", message.payload);
      add(message.name + "::Headers", message.headers);
    }
    channels(plan.channels);
    for (const auto& publisher : plan.agent.publishers) {
      add(publisher.name, "class");
      constructor(publisher.name, publisher.constructor_parameters);
      for (const auto& method : publisher.methods) {
        add(fmt::format("{}::{}", publisher.name, method.method), fmt::format("({})", method.declared_parameters));
      }
    }
    for (const auto& handler : plan.agent.handlers) {
      add(handler.name, "class");
      for (const auto& handle : handler.handles) {
        add(fmt::format("{}::{}", handler.name, handle.method), fmt::format("(const {}&)", handle.received),
            WhenAdded::kMustBeWritten);
      }
    }
    constructor("Agent", plan.agent.constructor_parameters);
    return std::move(found_);
  }

 private:
  void add(std::string name, std::string text, WhenAdded when_added = WhenAdded::kNothing) {
    found_.push_back({std::move(name), std::move(text), when_added});
  }

  void constructor(const std::string& name, const std::string& parameters) {
    add(fmt::format("{}::{}", name, name), fmt::format("(mesh::Transport& transport{})", parameters));
  }

  void types(const plan::TypesFileView& view) {
    for (const auto& each : view.enums) {
      add(each.name, "enum class");
      for (const auto& value : each.values) add(each.name + "::" + value.enumerator, "enumerator");
    }
    // A visitor has to take every alternative, so one more counts as well.
    for (const auto& each : view.unions) add(each.name, fmt::format("std::variant<{}>", each.alternatives));
    for (const auto& each : view.structs) {
      add(each.name, "struct");
      for (const auto& constant : each.constants) add(each.name + "::" + constant.name, "constant");
      for (const auto& member : each.members) add(each.name + "::" + member.name, member.type);
    }
  }

  void channels(const plan::ChannelsFileView& view) {
    for (const auto& channel : view.channels) {
      add(channel.constant, "constant");
      if (!channel.has_parameters) continue;
      add(channel.address, "struct");
      for (const auto& parameter : channel.parameters) add(channel.address + "::" + parameter.member, "std::string");
    }
    for (const auto& each : view.sends) add(each.constant, "constant");
    for (const auto& each : view.receives) add(each.constant, "constant");
  }

  std::vector<Declaration> found_;
};

std::string without_bracket(std::string text) {
  if (text.ends_with(')')) text.pop_back();
  return text;
}

/// Parameters at the end that have defaults stop no call from compiling.
bool still_compiles(const std::string& was, const std::string& is) {
  const auto start = without_bracket(was);
  if (!was.ends_with(')') || !is.starts_with(start)) return was == is;
  const auto rest = without_bracket(is).substr(start.size());
  return rest.empty() || ((rest.starts_with(", ") || start == "(") && rest.find(" = ") != std::string::npos &&
                          std::count(rest.begin(), rest.end(), ',') == (rest.starts_with(", ") ? 1 : 0));
}

/// Members of both structs in the order of each: designated initialisers follow it.
std::optional<SourceChange> reordered(const plan::StructView& was, const plan::StructView& is) {
  const auto common = [](const plan::StructView& of, const plan::StructView& with) {
    std::vector<std::string> names;
    for (const auto& member : of.members) {
      const bool is_common = std::any_of(with.members.begin(), with.members.end(),
                                         [&](const plan::MemberView& other) { return other.name == member.name; });
      if (is_common) names.push_back(member.name);
    }
    return names;
  };
  const auto before = common(was, is);
  const auto after = common(is, was);
  if (before == after) return std::nullopt;
  return SourceChange{is.name, "members " + base::join(before, ", "), "members " + base::join(after, ", ")};
}

}  // namespace

std::vector<SourceChange> compare_declarations(const plan::Plan& before, const plan::Plan& after) {
  const auto was = Collector().run(before);
  const auto is = Collector().run(after);
  std::map<std::string, const Declaration*> now;
  std::map<std::string, const Declaration*> then;
  for (const auto& each : is) now.emplace(each.name, &each);
  for (const auto& each : was) then.emplace(each.name, &each);
  std::vector<SourceChange> changes;
  for (const auto& each : was) {
    // What belongs to something that is gone goes without saying.
    const auto owner = each.name.substr(0, each.name.find("::"));
    if (owner != each.name && then.contains(owner) && !now.contains(owner)) continue;
    const auto found = now.find(each.name);
    if (found == now.end()) {
      changes.push_back({each.name, each.text, {}});
    } else if (!still_compiles(each.text, found->second->text)) {
      changes.push_back({each.name, each.text, found->second->text});
    }
  }
  for (const auto& each : is) {
    const auto owner = each.name.substr(0, each.name.find("::"));
    if (each.when_added == WhenAdded::kMustBeWritten && !then.contains(each.name) && then.contains(owner))
      changes.push_back({each.name, {}, each.text});
  }
  for (const auto& each : after.types.structs) {
    const auto& old_ones = before.types.structs;
    const auto found = std::find_if(old_ones.begin(), old_ones.end(),
                                    [&](const plan::StructView& other) { return other.name == each.name; });
    if (found == old_ones.end()) continue;
    if (auto change = reordered(*found, each)) changes.push_back(std::move(*change));
  }
  return changes;
}

}  // namespace meshgen::diff
