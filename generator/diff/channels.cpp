#include "diff/channels.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "diff/schema.hpp"

namespace meshgen::diff {
namespace {

using model::Channel;
using model::Parameter;

std::optional<std::string> setting(const Channel& channel, std::string_view name) {
  for (const auto& [key, value] : channel.kafka.configuration) {
    if (key == name) return value;
  }
  return std::nullopt;
}

/// -1 is "without end" for retention, and no sane value elsewhere.
std::optional<double> amount(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value < 0 ? 1e300 : value;
}

/// Of the binding, if the channel has one.
diag::Span nearest(const diag::Span& own, const diag::Span& around) { return own.file == nullptr ? around : own; }

struct Measure {
  std::string_view name;
  const Code* lowered;
  const Code* raised;
  Parties breaks;  ///< when it is lowered
};

constexpr std::array kMeasures{
    Measure{"retention.ms", &code("retention-lowered"), &code("retention-raised"), kConsumers},
    Measure{"retention.bytes", &code("retention-lowered"), &code("retention-raised"), kConsumers},
    Measure{"delete.retention.ms", &code("retention-lowered"), &code("retention-raised"), kConsumers},
    Measure{"max.message.bytes", &code("record-size-lowered"), &code("record-size-raised"), kProducers}};

class ChannelComparison {
 public:
  ChannelComparison(const Channel& was, const Channel& is, Place place, Parties used, Changes& changes)
      : was_(was), is_(is), place_(std::move(place)), used_(used), changes_(changes) {}

  void run() {
    if (was_.id != is_.id)
      changes_.add(code("channel-renamed"), kNobody, place_,
                   fmt::format("channel '{}' is called '{}' now", was_.id, is_.id));
    if (unnamed(was_.topic) != unnamed(is_.topic))
      changes_.add(code("topic-renamed"), used_, place_.below("topic"),
                   fmt::format("the topic was '{}', and is '{}'", was_.topic, is_.topic));
    compare_docs(was_.docs, is_.docs, place_, changes_);
    partitions();
    settings();
    parameters();
  }

 private:
  void partitions() {
    const auto shown = [](const std::optional<std::int32_t>& count) {
      return count ? std::to_string(*count) : "not stated";
    };
    const auto& was = was_.kafka;
    const auto& is = is_.kafka;
    const auto place = place_.below("partitions", nearest(was.span, place_.before), nearest(is.span, place_.after));
    if (was.partitions != is.partitions) {
      const auto text =
          fmt::format("the number of partitions was {}, and is {}", shown(was.partitions), shown(is.partitions));
      if (was.partitions && is.partitions) {
        changes_.add(code("partitions-changed"), kConsumers, place,
                     text + ": keys move, so new records of a key may overtake old ones");
      } else {
        changes_.add(code("partitions-stated"), kNobody, place, text);
      }
    }
    if (was.replicas != is.replicas)
      changes_.add(code("replicas-changed"), kNobody, place_.below("replicas", place.before, place.after),
                   fmt::format("the number of replicas was {}, and is {}", shown(was.replicas), shown(is.replicas)));
  }

  void settings() {
    std::vector<std::string> names;
    for (const auto& [name, value] : is_.kafka.configuration) names.push_back(name);
    for (const auto& [name, value] : was_.kafka.configuration) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    for (const auto& name : names) {
      const auto was = setting(was_, name);
      const auto is = setting(is_, name);
      if (was != is) changed(name, was, is);
    }
  }

  void changed(const std::string& name, const std::optional<std::string>& was, const std::optional<std::string>& is) {
    const auto shown = [](const std::optional<std::string>& value) {
      return value ? "'" + *value + "'" : "not stated";
    };
    const auto text = fmt::format("'{}' was {}, and is {}", name, shown(was), shown(is));
    const auto place =
        place_
            .below("topicConfiguration", nearest(was_.kafka.span, place_.before), nearest(is_.kafka.span, place_.after))
            .below(name);
    if (name == "cleanup.policy") return changes_.add(code("cleanup-policy-changed"), kConsumers, place, text);
    const auto* measure =
        std::find_if(kMeasures.begin(), kMeasures.end(), [&](const Measure& each) { return each.name == name; });
    const auto from = amount(was);
    const auto to = amount(is);
    // What is not stated is the broker's default: nobody knows which way it went.
    if (measure == kMeasures.end() || !from || !to)
      return changes_.add(code("topic-setting-changed"), kNobody, place, text);
    if (*to < *from) return changes_.add(*measure->lowered, measure->breaks, place, text);
    changes_.add(*measure->raised, kNobody, place, text);
  }

