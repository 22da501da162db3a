#include "model/reach.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"

namespace meshgen::model {
namespace {

class Walk {
 public:
  explicit Walk(const Api& api) : api_(api), seen_(api.types.size(), false) {}

  void visit(TypeId root) {
    std::vector<TypeId> stack{root};
    while (!stack.empty()) {
      const auto id = stack.back();
      stack.pop_back();
      if (seen_[static_cast<std::size_t>(id)]) continue;
      seen_[static_cast<std::size_t>(id)] = true;
      order.push_back(id);
      std::vector<TypeId> children;
      std::visit(Match{[](const Boolean&) {}, [](const Integer&) {}, [](const Number&) {}, [](const String&) {},
                       [](const StringEnum&) {}, [](const StringConst&) {}, [](const Any&) {},
                       [&](const Array& array) { children.push_back(array.items); },
                       [&](const Map& map) { children.push_back(map.values); },
                       [&](const Alias& alias) { children.push_back(alias.of); },
                       [&](const Object& object) {
                         for (const auto& property : object.properties) children.push_back(property.type);
                       },
                       [&](const Union& choice) {
                         for (const auto& alternative : choice.alternatives) children.push_back(alternative.type);
                       }},
                 api_.types[id].shape);
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

}  // namespace

std::vector<TypeId> reachable_types(const Api& api, const std::vector<TypeId>& roots) {
  Walk walk(api);
  for (const auto root : roots) walk.visit(root);
  return std::move(walk.order);
}

std::vector<std::size_t> used_messages(const Api& api) {
  std::vector<std::size_t> used;
  for (const auto& operation : api.operations) {
    if (!operation.is_kafka) continue;
    for (const auto message : operation.messages) {
      if (std::find(used.begin(), used.end(), message) == used.end()) used.push_back(message);
    }
  }
  return used;
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
      const auto& code = gaps_are == GapsAre::kErrors ? diag::codes::kUnsupported : diag::codes::kNotCarried;
      sink.report(code, gap.span, fmt::format("meshgen makes no code of {} yet", gap.what)).with_help(gap.help);
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
