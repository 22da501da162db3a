/// Which values are valid now that were not, and the other way round: schema by schema, position by position.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "diff/change.hpp"
#include "diff/nodes.hpp"
#include "model/api.hpp"

namespace meshgen::diff {

/// The nearest words that document a type: its own, else those of what it stands for.
[[nodiscard]] model::Docs docs_of(const model::Types& types, model::TypeId id);

/// Reports deprecations and changed words.
void compare_docs(const model::Docs& was, const model::Docs& is, const Place& place, Changes& changes);

/// Types are compared by structure, through aliases. A pair of types is looked at once in each direction: recursive
/// schemas end, and the work grows with the pairs, not with the paths to them.
class SchemaComparison {
 public:
  SchemaComparison(const model::Api& before, const Nodes& nodes_before, const model::Api& after,
                   const Nodes& nodes_after, Changes& changes)
      : before_(before.types),
        nodes_before_(nodes_before),
        after_(after.types),
        nodes_after_(nodes_after),
        changes_(changes) {}

  void compare(model::TypeId was, model::TypeId is, const Place& place, Direction direction);
  /// Headers: none is an object that says nothing.
  void compare_members(std::optional<model::TypeId> was, std::optional<model::TypeId> is, const Place& place,
                       Direction direction);

 private:
  struct Task {
    model::TypeId was;
    model::TypeId is;
    Place place;
    Direction direction;
  };
  using Text = std::string;

  void later(model::TypeId was, model::TypeId is, const Place& place, const Task& parent);
  void drain();
  void compare_pair(const Task& task);
  [[nodiscard]] bool unjudged(const Task& task);
  [[nodiscard]] bool rules(const Task& task);
  /// The keywords that no shape carries.
  const load::Node& beyond_shape(const load::Node& schema);
  void nullability(const Task& task);
  void shapes(const Task& task, const model::Shape& was, const model::Shape& is);
  /// True if both are shapes that `how` compares: then it has.
  template <class S>
  bool both(const Task& task, const model::Shape& was, const model::Shape& is,
            void (SchemaComparison::*how)(const Task&, const S&, const S&));
  void replaced(const Task& task, const model::Shape& was, const model::Shape& is, Effect effect);

  void integers(const Task& task, const model::Integer& was, const model::Integer& is);
  void strings(const Task& task, const model::String& was, const model::String& is);
  void words(const Task& task, const std::vector<Text>& was, const std::vector<Text>& is);
  void arrays(const Task& task, const model::Array& was, const model::Array& is);
  void maps(const Task& task, const model::Map& was, const model::Map& is);
  void objects(const Task& task, const model::Object& was, const model::Object& is);
  void property(const Task& task, const model::Property& was, const model::Property& is);
  void unions(const Task& task, const model::Union& was, const model::Union& is);

  struct Limits {
    std::optional<long double> low;
    std::optional<long double> high;
    bool low_exclusive = false;
    bool high_exclusive = false;
  };
  [[nodiscard]] static Limits limits_of(const model::Shape& shape);
  [[nodiscard]] static std::optional<base::Decimal> step_of(const model::Shape& shape);
  void steps(const Task& task, const std::optional<base::Decimal>& was, const std::optional<base::Decimal>& is);
  void limits(const Task& task, const Limits& was, const Limits& is, const Code& narrowed, const Code& widened,
              std::string_view what);
  void report(const Code& code, Effect effect, const Task& task, const Place& place, std::string text);

  const model::Types& before_;
  const Nodes& nodes_before_;
  const model::Types& after_;
  const Nodes& nodes_after_;
  Changes& changes_;
  std::set<std::tuple<model::TypeId, model::TypeId, Direction>> seen_;
  std::deque<Task> tasks_;
  std::deque<load::Node> kept_;
};

}  // namespace meshgen::diff
