#include "diff/compare.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "diff/channels.hpp"
#include "diff/messages.hpp"
#include "diff/nodes.hpp"
#include "model/extensions.hpp"
#include "model/paths.hpp"

namespace meshgen::diff {
namespace {

using model::Action;
using model::Api;
using model::Operation;

Direction direction_of(const Operation& operation) {
  return operation.action == Action::kSend ? Direction::kSend : Direction::kReceive;
}

/// Who is at the other end of what this operation does.
Parties other_end(const Operation& operation) { return operation.action == Action::kSend ? kConsumers : kProducers; }

void join(Parties& parties, const Parties& more) {
  parties.consumers = parties.consumers || more.consumers;
  parties.producers = parties.producers || more.producers;
}

/// A group that the contract does not name is made of the file's name: another file name is no other group.
std::string group_of(const Api& api, const Operation& operation) {
  const auto group = operation.group_id.value_or("");
  const auto own = fmt::format("{}.{}", model::file_stem(api.file_name), operation.id);
  return group == own ? fmt::format("<contract>.{}", operation.id) : group;
}

/// The topic that follows from topic and group changes with them, which is said where they change.
std::string dead_letters_of(const Operation& operation) {
  const bool follows = operation.dead_letter.topic.ends_with(fmt::format(".{}.dlq", operation.group_id.value_or("")));
  return follows ? "<topic>.<group>.dlq" : operation.dead_letter.topic;
}

bool same_retry(const model::Retry& a, const model::Retry& b) {
  return a.max_attempts == b.max_attempts && a.kind == b.kind && a.initial_delay_ms == b.initial_delay_ms &&
         a.max_delay_ms == b.max_delay_ms && a.multiplier == b.multiplier && a.jitter == b.jitter;
}

bool same_breaker(const std::optional<model::CircuitBreaker>& a, const std::optional<model::CircuitBreaker>& b) {
  const auto x = a.value_or(model::CircuitBreaker{});
  const auto y = b.value_or(model::CircuitBreaker{});
  return x.failures == y.failures && x.open_ms == y.open_ms && x.max_open_ms == y.max_open_ms;
}

class Comparison {
 public:
  Comparison(const Side& before, const Side& after)
      : before_(*before.api),
        after_(*after.api),
        nodes_before_(*before.document, before_),
        nodes_after_(*after.document, after_),
        messages_(before_, nodes_before_, after_, nodes_after_, changes_),
        channels_(pair_channels(before_, after_)) {
    number_channels();
  }

  std::vector<Change> run() {
    information();
    compare_servers(before_, after_, changes_);
    compare_channels(before_, after_, channels_, used(), changes_);
    operations();
    if (!before_.declares_operations && !after_.declares_operations) library();
    auto found = changes_.take();
    std::vector<Change> sorted;
    for (const auto impact : {Impact::kBreaking, Impact::kCompatible, Impact::kDocumentation}) {
      for (auto& change : found) {
        if (change.impact == impact) sorted.push_back(std::move(change));
      }
    }
    return sorted;
  }

 private:
  void information() {
    if (before_.title == after_.title && before_.description == after_.description) return;
    const auto place = [](const Nodes& nodes) {
      const auto* info = nodes.document().root().find_member("info");
      return info == nullptr ? diag::Span{} : info->key_span;
    };
    changes_.add_words(code("documentation-changed"), {"info", place(nodes_before_), place(nodes_after_)},
                       "title or description changed");
  }

  /// Of each pair of channels. Nobody: no operation touches it. Without operations anybody may be there.
  [[nodiscard]] std::vector<Parties> used() const {
    const bool anybody = !before_.declares_operations && !after_.declares_operations;
    std::vector<Parties> used(channels_.size(), anybody ? kBothSides : kNobody);
    for (const auto& operation : before_.operations) join(used[pair_was_[operation.channel]], other_end(operation));
    for (const auto& operation : after_.operations) join(used[pair_is_[operation.channel]], other_end(operation));
    return used;
  }

  /// Which pair each channel belongs to.
  void number_channels() {
    pair_was_.resize(before_.channels.size());
    pair_is_.resize(after_.channels.size());
    for (std::size_t i = 0; i < channels_.size(); ++i) {
      if (channels_[i].was) pair_was_[*channels_[i].was] = i;
      if (channels_[i].is) pair_is_[*channels_[i].is] = i;
    }
  }