  void parameters() {
    const auto& was = was_.parameters;
    const auto& is = is_.parameters;
    // The place in the address, if both addresses have the same places.
    const bool same_form = unnamed(was_.address.value_or("")) == unnamed(is_.address.value_or(""));
    const auto ordinal = [](const std::string& address, const std::string& name) -> std::string {
      const auto at = address.find("{" + name + "}");
      if (at == std::string::npos) return {};
      return std::to_string(std::count(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(at), '{'));
    };
    const auto pairs = pair_up(was.size(), is.size(), 2, [&](int rule, Which which, std::size_t i) -> std::string {
      const auto& name = which == Which::kWas ? was[i].name : is[i].name;
      if (rule == 0) return name;
      const auto& channel = which == Which::kWas ? was_ : is_;
      return same_form ? ordinal(channel.address.value_or(""), name) : "";
    });
    for (const auto& pair : pairs) {
      const auto* old_one = pair.was ? &was[*pair.was] : nullptr;
      const auto* new_one = pair.is ? &is[*pair.is] : nullptr;
      const auto place = place_.below("parameters")
                             .below(new_one != nullptr ? new_one->name : old_one->name,
                                    old_one != nullptr ? old_one->origin.span : place_.before,
                                    new_one != nullptr ? new_one->origin.span : place_.after);
      if (old_one == nullptr) {
        changes_.add(code("parameter-added"), used_, place, fmt::format("parameter '{}' is new", new_one->name));
      } else if (new_one == nullptr) {
        changes_.add(code("parameter-removed"), used_, place, fmt::format("parameter '{}' is gone", old_one->name));
      } else {
        parameter(*old_one, *new_one, place);
      }
    }
  }

  void parameter(const Parameter& was, const Parameter& is, const Place& place) {
    if (was.name != is.name)
      changes_.add(code("parameter-renamed"), kNobody, place,
                   fmt::format("parameter '{}' is called '{}' now", was.name, is.name));
    compare_docs(was.docs, is.docs, place, changes_);
    if (was.default_value != is.default_value)
      changes_.add(code("parameter-default-changed"), kNobody, place.below("default"), "the default changed");
    const auto from = [](const Parameter& each) {
      return each.location ? std::optional(std::pair(each.location->where, each.location->path)) : std::nullopt;
    };
    if (from(was) != from(is))
      changes_.add(code("parameter-location-changed"), used_, place.below("location"),
                   "the value comes from another place of the message");
    values(was, is, place.below("enum"));
  }

  /// A value is a topic. Without a list any value is valid.
  void values(const Parameter& was, const Parameter& is, const Place& place) {
    const Parties missed{.consumers = used_.consumers};
    const Parties unread{.producers = used_.producers};
    if (was.enumeration.empty() != is.enumeration.empty()) {
      const bool opened = is.enumeration.empty();
      changes_.add(opened ? code("parameter-value-added") : code("parameter-value-removed"), opened ? missed : unread,
                   place, opened ? "any value is valid now" : "only listed values are valid now");
      return;
    }
    const std::set<std::string> old_ones(was.enumeration.begin(), was.enumeration.end());
    const std::set<std::string> new_ones(is.enumeration.begin(), is.enumeration.end());
    for (const auto& value : is.enumeration) {
      if (!old_ones.contains(value))
        changes_.add(code("parameter-value-added"), missed, place, fmt::format("value '{}' is new", value));
    }
    for (const auto& value : was.enumeration) {
      if (!new_ones.contains(value))
        changes_.add(code("parameter-value-removed"), unread, place, fmt::format("value '{}' is gone", value));
    }
  }

