/// Which of a contract's names a member has, by a hash table that the compiler makes.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <mesh/json/scan.hpp>

namespace mesh::json {

/// A name's first and its last eight bytes, the first one lowest: all of a name of at most 16 bytes. A name of fewer
/// than eight stands in both, with zeros behind it.
struct NameWords {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  friend constexpr bool operator==(const NameWords&, const NameWords&) = default;
};

[[nodiscard]] constexpr NameWords words_of(std::string_view name) noexcept {
  const auto word = [name](std::size_t from) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < 8 && from + i < name.size(); ++i) {
      bytes |= std::uint64_t{static_cast<unsigned char>(name[from + i])} << (8 * i);
    }
    return bytes;
  };
  return {word(0), word(name.size() < 8 ? 0 : name.size() - 8)};
}

/// The same of a name in the text, behind which more may be looked at.
[[nodiscard]] inline NameWords words_in_text(std::string_view name) noexcept {
#ifndef MESH_JSON_PORTABLE
  if constexpr (std::endian::native == std::endian::little) {
    if (name.empty()) return {};
    NameWords words;
    std::memcpy(&words.first, name.data(), 8);
    if (name.size() < 8) {
      words.first &= ~std::uint64_t{0} >> (64 - 8 * name.size());
      words.last = words.first;
    } else {
      std::memcpy(&words.last, name.data() + name.size() - 8, 8);
    }
    return words;
  }
#endif
  return words_of(name);
}

/// The names of one object. Of more than kMaxHashed there is no hash table: compilers bound what they compute.
template <std::size_t kCount>
class Names {
 public:
  constexpr void set(std::size_t index, std::string_view name) { names_[index] = name; }
  /// To be called once all names are set.
  constexpr void index() {
    if constexpr (kSlots != 0) {
      for (std::size_t i = 0; i < kCount; ++i) words_[i] = words_of(names_[i]);
      // The first multiplier that gives each name a slot of its own, which there is for a few names.
      constexpr int kTries = kCount <= 32 ? 64 : 1;
      for (int i = 1; !fill_slots() && i < kTries; ++i) multiplier_ += 2 * kGolden;
    }
  }

  [[nodiscard]] constexpr std::string_view operator[](std::size_t index) const { return names_[index]; }

  /// The index of `name`, whose words these are; kCount if it is none of them.
  [[nodiscard]] std::size_t find(std::string_view name, NameWords words) const noexcept {
    if constexpr (kSlots == 0) {
      return static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
    } else {
      for (std::size_t at = slot_of(words); slots_[at] != 0; at = (at + 1) % kSlots) {
        const std::size_t index = slots_[at] - std::size_t{1};
        if (words_[index] == words && names_[index].size() == name.size() && is_same_between(names_[index], name)) {
          return index;
        }
      }
      return kCount;
    }
  }

 private:
  static constexpr std::size_t kMaxHashed = 254;
  static constexpr std::size_t kSlots = kCount > kMaxHashed ? 0 : std::bit_ceil(2 * kCount + 2);
  static constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;

  /// Names whose sizes and words are the same.
  static bool is_same_between(std::string_view a, std::string_view b) noexcept {
    return a.size() <= 16 || std::memcmp(a.data() + 8, b.data() + 8, a.size() - 16) == 0;
  }
  [[nodiscard]] constexpr std::size_t slot_of(NameWords words) const noexcept {
    return ((words.first + words.last * 3) * multiplier_) >> (64 - std::countr_zero(kSlots));
  }
  /// False if two names wanted the same slot: then the second has one of the next.
  constexpr bool fill_slots() {
    bool is_perfect = true;
    slots_.fill(0);
    for (std::size_t i = 0; i < kCount; ++i) {
      std::size_t at = slot_of(words_[i]);
      for (; slots_[at] != 0; at = (at + 1) % kSlots) is_perfect = false;
      slots_[at] = static_cast<std::uint8_t>(i + 1);
    }
    return is_perfect;
  }

  std::array<std::string_view, kCount> names_{};
  std::array<NameWords, kSlots == 0 ? 0 : kCount> words_{};
  std::array<std::uint8_t, kSlots> slots_{};
  std::uint64_t multiplier_ = kGolden;
};

}  // namespace mesh::json