  [[nodiscard]] bool same_channel(std::size_t was, std::size_t is) const { return pair_was_[was] == pair_is_[is]; }

  /// The same thing under another id: nothing else about it is new.
  [[nodiscard]] bool is_renamed(const Operation& was, const Operation& is) const {
    const auto pairs = messages_.pairs(was.messages, is.messages);
    return std::all_of(pairs.begin(), pairs.end(), [](const Pair& pair) { return pair.was && pair.is; });
  }

  void operations() {
    const auto& was = before_.operations;
    const auto& is = after_.operations;
    const auto key = [&](int rule, Which which, std::size_t i) {
      const auto& operation = which == Which::kWas ? was[i] : is[i];
      if (rule == 0) return operation.id;
      const auto channel = which == Which::kWas ? pair_was_[operation.channel] : pair_is_[operation.channel];
      return fmt::format("{} {}", static_cast<int>(operation.action), channel);
    };
    const auto pairs = pair_up(was.size(), is.size(), 2, key, [&](int rule, std::size_t a, std::size_t b) {
      return rule == 0 || is_renamed(was[a], is[b]);
    });
    for (const auto& pair : pairs) {
      const auto* old_one = pair.was ? &was[*pair.was] : nullptr;
      const auto* new_one = pair.is ? &is[*pair.is] : nullptr;
      const auto place = Place{"operations", {}, {}}.below(new_one != nullptr ? new_one->id : old_one->id,
                                                           old_one != nullptr ? old_one->origin.span : diag::Span{},
                                                           new_one != nullptr ? new_one->origin.span : diag::Span{});
      if (old_one == nullptr) {
        changes_.add(code("operation-added"), kNobody, place, fmt::format("operation '{}' is new", new_one->id));
      } else if (new_one == nullptr) {
        changes_.add(code("operation-removed"), other_end(*old_one), place,
                     fmt::format("operation '{}' is gone", old_one->id));
      } else {
        operation(*old_one, *new_one, place);
      }
    }
  }

  void operation(const Operation& was, const Operation& is, const Place& place) {
    if (was.id != is.id)
      changes_.add(code("operation-renamed"), kNobody, place,
                   fmt::format("operation '{}' is called '{}' now", was.id, is.id));
    compare_docs(was.docs, is.docs, place, changes_);
    if (was.action != is.action) {
      const auto word = [](const Operation& each) { return each.action == Action::kSend ? "sent" : "received"; };
      changes_.add(code("operation-direction-changed"), kBothSides, place.below("action"),
                   fmt::format("this {}, and is {} now", fmt::format("was {}", word(was)), word(is)));
      return;
    }
    if (!same_channel(was.channel, is.channel))
      changes_.add(code("operation-channel-changed"), other_end(is), place.below("channel"),
                   fmt::format("the channel was '{}', and is '{}'", before_.channels[was.channel].id,
                               after_.channels[is.channel].id));
    if (was.client_id != is.client_id)
      changes_.add(
          code("client-id-changed"), kNobody, place.below("clientId"),
          fmt::format("the client id was '{}', and is '{}'", was.client_id.value_or(""), is.client_id.value_or("")));
    if (is.action == Action::kReceive) reading(was, is, place);
    messages_.compare_lists(was.messages, is.messages, place.below("messages"), direction_of(is));
    reply(was, is, place.below("reply"));
  }

