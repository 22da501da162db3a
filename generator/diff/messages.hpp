/// The messages of an operation: which is which, and what became of each.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "diff/pairs.hpp"
#include "diff/schema.hpp"

namespace meshgen::diff {

class MessageComparison {
 public:
  MessageComparison(const model::Api& before, const Nodes& nodes_before, const model::Api& after,
                    const Nodes& nodes_after, Changes& changes)
      : before_(before),
        nodes_before_(nodes_before),
        after_(after),
        nodes_after_(nodes_after),
        changes_(changes),
        schemas_(before, nodes_before, after, nodes_after, changes) {}

  /// By what tells them apart on the wire, else by name, else by key; one that is left on each side is the same.
  [[nodiscard]] std::vector<Pair> pairs(const std::vector<std::size_t>& was, const std::vector<std::size_t>& is) const;

  /// `was` and `is` are lists of indexes into the messages of the two contracts.
  void compare_lists(const std::vector<std::size_t>& was, const std::vector<std::size_t>& is, const Place& place,
                     Direction direction);

 private:
  void compare(const model::Message& was, const model::Message& is, const Place& place, Direction direction);
  void payload(const model::Message& was, const model::Message& is, const Place& place, Direction direction);
  void rest(const model::Message& was, const model::Message& is, const Place& place, Direction direction);
  void correlation(const model::Message& was, const model::Message& is, const Place& place, Direction direction);
  void key(const model::Message& was, const model::Message& is, const Place& place, Direction direction);
  void cloud_events(const model::Message& was, const model::Message& is, const Place& place, Direction direction);
  void attribute(const Code& code, std::string_view name, const std::optional<std::string>& was,
                 const std::optional<std::string>& is, const Place& place, Direction direction);
  [[nodiscard]] const load::Node* foreign_payload(const Nodes& nodes, const model::Message& message) const;

  const model::Api& before_;
  const Nodes& nodes_before_;
  const model::Api& after_;
  const Nodes& nodes_after_;
  Changes& changes_;
  SchemaComparison schemas_;
  std::set<std::tuple<const model::Message*, const model::Message*, Direction>> seen_;
};

}  // namespace meshgen::diff
