/// What one call has found out already: which text is sound, and which value fits which rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mesh::json {

class Rule;

/// Belongs to a Context. Positions are those of its text.
class Verdicts {
 public:
  enum class State : unsigned char { kUnknown, kRunning, kFits, kFails };
  struct Verdict {
    State state = State::kUnknown;
    bool is_told = false;      ///< what is wrong has been reported
    unsigned fault_depth = 0;  ///< levels below the value, if it fails
  };

  [[nodiscard]] bool is_sound(const char* p) const noexcept { return p >= begin_ && p < end_; }
  /// This value is strict JSON. What was known of others is forgotten: they lie before it.
  void set_sound(const char* begin, const char* end) noexcept;

  [[nodiscard]] Verdict find(const Rule& rule, const char* at) const noexcept;
  void set(const Rule& rule, const char* at, Verdict verdict);

  /// How often a rule has been run on a value: what the bound in schema.hpp speaks of.
  std::size_t runs = 0;

 private:
  struct Entry {
    const Rule* rule = nullptr;
    const char* at = nullptr;
    std::size_t generation = 0;
    Verdict verdict;
  };
  [[nodiscard]] std::size_t slot(const Rule& rule, const char* at) const noexcept;
  void grow();

  std::vector<Entry> entries_;  ///< a power of two of them, at most half of them used
  std::size_t used_ = 0;
  std::size_t generation_ = 1;
  const char* begin_ = nullptr;
  const char* end_ = nullptr;
};

}  // namespace mesh::json