  void reading(const Operation& was, const Operation& is, const Place& place) {
    const auto old_group = group_of(before_, was);
    const auto new_group = group_of(after_, is);
    if (old_group != new_group)
      changes_.add(code("group-changed"), kApplication, place.below("groupId"),
                   fmt::format("the group was '{}', and is '{}': it has committed nothing yet", old_group, new_group));
    if (!same_retry(was.retry, is.retry))
      changes_.add(code("retry-changed"), kNobody, place.below("x-retry", was.retry.span, is.retry.span),
                   "the retry policy changed");
    if (!same_breaker(was.breaker, is.breaker))
      changes_.add(code("circuit-breaker-changed"), kNobody, place.below("x-circuit-breaker"),
                   "the circuit breaker changed");
    if (was.delivery != is.delivery) {
      const bool weaker = is.delivery < was.delivery;
      changes_.add(weaker ? code("delivery-weakened") : code("delivery-strengthened"), weaker ? kApplication : kNobody,
                   place.below("x-delivery"),
                   fmt::format("records were handled {}, and are {}", model::to_string(was.delivery),
                               model::to_string(is.delivery)));
    }
    const auto below = place.below("x-dead-letter");
    if (was.dead_letter.enabled != is.dead_letter.enabled) {
      changes_.add(is.dead_letter.enabled ? code("dead-letter-enabled") : code("dead-letter-disabled"),
                   is.dead_letter.enabled ? kNobody : kApplication, below,
                   is.dead_letter.enabled ? "what fails is kept in a topic now" : "what fails is kept no more");
    } else if (is.dead_letter.enabled && dead_letters_of(was) != dead_letters_of(is)) {
      changes_.add(
          code("dead-letter-topic-changed"), kApplication, below,
          fmt::format("what fails went to '{}', and goes to '{}'", was.dead_letter.topic, is.dead_letter.topic));
    }
    if (was.dead_letter.enabled && is.dead_letter.enabled) families(was.dead_letter, is.dead_letter, below);
  }

  /// Whoever reads the headers that are gone finds nothing; more of them disturb nobody.
  void families(const model::DeadLetter& was, const model::DeadLetter& is, const Place& below) {
    if (was.families == is.families) return;
    const bool only_more =
        std::includes(is.families.begin(), is.families.end(), was.families.begin(), was.families.end());
    const auto words = [](const model::DeadLetter& letter) {
      std::string text;
      for (const auto family : letter.families) text += fmt::format(", {}", to_string(family));
      return text.empty() ? std::string("none of other frameworks") : "those of " + text.substr(2);
    };
    changes_.add(code("dead-letter-families-changed"), only_more ? kNobody : kApplication, below,
                 fmt::format("the headers beside ours were {}, and are {}", words(was), words(is)));
  }

  /// A reply travels against its request.
  void reply(const Operation& was, const Operation& is, const Place& place) {
    const auto back = is.action == Action::kSend ? Direction::kReceive : Direction::kSend;
    const auto asked = other_end(is);
    if (!was.reply && !is.reply) return;
    if (!was.reply || !is.reply) {
      changes_.add(is.reply ? code("reply-added") : code("reply-removed"), is.reply ? kNobody : asked, place,
                   is.reply ? "requests are answered now" : "requests are answered no more");
      return;
    }
    const auto& old_one = *was.reply;
    const auto& new_one = *is.reply;
    const bool same = old_one.channel && new_one.channel ? same_channel(*old_one.channel, *new_one.channel)
                                                         : old_one.channel.has_value() == new_one.channel.has_value();
    if (!same) changes_.add(code("reply-channel-changed"), asked, place.below("channel"), "replies come another way");
    const auto from = [](const model::Reply& each) {
      return each.address ? std::optional(std::pair(each.address->where, each.address->path)) : std::nullopt;
    };
    if (from(old_one) != from(new_one))
      changes_.add(code("reply-address-changed"), asked, place.below("address"),
                   "another place of the request says where the reply goes");
    if (old_one.headers != new_one.headers)
      changes_.add(
          code("reply-headers-changed"), asked, place.below("x-reply-headers"),
          fmt::format("the headers were {}'s, and are {}'s", to_string(old_one.headers), to_string(new_one.headers)));
    messages_.compare_lists(old_one.messages, new_one.messages, place.below("messages"), back);
  }

  /// A document without operations is a library of messages: anybody may send and read them.
  void library() {
    for (const auto& [was, is] : channels_) {
      if (!was || !is) continue;
      const auto& old_one = before_.channels[*was];
      const auto& new_one = after_.channels[*is];
      const auto place = Place{"channels", {}, {}}.below(new_one.id, old_one.origin.span, new_one.origin.span);
      messages_.compare_lists(old_one.messages, new_one.messages, place.below("messages"), Direction::kEither);
    }
  }

  const Api& before_;
  const Api& after_;
  Nodes nodes_before_;
  Nodes nodes_after_;
  Changes changes_;
  MessageComparison messages_;
  std::vector<Pair> channels_;
  std::vector<std::size_t> pair_was_;
  std::vector<std::size_t> pair_is_;
};

}  // namespace

std::vector<Change> compare(const Side& before, const Side& after) { return Comparison(before, after).run(); }

}  // namespace meshgen::diff
