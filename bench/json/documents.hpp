/// The texts that all contestants read: seeded, so that every run and every machine has the same ones.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace bench {

using Tree = nlohmann::ordered_json;

enum class Kind { kOrder, kAgentMessage, kTelemetry };
enum class Words { kAscii, kEscaped, kNotAscii };
enum class Keys { kDeclared, kSorted, kRandom };

[[nodiscard]] std::string_view to_string(Kind kind);

[[nodiscard]] std::vector<Tree> make_documents(Kind kind, std::size_t count, Words words = Words::kAscii);
/// The members of every object in another order. Free-form metadata too.
[[nodiscard]] std::vector<Tree> in_order(const std::vector<Tree>& trees, Keys keys);

/// A document that the contract refuses. Not every validator looks at `format`.
struct BadDocument {
  Tree tree;
  std::string what;
  bool is_by_format = false;
};
/// One fault each: in the first member, in the last, in one deep inside, and for each keyword of the contract.
[[nodiscard]] std::vector<BadDocument> make_bad_documents(Kind kind, const Tree& good);
/// The first or the last required member made wrong in its value.
[[nodiscard]] Tree with_wrong_first(Kind kind, Tree tree);
[[nodiscard]] Tree with_wrong_last(Kind kind, Tree tree);

/// Documents one behind the other in one block of memory. Exact: what stands behind one is the next, as in a fetched
/// batch of records, and may not be read. Padded: a NUL and more that may.
class Texts {
 public:
  enum class Layout { kExact, kPadded };
  explicit Texts(const std::vector<Tree>& trees, Layout layout = Layout::kExact, int indent = -1);

  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    return {all_.data() + places_[i].offset, places_[i].size};
  }

  static constexpr std::size_t kPadding = 64;

 private:
  struct Place {
    std::size_t offset;
    std::size_t size;
  };
  std::string all_;
  std::vector<Place> places_;
  std::size_t bytes_ = 0;
};

}  // namespace bench
