#include <deque>
#include <queue>
#include <ranges>
#include <set>
#include <tuple>
#include <utility>

#include "layout/place.hpp"

namespace meshgen::layout {
namespace {

/// Beyond so many states, those that agree in token and column count as one, as in clang-format.
constexpr std::size_t kManyStates = 50'000;

/// And beyond so many the search goes on from the state that got furthest alone, now and after each further `kStride`:
/// no line costs more than `kMostStates` and `kStride` a token.
constexpr std::size_t kMostStates = 100'000;
constexpr std::size_t kStride = 500;

struct Node {
  State state;
  bool on_new_line = false;
  const Node* previous = nullptr;
  bool ignores_scopes = false;
};

struct Less {
  bool operator()(const Node* a, const Node* b) const {
    const auto key = [](const State& s) {
      return std::tie(s.next, s.column, s.line_level, s.lowest_level, s.string_column, s.no_break);
    };
    if (key(a->state) != key(b->state)) return key(a->state) < key(b->state);
    if (a->ignores_scopes || b->ignores_scopes) return false;
    return a->state.scopes < b->state.scopes;
  }
};

/// The cheapest way through all decisions, by Dijkstra's algorithm; of equals the one that was found first.
class Search {
 public:
  Search(const Line& line, std::size_t indent, Cost& cost) : line_(line), placer_(line, indent, cost), cost_(cost) {}

  /// nullptr if the line cannot be placed.
  const Node* run() {
    nodes_.push_back({placer_.begin(nullptr), false, nullptr, false});
    queue_.push({0, 0, &nodes_.back()});
    while (!queue_.empty()) {
      const auto [penalty, order, node] = queue_.top();
      if (node->state.next == line_.tokens.size()) {
        penalty_ = penalty;
        return node;
      }
      queue_.pop();
      if (nodes_.size() > limit_) {
        commit();
        continue;
      }
      if (nodes_.size() > kManyStates) node->ignores_scopes = true;
      if (!seen_.insert(node).second) continue;
      if (!placer_.must_break(node->state)) follow(*node, penalty, false);
      if (placer_.may_break(node->state)) follow(*node, penalty, true);
    }
    return nullptr;
  }

  [[nodiscard]] std::size_t penalty() const { return penalty_; }

  void write(const Node* last, std::string& out) const {
    std::vector<bool> breaks;
    for (const auto* node = last; node->previous != nullptr; node = node->previous) breaks.push_back(node->on_new_line);
    auto state = placer_.begin(&out);
    std::size_t penalty = 0;
    for (const bool on_new_line : breaks | std::views::reverse) placer_.place(state, on_new_line, penalty, &out);
  }

 private:
  void follow(const Node& from, std::size_t penalty, bool on_new_line) {
    Node node{from.state, on_new_line, &from, false};
    if (!placer_.place(node.state, on_new_line, penalty, nullptr)) return;
    ++cost_.states;
    nodes_.push_back(std::move(node));
    queue_.push({penalty, nodes_.size(), &nodes_.back()});
    if (furthest_ == nullptr || nodes_.back().state.next > furthest_->state.next) {
      furthest_ = &nodes_.back();
      penalty_of_furthest_ = penalty;
    }
  }

  void commit() {
    limit_ = nodes_.size() + kStride;
    queue_ = {};
    seen_.clear();
    furthest_->ignores_scopes = false;
    queue_.push({penalty_of_furthest_, nodes_.size(), std::exchange(furthest_, nullptr)});
  }

  using Entry = std::tuple<std::size_t, std::size_t, Node*>;

  const Line& line_;
  Placer placer_;
  Cost& cost_;
  std::deque<Node> nodes_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
  std::set<const Node*, Less> seen_;
  std::size_t penalty_ = 0;
  std::size_t limit_ = kMostStates;
  Node* furthest_ = nullptr;
  std::size_t penalty_of_furthest_ = 0;
};

/// Broken only where there is no choice.
void append_unbroken(const Line& line, std::size_t column, std::string& out) {
  for (std::size_t i = 0; i < line.tokens.size(); ++i) {
    const auto& token = line.tokens[i];
    if (i != 0) {
      for (const auto& child : line.tokens[i - 1].inside().children) {
        out += ' ';
        append_unbroken(child, column, out);
      }
      if (token.must_break) {
        out += '\n';
        out.append(column + 4, ' ');
      } else if (token.kind == Kind::kLineComment) {
        out += "  ";
      } else if (token.spaced) {
        out += ' ';
      }
    }
    out += token.text;
  }
}

}  // namespace

std::size_t append_line(const Line& line, std::size_t column, std::string& out, Cost& cost) {
  if (line.tokens.size() == 1 && line.tokens.front().kind == Kind::kLineComment) {
    append_comment(line.tokens.front().text, column, out);
    return 0;
  }
  cost.states += line.tokens.size();
  if (column + line.width() > kColumns) {
    ++cost.searches;
    Search search(line, column, cost);
    if (const auto* const best = search.run()) {
      search.write(best, out);
      return search.penalty();
    }
  }
  append_unbroken(line, column, out);
  return 0;
}

}  // namespace meshgen::layout
