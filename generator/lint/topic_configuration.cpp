#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

constexpr std::int64_t kReplicasMax = 100;        // each is a broker of its own
constexpr std::int64_t kPartitionsMax = 100'000;  // of one topic; clusters are sized for less in all
constexpr std::int64_t kMessageMin = 1024;
constexpr std::int64_t kMessageMax = 2'147'483'647;

class Configuration {
 public:
  explicit Configuration(const Context& context) : context_(context) {}

  void check(const Node& kafka) {
    count(kafka, "replicas", kReplicasMax, "each replica is a broker of its own");
    count(kafka, "partitions", kPartitionsMax, "each partition costs brokers files and memory");
    const auto* settings = member(context_.document, kafka, "topicConfiguration", Kind::kMap);
    if (settings == nullptr) return;
    policy(*settings);
    size(*settings);
    for (const auto* key : {"retention.ms", "retention.bytes"}) {
      const auto* value = settings->find(key);
      if (value == nullptr || value->as_int64() != 0) continue;
      report(value->span, fmt::format("'{}: 0' deletes records as soon as a segment is full", key),
             "-1 keeps them for ever; else say how long, or how much, is kept");
    }
  }

 private:
  void report(const diag::Span& span, std::string text, std::string help) {
    context_.sink.report(diag::codes::kTopicConfiguration, span, std::move(text)).with_help(std::move(help));
  }

  void count(const Node& kafka, std::string_view key, std::int64_t most, std::string_view why) {
    const auto* value = kafka.find(key);
    const auto number = value == nullptr ? std::nullopt : value->as_int64();
    if (!number || *number <= most) return;
    report(value->span, fmt::format("no cluster has {} {} of a topic", *number, key), std::string(why));
  }

  /// Retention belongs to 'delete', the retention of deletions to 'compact'.
  void policy(const Node& settings) {
    const auto* policy = settings.find("cleanup.policy");
    if (policy == nullptr || !policy->is(Kind::kList) || policy->items.empty()) return;
    const auto has = [&](std::string_view word) {
      return std::any_of(policy->items.begin(), policy->items.end(),
                         [&](const Node& item) { return item.text == word; });
    };
    const auto idle = [&](std::string_view key, std::string_view wanted) {
      const auto* setting = settings.find_member(key);
      if (setting == nullptr || has(wanted)) return;
      report(setting->key_span, fmt::format("'{}' has no effect: 'cleanup.policy' does not have '{}'", key, wanted),
             fmt::format("add '{}' to 'cleanup.policy', or leave '{}' out", wanted, key));
    };
    idle("retention.ms", "delete");
    idle("retention.bytes", "delete");
    idle("delete.retention.ms", "compact");
  }

  void size(const Node& settings) {
    const auto* value = settings.find("max.message.bytes");
    const auto bytes = value == nullptr ? std::nullopt : value->as_int64();
    if (!bytes || (*bytes >= kMessageMin && *bytes <= kMessageMax)) return;
    report(value->span,
           *bytes < kMessageMin
               ? fmt::format("a broker with 'max.message.bytes: {}' refuses almost every record", *bytes)
               : fmt::format("'max.message.bytes: {}' is more than a broker can be told", *bytes),
           "it is a number of bytes, from 1024 to 2147483647; brokers use 1048588 when nothing is said");
  }

  const Context& context_;
};

}  // namespace

/// Settings of a topic that are out of sense, or that another one turns off.
void check_topic_configuration(const Context& context) {
  Configuration configuration(context);
  for (const auto& channel : context.survey.channels) {
    if (const auto* kafka = kafka_binding(context.document, *channel.name.node)) configuration.check(*kafka);
  }
}

}  // namespace meshgen::lint