  const Channel& was_;
  const Channel& is_;
  Place place_;
  Parties used_;
  Changes& changes_;
};

/// The ways to authenticate, however their components are called.
std::set<std::string> ways(const model::Server& server) {
  std::set<std::string> types;
  for (const auto& scheme : server.security) types.insert(scheme.type);
  return types;
}

void compare_security(const model::Server& was, const model::Server& is, const Place& place, Changes& changes) {
  const auto old_ways = ways(was);
  const auto new_ways = ways(is);
  if (old_ways == new_ways) return;
  if (old_ways.empty())
    return changes.add(code("security-required"), kEverybody, place, "who connects must authenticate now");
  if (new_ways.empty())
    return changes.add(code("security-dropped"), kEverybody, place, "nobody authenticates here any more");
  for (const auto& way : new_ways) {
    if (!old_ways.contains(way))
      changes.add(code("security-scheme-added"), kNobody, place, fmt::format("'{}' is a new way to authenticate", way));
  }
  for (const auto& way : old_ways) {
    if (!new_ways.contains(way))
      changes.add(code("security-scheme-removed"), kEverybody, place, fmt::format("'{}' authenticates no more", way));
  }
}

void compare_server(const model::Server& was, const model::Server& is, const Place& place, Changes& changes) {
  if (was.name != is.name)
    changes.add(code("server-renamed"), kNobody, place,
                fmt::format("server '{}' is called '{}' now", was.name, is.name));
  if (was.host != is.host)
    changes.add(code("server-host-changed"), kEverybody, place.below("host"),
                fmt::format("the host was '{}', and is '{}'", was.host, is.host));
  if (was.protocol != is.protocol)
    changes.add(code("protocol-changed"), kEverybody, place.below("protocol"),
                fmt::format("the protocol was '{}', and is '{}'", was.protocol, is.protocol));
  compare_security(was, is, place.below("security"), changes);
  compare_docs(was.docs, is.docs, place, changes);
}

}  // namespace

std::string unnamed(std::string_view topic) {
  std::string form;
  bool inside = false;
  for (const char c : topic) {
    if (c == '}') inside = false;
    if (!inside) form += c;
    if (c == '{') inside = true;
  }
  return form;
}

std::vector<Pair> pair_channels(const model::Api& before, const model::Api& after) {
  return pair_up(before.channels.size(), after.channels.size(), 3, [&](int rule, Which which, std::size_t i) {
    const auto& channel = which == Which::kWas ? before.channels[i] : after.channels[i];
    if (rule == 2) return channel.id;
    if (channel.topic.empty()) return std::string{};
    // Several channels may share a topic: those that kept their keys first.
    return rule == 0 ? unnamed(channel.topic) + "\n" + channel.id : unnamed(channel.topic);
  });
}

void compare_channels(const model::Api& before, const model::Api& after, const std::vector<Pair>& pairs,
                      const std::vector<Parties>& used, Changes& changes) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& [was, is] = pairs[i];
    const auto* old_one = was ? &before.channels[*was] : nullptr;
    const auto* new_one = is ? &after.channels[*is] : nullptr;
    const auto place = Place{"channels", {}, {}}.below(new_one != nullptr ? new_one->id : old_one->id,
                                                       old_one != nullptr ? old_one->origin.span : diag::Span{},
                                                       new_one != nullptr ? new_one->origin.span : diag::Span{});
    if (old_one == nullptr) {
      changes.add(code("channel-added"), kNobody, place, fmt::format("channel '{}' is new", new_one->id));
    } else if (new_one == nullptr) {
      changes.add(code("channel-removed"), used[i], place, fmt::format("channel '{}' is gone", old_one->id));
    } else {
      ChannelComparison(*old_one, *new_one, place, used[i], changes).run();
    }
  }
}

void compare_servers(const model::Api& before, const model::Api& after, Changes& changes) {
  const auto pairs = pair_up(before.servers.size(), after.servers.size(), 2, [&](int rule, Which which, std::size_t i) {
    const auto& server = which == Which::kWas ? before.servers[i] : after.servers[i];
    return rule == 0 ? server.name : server.host;
  });
  for (const auto& [was, is] : pairs) {
    const auto* old_one = was ? &before.servers[*was] : nullptr;
    const auto* new_one = is ? &after.servers[*is] : nullptr;
    const auto place = Place{"servers", {}, {}}.below(new_one != nullptr ? new_one->name : old_one->name,
                                                      old_one != nullptr ? old_one->origin.span : diag::Span{},
                                                      new_one != nullptr ? new_one->origin.span : diag::Span{});
    if (old_one == nullptr) {
      changes.add(code("server-added"), kNobody, place, fmt::format("server '{}' is new", new_one->name));
    } else if (new_one == nullptr) {
      changes.add(code("server-removed"), kEverybody, place, fmt::format("server '{}' is gone", old_one->name));
    } else {
      compare_server(*old_one, *new_one, place, changes);
    }
  }
}

}  // namespace meshgen::diff
