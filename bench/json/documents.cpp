#include "documents.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>

namespace bench {
namespace {

/// Our own generator: what the standard's distributions give differs from library to library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(std::uint64_t count) { return next() % count == 0; }
  /// `low` to `high` in steps of 10^-places.
  double decimal(double low, double high, int places) {
    const double scale = std::pow(10.0, places);
    return std::round(static_cast<double>(
               between(static_cast<std::int64_t>(low * scale), static_cast<std::int64_t>(high * scale)))) /
           scale;
  }
  std::string of(std::string_view letters, std::int64_t shortest, std::int64_t longest) {
    std::string text;
    for (auto left = between(shortest, longest); left > 0; --left) text += letters[next() % letters.size()];
    return text;
  }

 private:
  std::uint64_t state_;
};

class Maker {
 public:
  Maker(std::uint64_t seed, Words words) : random_(seed), words_(words) {}

  Tree order() {
    Tree tree;
    tree["orderId"] = uuid();
    tree["customer"] = random_.of("abcdefghijklmnopqrstuvwxyz_0123456789", 6, 14);
    tree["placedAt"] = time();
    tree["currency"] = std::array{"EUR", "USD", "GBP", "CHF"}[random_.next() % 4];
    tree["priority"] = random_.between(0, 9);
    tree["total"] = random_.decimal(1, 9000, 2);
    Tree items = Tree::array();
    for (auto left = random_.between(1, 5); left > 0; --left) {
      items.push_back({{"sku", random_.of("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-", 6, 10)},
                       {"title", sentence(2, 3, 40)},
                       {"quantity", random_.between(1, 100)},
                       {"price", random_.decimal(0.05, 900, 2)}});
    }
    tree["items"] = std::move(items);
    tree["shipTo"] = {{"name", sentence(2, 2, 40)},
                      {"street", sentence(2, 3, 40)},
                      {"city", sentence(1, 1, 30)},
                      {"postcode", random_.of("0123456789", 5, 5)},
                      {"country", random_.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2, 2)}};
    if (random_.one_in(2)) tree["note"] = sentence(3, 6, 70);
    if (random_.one_in(3)) tree["express"] = random_.one_in(2);
    return tree;
  }

  Tree agent_message() {
    Tree tree;
    tree["messageId"] = uuid();
    tree["conversation"] = random_.of("abcdefghijklmnopqrstuvwxyz-0123456789", 12, 24);
    tree["sentAt"] = time();
    tree["sender"] = sentence(1, 2, 30);
    tree["body"] = body();
    tree["labels"] = map(3, 6);
    Tree weights = Tree::array();
    for (int i = 0; i < 32; ++i) weights.push_back(random_.decimal(-1, 1, 6));
    tree["embedding"] = std::move(weights);
    tree["metadata"] = {{"model", sentence(1, 2, 30)},
                        {"temperature", random_.decimal(0, 1, 2)},
                        {"tokens", {{"prompt", random_.between(10, 4000)}, {"completion", random_.between(1, 900)}}},
                        {"tags", {sentence(1, 1, 20), sentence(1, 1, 20), nullptr, random_.one_in(2)}},
                        {"trace", {{"spanId", random_.of("0123456789abcdef", 16, 16)}, {"sampled", true}}}};
    if (random_.one_in(3)) tree["replyTo"] = uuid();
    if (random_.one_in(2)) tree["final"] = random_.one_in(2);
    return tree;
  }

  Tree telemetry() {
    return {{"device", "dev-" + random_.of("0123456789abcdef", 6, 8)},
            {"seq", random_.between(0, 999999)},
            {"at", random_.between(1700000000000, 1799999999999)},
            {"temperature", random_.decimal(-30, 90, 2)},
            {"humidity", random_.decimal(0, 100, 1)},
            {"voltage", random_.decimal(2, 14, 3)},
            {"ok", !random_.one_in(20)}};
  }

  std::uint64_t next() { return random_.next(); }

 private:
  Tree body() {
    switch (random_.next() % 3) {
      case 0:
        return {{"kind", "text"}, {"language", random_.of("abcdefghij", 2, 2)}, {"text", sentence(70, 190, 1500)}};
      case 1:
        return {{"kind", "toolCall"},
                {"tool", random_.of("abcdefghijklmnopqrstuvwxyz_", 6, 16)},
                {"callId", uuid()},
                {"arguments", map(6, 12)}};
      default: {
        Tree tree{{"kind", "toolResult"}, {"callId", uuid()}, {"ok", !random_.one_in(10)}};
        if (random_.one_in(2)) tree["elapsedMs"] = random_.between(1, 30000);
        tree["output"] = sentence(70, 190, 1500);
        return tree;
      }
    }
  }

