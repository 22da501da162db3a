#include "model/extensions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

void unknown_key(const load::Member& member, std::span<const std::string_view> known, std::string_view where,
                 diag::Sink& sink) {
  auto& diagnostic =
      sink.report(diag::codes::kExtension, member.key_span, fmt::format("'{}' has no field '{}'", where, member.key));
  const std::vector<std::string> all(known.begin(), known.end());
  const auto near = base::closest(member.key, known);
  diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near) : "it has: " + base::join(all, ", "));
}

void bad_value(const Node& node, std::string_view name, std::string_view want, diag::Sink& sink) {
  sink.report(diag::codes::kExtension, node.span, fmt::format("'{}' must be {}", name, want));
}

void read_delay(const Node& node, std::string_view name, std::int64_t& out, diag::Sink& sink) {
  const auto ms = node.is(Kind::kString) ? parse_duration_ms(node.text) : std::nullopt;
  constexpr std::int64_t kDay = 24LL * 3600 * 1000;
  if (!ms || *ms <= 0 || *ms > 7 * kDay) {
    bad_value(node, name, "an ISO 8601 duration above 0 and of a week at most, such as PT0.2S", sink);
  } else {
    out = *ms;
  }
}

void read_backoff(const Node& node, Retry& retry, diag::Sink& sink) {
  static constexpr std::array<std::string_view, 5> kFields{"type", "initialDelay", "maxDelay", "multiplier", "jitter"};
  if (!node.is(Kind::kMap)) {
    sink.report(diag::codes::kExtension, node.span, "'backoff' must be an object")
        .with_help(
            "write the delay as '{initialDelay: PT0.2S}'; type, maxDelay, multiplier and jitter may stand beside it");
    return;
  }
  for (const auto& [key, key_span, value] : node.members) {
    if (key == "type") {
      if (value.text == "fixed") {
        retry.kind = BackoffKind::kFixed;
      } else if (value.text == "exponential") {
        retry.kind = BackoffKind::kExponential;
      } else {
        bad_value(value, "type", "'fixed' or 'exponential'", sink);
      }
    } else if (key == "initialDelay") {
      read_delay(value, key, retry.initial_delay_ms, sink);
    } else if (key == "maxDelay") {
      read_delay(value, key, retry.max_delay_ms, sink);
    } else if (key == "multiplier") {
      const auto number = value.as_double();
      if (!number || *number < 1 || *number > 100) {
        bad_value(value, key, "a number from 1 to 100", sink);
      } else {
        retry.multiplier = *number;
      }
    } else if (key == "jitter") {
      if (value.text == "full") {
        retry.jitter = Jitter::kFull;
      } else if (value.text == "equal") {
        retry.jitter = Jitter::kEqual;
      } else if (value.text == "none") {
        retry.jitter = Jitter::kNone;
      } else {
        bad_value(value, key, "'full', 'equal' or 'none'", sink);
      }
    } else {
      unknown_key({key, key_span, {}}, kFields, "backoff", sink);
    }
  }
  if (retry.max_delay_ms < retry.initial_delay_ms) {
    bad_value(node, "maxDelay", "'initialDelay' or more", sink);
  }
}

constexpr std::array kFamilies{DeadLetterFamily::kSpring, DeadLetterFamily::kConnect, DeadLetterFamily::kSmallRye,
                               DeadLetterFamily::kStreams};

void read_families(const Node& node, std::vector<DeadLetterFamily>& families, diag::Sink& sink) {
  std::vector<std::string_view> known;
  for (const auto family : kFamilies) known.push_back(to_string(family));
  const std::vector<std::string> all(known.begin(), known.end());
  if (!node.is(Kind::kList)) {
    bad_value(node, "families", "a list of " + base::join(all, ", "), sink);
    return;
  }
  for (const auto& item : node.items) {
    if (item.is(Kind::kString) && std::find(known.begin(), known.end(), item.text) != known.end()) continue;
    auto& diagnostic = sink.report(diag::codes::kExtension, item.span,
                                   fmt::format("'{}' is no family of dead-letter headers", item.text));
    const auto near = base::closest(item.text, known);
    diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near) : "there are: " + base::join(all, ", "));
  }
  const auto names = [&](DeadLetterFamily family) {
    return std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node& item) { return item.text == to_string(family); });
  };
  std::copy_if(kFamilies.begin(), kFamilies.end(), std::back_inserter(families), names);
}

}  // namespace

std::string_view to_string(DeadLetterFamily family) noexcept {
  switch (family) {
    case DeadLetterFamily::kSpring:
      return "spring";
    case DeadLetterFamily::kConnect:
      return "connect";
    case DeadLetterFamily::kSmallRye:
      return "smallrye";
    case DeadLetterFamily::kStreams:
      return "streams";
  }
  return "spring";
}

