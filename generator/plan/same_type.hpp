/// Do two documents that read one file mean the same by a schema of it?
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "model/types.hpp"

namespace meshgen::plan {

/// Compares types of two tables, and whatever they lead to. A pair that is met again on the way counts as the same
/// unless it turns out not to be: every pair is looked at once, whoever asks.
class SameTypes {
 public:
  using Files = std::map<const diag::SourceFile*, const diag::SourceFile*>;

  /// `files` lead from the first table's sources to the second's.
  SameTypes(const model::Types& first, const model::Types& second, const Files& files)
      : first_(first), second_(second), files_(files) {}

  /// To be compared by `settle`.
  void add(model::TypeId first, model::TypeId second) { (void)pair(first, second); }
  void settle();
  /// Of a pair that was added.
  [[nodiscard]] bool are_same(model::TypeId first, model::TypeId second) const {
    return !pairs_[index_.at({first, second})].differs;
  }
  /// Where the span lies in the other document; nullopt if that does not read the file.
  [[nodiscard]] std::optional<std::pair<const diag::SourceFile*, std::uint32_t>> place(const diag::Span& span) const;

 private:
  struct Pair {
    model::TypeId first{};
    model::TypeId second{};
    bool differs = false;
    std::vector<std::size_t> holders;  ///< pairs that lead to this one
  };

  std::size_t pair(model::TypeId first, model::TypeId second);
  void compare(std::size_t at);
  /// A place of the one type and the other's: null, secrecy, rules, and what they lead to.
  [[nodiscard]] bool same_use(model::TypeId first, model::TypeId second, std::size_t holder);
  [[nodiscard]] bool same_shape(const model::Type& first, const model::Type& second, std::size_t holder);

  const model::Types& first_;
  const model::Types& second_;
  const Files& files_;
  std::map<std::pair<model::TypeId, model::TypeId>, std::size_t> index_;
  std::vector<Pair> pairs_;
};

}  // namespace meshgen::plan