  Tree map(std::int64_t fewest, std::int64_t most) {
    Tree tree = Tree::object();
    for (auto left = random_.between(fewest, most); left > 0; --left) {
      tree[random_.of("abcdefghijklmnopqrstuvwxyz", 4, 10)] = sentence(1, 4, 36);
    }
    return tree;
  }

  std::string uuid() {
    constexpr std::string_view kHex = "0123456789abcdef";
    return random_.of(kHex, 8, 8) + "-" + random_.of(kHex, 4, 4) + "-4" + random_.of(kHex, 3, 3) + "-a" +
           random_.of(kHex, 3, 3) + "-" + random_.of(kHex, 12, 12);
  }

  std::string time() {
    const auto two = [this](int low, int high) {
      const auto text = std::to_string(random_.between(low, high));
      return text.size() == 1 ? "0" + text : text;
    };
    return "20" + two(20, 29) + "-" + two(1, 12) + "-" + two(1, 28) + "T" + two(0, 23) + ":" + two(0, 59) + ":" +
           two(0, 59) + (random_.one_in(2) ? "." + random_.of("0123456789", 3, 3) : "") +
           (random_.one_in(4) ? "+02:00" : "Z");
  }

  /// Words of the wanted kind, at most `longest` code points and never none.
  std::string sentence(std::int64_t fewest, std::int64_t most, std::size_t longest) {
    static constexpr std::array<std::string_view, 16> kAscii = {"lamp",  "blue",    "of",     "table", "station", "a",
                                                                "river", "quickly", "answer", "cable", "north",   "to",
                                                                "seven", "garden",  "light",  "stone"};
    static constexpr std::array<std::string_view, 8> kEscaped = {"5\"",    "a\\b", "line\nnext", "tab\there",
                                                                 "\"so\"", "lamp", "path\\to",   "blue"};
    static constexpr std::array<std::string_view, 8> kNotAscii = {"Zürich", "naïve", "stół",   "日本語",
                                                                  "lamp",   "Ωμέγα", "Straße", "🙂"};
    std::span<const std::string_view> from = kAscii;
    if (words_ == Words::kEscaped) from = kEscaped;
    if (words_ == Words::kNotAscii) from = kNotAscii;
    std::string text;
    std::size_t length = 0;
    for (auto left = random_.between(fewest, most); left > 0; --left) {
      const auto word = from[random_.next() % from.size()];
      const auto points = static_cast<std::size_t>(std::count_if(
          word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
      if (length + points + 1 > longest) break;
      if (!text.empty()) text += ' ';
      text += word;
      length += points + 1;
    }
    return text;
  }

  Random random_;
  Words words_;
};

Tree reordered(const Tree& tree, Keys keys, Random& random) {
  if (tree.is_array()) {
    Tree result = Tree::array();
    for (const auto& item : tree) result.push_back(reordered(item, keys, random));
    return result;
  }
  if (!tree.is_object()) return tree;
  std::vector<std::pair<std::string, Tree>> members;
  for (const auto& [name, value] : tree.items()) members.emplace_back(name, reordered(value, keys, random));
  if (keys == Keys::kSorted) {
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  } else if (keys == Keys::kRandom) {
    for (std::size_t i = members.size(); i > 1; --i) std::swap(members[i - 1], members[random.next() % i]);
  }
  Tree result = Tree::object();
  for (auto& [name, value] : members) result[name] = std::move(value);
  return result;
}

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::kOrder:
      return "order";
    case Kind::kAgentMessage:
      return "agent message";
    case Kind::kTelemetry:
      return "telemetry";
  }
  return "";
}

std::vector<Tree> make_documents(Kind kind, std::size_t count, Words words) {
  Maker maker(2026, words);
  std::vector<Tree> trees;
  trees.reserve(count);
  while (trees.size() < count) {
    switch (kind) {
      case Kind::kOrder:
        trees.push_back(maker.order());
        break;
      case Kind::kAgentMessage:
        trees.push_back(maker.agent_message());
        break;
      case Kind::kTelemetry:
        trees.push_back(maker.telemetry());
        break;
    }
  }
  return trees;
}

std::vector<Tree> in_order(const std::vector<Tree>& trees, Keys keys) {
  Random random(7);
  std::vector<Tree> result;
  result.reserve(trees.size());
  for (const auto& tree : trees) result.push_back(reordered(tree, keys, random));
  return result;
}

Texts::Texts(const std::vector<Tree>& trees, Layout layout, int indent) {
  for (const auto& tree : trees) {
    const auto text = tree.dump(indent);
    places_.push_back({all_.size(), text.size()});
    bytes_ += text.size();
    all_ += text;
    if (layout == Layout::kPadded) all_.append(kPadding, '\0');
  }
  all_.shrink_to_fit();
}

}  // namespace bench