std::string_view to_string(DeliveryGuarantee delivery) noexcept {
  switch (delivery) {
    case DeliveryGuarantee::kAtMostOnce:
      return "at-most-once";
    case DeliveryGuarantee::kAtLeastOnce:
      return "at-least-once";
    case DeliveryGuarantee::kExactlyOnce:
      return "exactly-once";
  }
  return "at-least-once";
}

std::optional<std::int64_t> parse_duration_ms(std::string_view text) {
  if (!text.starts_with('P') || text.size() < 3) return std::nullopt;
  text.remove_prefix(1);
  double total = 0;
  bool in_time = false;
  std::string_view units = "WD";
  while (!text.empty()) {
    if (text.front() == 'T' && !in_time) {
      in_time = true;
      units = "HMS";
      text.remove_prefix(1);
      if (text.empty()) return std::nullopt;
      continue;
    }
    double amount = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), amount, std::chars_format::fixed);
    const auto used = static_cast<std::size_t>(parsed.ptr - text.data());
    if (parsed.ec != std::errc{} || amount < 0 || used >= text.size()) return std::nullopt;
    const auto at = units.find(text[used]);
    if (at == std::string_view::npos) return std::nullopt;
    constexpr double kSecond = 1000;
    switch (text[used]) {
      case 'W':
        total += amount * 7 * 24 * 3600 * kSecond;
        break;
      case 'D':
        total += amount * 24 * 3600 * kSecond;
        break;
      case 'H':
        total += amount * 3600 * kSecond;
        break;
      case 'M':
        total += amount * 60 * kSecond;
        break;
      default:
        total += amount * kSecond;
        break;
    }
    units = units.substr(at + 1);
    text.remove_prefix(used + 1);
  }
  constexpr double kMax = 1e15;
  if (total > kMax) return std::nullopt;
  return std::llround(total);
}

Retry read_retry(const Node& node, diag::Sink& sink) {
  static constexpr std::array<std::string_view, 2> kFields{"maxAttempts", "backoff"};
  Retry retry;
  retry.span = node.span;
  if (!node.is(Kind::kMap)) {
    bad_value(node, "x-retry", "an object", sink);
    return retry;
  }
  for (const auto& member : node.members) {
    if (member.key == "maxAttempts") {
      const auto attempts = member.value.as_int64();
      if (!attempts || *attempts < 1 || *attempts > 1000) {
        bad_value(member.value, member.key, "an integer from 1 to 1000", sink);
      } else {
        retry.max_attempts = static_cast<std::uint32_t>(*attempts);
      }
    } else if (member.key == "backoff") {
      read_backoff(member.value, retry, sink);
    } else {
      unknown_key(member, kFields, "x-retry", sink);
    }
  }
  return retry;
}

CircuitBreaker read_circuit_breaker(const Node& node, diag::Sink& sink) {
  static constexpr std::array<std::string_view, 3> kFields{"failures", "openFor", "maxOpenFor"};
  CircuitBreaker breaker;
  breaker.span = node.span;
  if (node.is(Kind::kBool) && !node.boolean) {
    breaker.failures = 0;
    return breaker;
  }
  if (!node.is(Kind::kMap)) {
    bad_value(node, "x-circuit-breaker", "false, or an object with 'failures', 'openFor' or 'maxOpenFor'", sink);
    return breaker;
  }
  for (const auto& member : node.members) {
    if (member.key == "failures") {
      const auto failures = member.value.as_int64();
      if (!failures || *failures < 1 || *failures > 100'000) {
        bad_value(member.value, member.key, "an integer from 1 to 100000", sink);
      } else {
        breaker.failures = static_cast<std::uint32_t>(*failures);
      }
    } else if (member.key == "openFor") {
      read_delay(member.value, member.key, breaker.open_ms, sink);
    } else if (member.key == "maxOpenFor") {
      read_delay(member.value, member.key, breaker.max_open_ms, sink);
    } else {
      unknown_key(member, kFields, "x-circuit-breaker", sink);
    }
  }
  if (breaker.max_open_ms < breaker.open_ms) bad_value(node, "maxOpenFor", "'openFor' or more", sink);
  return breaker;
}

DeliveryGuarantee read_delivery(const Node& node, diag::Sink& sink) {
  static constexpr std::array kAll{DeliveryGuarantee::kAtMostOnce, DeliveryGuarantee::kAtLeastOnce,
                                   DeliveryGuarantee::kExactlyOnce};
  if (node.is(Kind::kString)) {
    for (const auto each : kAll) {
      if (node.text == to_string(each)) return each;
    }
  }
  std::vector<std::string_view> words;
  for (const auto each : kAll) words.push_back(to_string(each));
  auto& diagnostic = sink.report(diag::codes::kExtension, node.span,
                                 "'x-delivery' must be 'at-most-once', 'at-least-once' or 'exactly-once'");
  const auto near = node.is(Kind::kString) ? base::closest(node.text, words) : std::nullopt;
  if (near) diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
  return DeliveryGuarantee::kAtLeastOnce;
}

