#include "model/reach.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"

namespace meshgen::model {
namespace {

class Walk {
 public:
  Walk(const Api& api, const std::set<TypeId>& but) : api_(api), seen_(api.types.size(), false) {
    for (const auto id : but) seen_[static_cast<std::size_t>(id)] = true;
  }

  void visit(TypeId root) {
    std::vector<TypeId> stack{root};
    while (!stack.empty()) {
      const auto id = stack.back();
      stack.pop_back();
      if (seen_[static_cast<std::size_t>(id)]) continue;
      seen_[static_cast<std::size_t>(id)] = true;
      order.push_back(id);
      const auto children = children_of(api_.types[id].shape);
      stack.insert(stack.end(), children.rbegin(), children.rend());
    }
  }

  std::vector<TypeId> order;

 private:
  const Api& api_;
  std::vector<bool> seen_;
};

std::vector<TypeId> roots_of(const Message& message) {
  std::vector<TypeId> roots;
  for (const auto& root : {message.payload, message.headers, message.key}) {
    if (root) roots.push_back(*root);
  }
  return roots;
}

bool is_sound(const Message& message, const std::vector<bool>& leads_to_gap) {
  if (!message.payload || !message.gaps.empty()) return false;
  const auto roots = roots_of(message);
  return std::none_of(roots.begin(), roots.end(),
                      [&](TypeId id) { return leads_to_gap[static_cast<std::size_t>(id)]; });
}

/// By type: has it a gap, or one of those that it leads to? One walk for all, against the direction of references.
std::vector<bool> find_gaps(const Types& types) {
  std::vector<std::vector<TypeId>> holders(types.size());
  std::vector<bool> found(types.size(), false);
  std::vector<TypeId> open;
  const auto mark = [&](TypeId id) {
    if (!found[static_cast<std::size_t>(id)]) open.push_back(id);
    found[static_cast<std::size_t>(id)] = true;
  };
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto id = static_cast<TypeId>(i);
    for (const auto child : children_of(types[id].shape)) holders[static_cast<std::size_t>(child)].push_back(id);
    const auto& gaps = types[id].gaps;
    if (std::any_of(gaps.begin(), gaps.end(), [](const Gap& gap) { return !gap.is_harmless; })) mark(id);
  }
  while (!open.empty()) {
    const auto id = open.back();
    open.pop_back();
    for (const auto holder : holders[static_cast<std::size_t>(id)]) mark(holder);
  }
  return found;
}

std::vector<std::size_t> sound(const Api& api, const std::vector<std::size_t>& messages,
                               const std::vector<bool>& leads_to_gap) {
  std::vector<std::size_t> kept;
  for (const auto index : messages) {
    if (is_sound(api.messages[index], leads_to_gap)) kept.push_back(index);
  }
  return kept;
}

}  // namespace

std::vector<TypeId> children_of(const Shape& shape) {
  std::vector<TypeId> children;
  std::visit(Match{[](const Boolean&) {}, [](const Integer&) {}, [](const Number&) {}, [](const String&) {},
                   [](const StringEnum&) {}, [](const ValueEnum&) {}, [](const StringConst&) {}, [](const Any&) {},
                   [&](const Array& array) { children.push_back(array.items); },
                   [&](const Map& map) { children.push_back(map.values); },
                   [&](const Alias& alias) { children.push_back(alias.of); },
                   [&](const Object& object) {
                     for (const auto& property : object.properties) children.push_back(property.type);
                     if (object.rest) children.push_back(*object.rest);
                   },
                   [&](const Union& choice) {
                     for (const auto& alternative : choice.alternatives) children.push_back(alternative.type);
                   }},
             shape);
  return children;
}

std::vector<TypeId> reachable_types(const Api& api, const std::vector<TypeId>& roots, const std::set<TypeId>& but) {
  Walk walk(api, but);
  for (const auto root : roots) walk.visit(root);
  return std::move(walk.order);
}

std::vector<std::size_t> used_messages(const Api& api) {
  std::vector<std::size_t> used;
  std::vector<bool> seen(api.messages.size(), false);
  const auto use = [&](const std::vector<std::size_t>& messages) {
    for (const auto message : messages) {
      if (!seen[message]) used.push_back(message);
      seen[message] = true;
    }
  };
  for (const auto& operation : api.operations) {
    if (!operation.is_kafka) continue;
    use(operation.messages);
    if (operation.reply) use(operation.reply->messages);
  }
  if (!api.declares_operations) {  // a library of messages: whatever becomes code
    const auto leads_to_gap = find_gaps(api.types);
    for (const auto& channel : api.channels) {
      if (channel.is_kafka) use(sound(api, channel.messages, leads_to_gap));
    }
    use(sound(api, api.library_messages, leads_to_gap));
  }
  return used;
}

std::vector<TypeId> library_types(const Api& api) {
  if (api.library_schemas.empty()) return {};
  const auto leads_to_gap = find_gaps(api.types);
  std::vector<TypeId> types;
  std::copy_if(api.library_schemas.begin(), api.library_schemas.end(), std::back_inserter(types),
               [&](TypeId id) { return !leads_to_gap[static_cast<std::size_t>(id)]; });
  return types;
}

void report_gaps(const Api& api, GapsAre gaps_are, diag::Sink& sink) {
  std::set<std::pair<const void*, std::uint32_t>> told;  // one place is one gap, however many messages reach it
  for (const auto* diagnostic : sink.sorted()) {         // and a place that is wrong anyhow is none
    const bool counts = gaps_are == GapsAre::kWarnings || diagnostic->severity == diag::Severity::kError;
    if (counts) told.insert({diagnostic->span.file, diagnostic->span.begin});
  }
  const auto report = [&](const std::vector<Gap>& gaps) {
    for (const auto& gap : gaps) {
      if (!told.insert({gap.span.file, gap.span.begin}).second) continue;
      const bool is_error = gaps_are == GapsAre::kErrors && !gap.is_harmless;
      const auto& code = is_error ? diag::codes::kUnsupported : diag::codes::kNotCarried;
      auto text = gap.is_harmless ? gap.what : fmt::format("meshgen makes no code of {}", gap.what);
      sink.report(code, gap.span, std::move(text)).with_help(gap.help);
    }
  };
  if (gaps_are == GapsAre::kWarnings) {
    for (const auto& channel : api.channels) report(channel.gaps);
    for (const auto& message : api.messages) report(message.gaps);
    for (const auto& operation : api.operations) report(operation.gaps);
    for (std::size_t i = 0; i < api.types.size(); ++i) report(api.types[static_cast<TypeId>(i)].gaps);
    return;
  }
  std::vector<TypeId> roots;
  for (const auto& operation : api.operations) {
    if (!operation.is_kafka) {
      report({{operation.origin.span, fmt::format("operation '{}', whose servers do not speak Kafka", operation.id),
               "leave it to another tool's contract, or give the channel a Kafka server"}});
      continue;
    }
    report(operation.gaps);
    report(api.channels[operation.channel].gaps);
  }
  for (const auto index : used_messages(api)) {
    const auto& message = api.messages[index];
    report(message.gaps);
    const auto own = roots_of(message);
    roots.insert(roots.end(), own.begin(), own.end());
  }
  for (const auto id : reachable_types(api, roots)) report(api.types[id].gaps);
}

}  // namespace meshgen::model
