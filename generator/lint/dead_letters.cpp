#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using model::Operation;

class DeadLetters {
 public:
  explicit DeadLetters(const Context& context) : context_(context) {
    for (const auto& operation : context.api.operations) {
      if (operation.action != model::Action::kReceive || !operation.is_kafka) continue;
      readers_[topic_of(operation)].push_back(&operation);
    }
  }

  void run() {
    for (const auto& operation : context_.api.operations) {
      if (operation.action == model::Action::kReceive && operation.is_kafka) follow(operation);
    }
    for (const auto& [topic, readers] : readers_) {
      for (const auto* operation : readers) {
        if (!in_circle_.contains(operation)) consumed(*operation);
      }
    }
  }

 private:
  enum class Mark { kNew, kOpen, kDone };

  [[nodiscard]] std::string_view topic_of(const Operation& operation) const {
    return context_.api.channels[operation.channel].topic;
  }
  static const diag::Span& place(const Operation& operation) {
    return operation.dead_letter.span.file == nullptr ? operation.origin.span : operation.dead_letter.span;
  }
  static bool has_dead_letters(const Operation& operation) {
    return operation.dead_letter.enabled && !operation.dead_letter.topic.empty();
  }
  /// Who reads what this operation gives up.
  [[nodiscard]] const std::vector<const Operation*>& next(const Operation& operation) const {
    static const std::vector<const Operation*> kNone;
    if (!has_dead_letters(operation)) return kNone;
    const auto found = readers_.find(operation.dead_letter.topic);
    return found == readers_.end() ? kNone : found->second;
  }

  void consumed(const Operation& operation) {
    for (const auto* reader : next(operation)) {
      if (reader == &operation || topic_of(*reader) == topic_of(operation)) continue;  // a loop: told by the model
      if (reader->group_id != operation.group_id) continue;
      context_.sink
          .report(diag::codes::kDeadLetterConsumed, place(operation),
                  fmt::format("the dead letters of '{}' are read again by '{}', in the same group '{}'", operation.id,
                              reader->id, operation.group_id.value_or("")))
          .note(reader->origin.span, fmt::format("operation '{}' is here", reader->id))
          .with_help("what could not be handled comes back at once: read dead letters in a group of their own");
    }
  }

  /// Depth first, without recursion; the edge that closes a circle is the one to name.
  void follow(const Operation& start) {
    if (marks_[&start] != Mark::kNew) return;
    struct Step {
      const Operation* operation;
      std::size_t next;
    };
    std::vector<Step> way{{&start, 0}};
    marks_[&start] = Mark::kOpen;
    while (!way.empty()) {
      auto& step = way.back();
      const auto& readers = next(*step.operation);
      if (step.next >= readers.size()) {
        marks_[step.operation] = Mark::kDone;
        way.pop_back();
        continue;
      }
      const auto* reader = readers[step.next++];
      if (topic_of(*reader) == topic_of(*step.operation)) continue;  // told by the model
      auto& mark = marks_[reader];
      if (mark == Mark::kOpen) {
        std::string round;
        bool inside = false;
        for (const auto& each : way) {
          inside = inside || each.operation == reader;
          if (inside) in_circle_.insert(each.operation);
          if (inside) round += fmt::format("'{}' -> ", topic_of(*each.operation));
        }
        context_.sink
            .report(diag::codes::kDeadLetterCycle, place(*step.operation),
                    fmt::format("dead letters go round: {}'{}'", round, topic_of(*reader)))
            .note(reader->origin.span, fmt::format("operation '{}' is here", reader->id))
            .with_help("let one of them hold its key ('x-dead-letter: false'), or name a topic that nobody retries");
      } else if (mark == Mark::kNew) {
        mark = Mark::kOpen;
        way.push_back({reader, 0});
      }
    }
  }

  const Context& context_;
  std::map<std::string_view, std::vector<const Operation*>> readers_;  ///< by topic
  std::map<const Operation*, Mark> marks_;
  std::set<const Operation*> in_circle_;
};

}  // namespace

/// Where dead letters lead over several operations; that one leads to itself is told where the model is built.
void check_dead_letters(const Context& context) { DeadLetters(context).run(); }

}  // namespace meshgen::lint
