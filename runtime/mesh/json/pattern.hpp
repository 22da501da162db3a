/// `pattern`: runs of one character class by table, everything else by RE2 (linear time: no pattern hangs a service).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace mesh::json {

inline constexpr std::size_t kNoLimit = static_cast<std::size_t>(-1);

/// `^[set]{min,max}$` over ASCII.
class ClassRun {
 public:
  /// `ranges` holds pairs of first and last character ("AZ09--"). `source` is the regex, for messages; it must outlive
  /// this.
  constexpr ClassRun(std::string_view ranges, std::size_t min, std::size_t max, std::string_view source)
      : min_(min), max_(max), source_(source) {
    for (std::size_t i = 0; i + 1 < ranges.size(); i += 2) {
      const auto last = static_cast<unsigned char>(ranges[i + 1]);
      const auto first = static_cast<unsigned char>(ranges[i]);
      for (unsigned c = first; c <= last; ++c) table_[c] = true;
      if (range_count_ < kMaxRanges) ranges_[range_count_] = {first, static_cast<unsigned char>(last - first)};
      ++range_count_;
    }
  }

  [[nodiscard]] bool matches(std::string_view text) const noexcept {
    return text.size() >= min_ && text.size() <= max_ && all_in_class(text);
  }
  [[nodiscard]] constexpr std::string_view source() const noexcept { return source_; }

 private:
  [[nodiscard]] bool all_in_class(std::string_view text) const noexcept;

  /// Of the first ranges, if there are no more: a byte is in one if it is at most `span` above `first`.
  struct Range {
    unsigned char first = 0;
    unsigned char span = 0;
  };
  static constexpr std::size_t kMaxRanges = 6;

  std::array<bool, 256> table_{};
  std::array<Range, kMaxRanges> ranges_{};
  std::size_t range_count_ = 0;
  std::size_t min_;
  std::size_t max_;
  std::string_view source_;
};

/// A compiled regular expression; finds it anywhere in the text, as JSON Schema says. Safe for any number of threads.
class Regex {
 public:
  /// The generator has checked that the pattern is one RE2 can compile; if it is not, nothing matches.
  explicit Regex(std::string_view pattern);
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;
  ~Regex();

  [[nodiscard]] bool matches(std::string_view text) const;
  [[nodiscard]] std::string_view source() const noexcept { return source_; }
  /// Could it be compiled?
  [[nodiscard]] bool is_sound() const noexcept { return compiled_ != nullptr; }

 private:
  std::string source_;
  void* compiled_;  // re2 is no header that our users should need
};

}  // namespace mesh::json