DeadLetter read_dead_letter(const resolve::ResolvedDocument& document, const Node& node, diag::Sink& sink) {
  static constexpr std::array<std::string_view, 3> kFields{"topic", "channel", "families"};
  DeadLetter dead_letter;
  dead_letter.span = node.span;
  if (node.is(Kind::kBool)) {
    dead_letter.enabled = node.boolean;
    return dead_letter;
  }
  if (!node.is(Kind::kMap)) {
    bad_value(node, "x-dead-letter", "false, or an object with 'topic' or 'channel', and 'families'", sink);
    return dead_letter;
  }
  for (const auto& member : node.members) {
    if (member.key == "topic") {
      if (!member.value.is(Kind::kString) || member.value.text.empty())
        bad_value(member.value, "topic", "a topic's name", sink);
      dead_letter.topic = member.value.text;
    } else if (member.key == "channel") {
      const auto* channel = document.follow(member.value);
      if (channel == nullptr) continue;
      const auto* bindings = channel->find("bindings");
      const auto* all = bindings == nullptr ? nullptr : document.follow(*bindings);
      const auto* kafka = all == nullptr ? nullptr : all->find("kafka");
      const auto* topic = kafka == nullptr ? nullptr : kafka->find("topic");
      const auto* address = channel->find("address");
      if (topic == nullptr) topic = address;
      if (topic == nullptr || !topic->is(Kind::kString)) {
        bad_value(member.value, "channel", "a channel that has a topic", sink);
      } else {
        dead_letter.topic = topic->text;
      }
    } else if (member.key == "families") {
      read_families(member.value, dead_letter.families, sink);
    } else {
      unknown_key(member, kFields, "x-dead-letter", sink);
    }
  }
  return dead_letter;
}

std::string_view to_string(ReplyHeaders headers) noexcept {
  switch (headers) {
    case ReplyHeaders::kMesh:
      return "mesh";
    case ReplyHeaders::kSpring:
      return "spring";
    case ReplyHeaders::kSmallRye:
      return "smallrye";
  }
  return "mesh";
}

ReplyHeaders read_reply_headers(const Node& node, diag::Sink& sink) {
  for (const auto headers : {ReplyHeaders::kMesh, ReplyHeaders::kSpring, ReplyHeaders::kSmallRye}) {
    if (node.is(Kind::kString) && node.text == to_string(headers)) return headers;
  }
  bad_value(node, "x-reply-headers", "'mesh', 'spring' or 'smallrye'", sink);
  return ReplyHeaders::kMesh;
}

TopicSettings read_topic_settings(const Node& kafka) {
  TopicSettings settings;
  settings.span = kafka.span;
  if (const auto* topic = kafka.find("topic"); topic != nullptr && topic->is(Kind::kString))
    settings.topic = topic->text;
  const auto count = [&](std::string_view key) -> std::optional<std::int32_t> {
    const auto* node = kafka.find(key);
    const auto value = node == nullptr ? std::nullopt : node->as_int64();
    constexpr std::int64_t kMax = 1'000'000;
    if (!value || *value < 1 || *value > kMax) return std::nullopt;
    return static_cast<std::int32_t>(*value);
  };
  settings.partitions = count("partitions");
  settings.replicas = count("replicas");
  const auto* configuration = kafka.find("topicConfiguration");
  if (configuration == nullptr) return settings;
  for (const auto& member : configuration->members) {
    if (member.key.starts_with("x-")) continue;
    std::string value = member.value.text;
    if (member.value.is_numeric()) {
      if (const auto whole = member.value.as_int64()) value = std::to_string(*whole);
    } else if (member.value.is(Kind::kBool)) {
      value = member.value.boolean ? "true" : "false";
    } else if (member.value.is(Kind::kList)) {
      for (const auto& item : member.value.items) value += (value.empty() ? "" : ",") + item.text;
    }
    settings.configuration.emplace_back(member.key, value);
  }
  return settings;
}

std::optional<std::string> sole_value(const Node& schema) {
  const auto text = [&](const Node* node) -> std::optional<std::string> {
    if (node == nullptr || node->is(Kind::kList) || node->is(Kind::kMap) || node->is(Kind::kNull)) return std::nullopt;
    return node->text;
  };
  if (auto value = text(schema.find("const"))) return value;
  if (const auto* values = schema.find("enum"); values != nullptr && values->items.size() == 1)
    return text(&values->items.front());
  return text(schema.find("default"));
}

}  // namespace meshgen::model
