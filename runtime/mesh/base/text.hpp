/// A text that lies in what it was read from: what `--types string=view` makes of a contract's strings.
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <mesh/base/wire.hpp>

namespace mesh {

/// A view that can own its bytes. **Borrowed** is what a literal, a `std::string_view` or a `std::string` is assigned
/// from, and what decoding finds in its input without escapes: those bytes must outlive the text and all of its copies.
/// **Owned**, on the heap, is what had escapes (`\n`, `\u00e4`) in the input, and what `copy_of` and `keep` make: its
/// copies own theirs. 16 bytes; no byte is copied or allocated for what is borrowed. As safe between threads as a
/// std::string.
class Text {
 public:
  constexpr Text() noexcept = default;
  /// These borrow.
  constexpr Text(std::string_view text) noexcept : data_(text.data()), bits_(text.size() << 1U) {}
  constexpr Text(const char* text) noexcept : Text(std::string_view(text)) {}
  Text(const std::string& text) noexcept : Text(std::string_view(text)) {}
  /// There is nothing to borrow from what is gone when the statement ends: `copy_of`.
  Text(const std::string&& text) = delete;
  Text(std::nullptr_t) = delete;

  /// Owned, whatever becomes of `text`.
  [[nodiscard]] static Text copy_of(std::string_view text) {
    Text copy;
    if (text.empty()) return copy;
    copy.data_ = copied(text);
    copy.bits_ = text.size() << 1U | kOwned;
    return copy;
  }

  Text(const Text& other) : data_(other.owns() ? copied(other) : other.data_), bits_(other.bits_) {}
  constexpr Text(Text&& other) noexcept
      : data_(std::exchange(other.data_, kNothing)), bits_(std::exchange(other.bits_, 0)) {}
  Text& operator=(const Text& other) {
    if (this != &other) *this = Text(other);
    return *this;
  }
  constexpr Text& operator=(Text&& other) noexcept {
    if (this == &other) return *this;
    if (owns()) delete[] data_;
    data_ = std::exchange(other.data_, kNothing);
    bits_ = std::exchange(other.bits_, 0);
    return *this;
  }
  constexpr ~Text() {
    if (owns()) delete[] data_;
  }

  /// From here on it is owned, and may outlive what it was read from.
  void keep() {
    if (!owns()) *this = copy_of(*this);
  }
  [[nodiscard]] constexpr bool owns() const noexcept { return (bits_ & kOwned) != 0; }

  constexpr operator std::string_view() const noexcept { return {data_, size()}; }
  [[nodiscard]] constexpr std::string_view view() const noexcept { return *this; }
  [[nodiscard]] constexpr const char* data() const noexcept { return data_; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return bits_ >> 1U; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size() == 0; }

  /// By their bytes, with whatever is a text.
  friend constexpr bool operator==(const Text& a, const Text& b) noexcept { return a.view() == b.view(); }
  friend constexpr std::strong_ordering operator<=>(const Text& a, const Text& b) noexcept {
    return a.view() <=> b.view();
  }
  template <class Other>
    requires(std::is_convertible_v<const Other&, std::string_view> && !std::same_as<Other, Text>)
  friend constexpr bool operator==(const Text& a, const Other& b) noexcept {
    return a.view() == std::string_view(b);
  }
  template <class Other>
    requires(std::is_convertible_v<const Other&, std::string_view> && !std::same_as<Other, Text>)
  friend constexpr std::strong_ordering operator<=>(const Text& a, const Other& b) noexcept {
    return a.view() <=> std::string_view(b);
  }
  template <class Traits>
  friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Text& text) {
    return out << text.view();
  }

 private:
  static constexpr std::size_t kOwned = 1;
  static constexpr const char* kNothing = "";

  [[nodiscard]] static const char* copied(std::string_view text) {
    auto* const bytes = new char[text.size()];
    std::memcpy(bytes, text.data(), text.size());
    return bytes;
  }

  const char* data_ = kNothing;
  std::size_t bits_ = 0;  ///< the size, and below it whether the bytes are its own
};

/// Of headers whose struct a library made for payloads: a copy.
template <>
struct Wire<Text> {
  [[nodiscard]] static bool read(std::string_view text, Text& out) {
    out = Text::copy_of(text);
    return true;
  }
  [[nodiscard]] static std::string_view write(const Text& value) noexcept { return value; }
};

}  // namespace mesh

/// As that of a std::string_view with the same bytes.
template <>
struct std::hash<mesh::Text> {
  using is_transparent = void;
  [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};
