/// Why a value is refused: what the message is made of, noted without an allocation. Refusing is to cost no more than
/// accepting, and most faults are counted rather than read: the words are made for who asks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace mesh::json {

/// A positive number by its digits, mantissa · 10^exponent; the mantissa does not end in 0.
struct Step {
  std::uint64_t mantissa;
  int exponent;
};

/// A number in a message: a value, a bound or a count.
using Amount = std::variant<std::int64_t, std::uint64_t, double, Step>;

/// A value's amount, and what it must be.
struct Amounts {
  Amount is;
  Amount limit;
};

/// The value's text, bounded and made printable, in quotes: for messages.
[[nodiscard]] std::string quoted(std::string_view text);

/// As much of a text as a message shows.
class Excerpt {
 public:
  explicit Excerpt(std::string_view text) noexcept;
  /// Printable, in quotes.
  [[nodiscard]] std::string quoted() const;

 private:
  static constexpr std::size_t kMax = 48;

  std::array<char, kMax> bytes_{};
  std::uint8_t size_;
  bool is_cut_;
};

/// All views that are given here must live as long as the program, but for the texts of values, which are copied.
class Reason {
 public:
  /// The whole message.
  Reason(const char* words) noexcept : first_(words) {}
  Reason(std::string words) : form_(Form::kOwnWords), own_(std::make_shared<const std::string>(std::move(words))) {}

  /// "is 0, must be at least 1"
  [[nodiscard]] static Reason bound(Amount is, std::string_view must, Amount limit) noexcept {
    return {Form::kBound, must, {}, Amounts{is, limit}};
  }
  /// "has 1 item, must have at least 2"
  [[nodiscard]] static Reason count(std::uint64_t has, std::string_view unit, std::string_view must,
                                    std::uint64_t limit) noexcept {
    return {Form::kCount, unit, must, Amounts{has, limit}};
  }
  /// `is "text", must match ^a$`: `must` and `what` stand side by side.
  [[nodiscard]] static Reason text(std::string_view is, std::string_view must, std::string_view what) noexcept {
    return {Form::kText, must, what, Excerpt(is)};
  }
  /// `is "a", must be "b"`
  [[nodiscard]] static Reason constant(std::string_view is, std::string_view must) noexcept {
    return {Form::kConstant, must, {}, Excerpt(is)};
  }
  /// "is a number, must be a string"
  [[nodiscard]] static Reason kind(std::string_view is, std::string_view must) noexcept {
    return {Form::kKind, is, must};
  }
  /// `is "1e400", does not fit a double`
  [[nodiscard]] static Reason misfit(std::string_view is, std::string_view type) noexcept {
    return {Form::kMisfit, type, {}, Excerpt(is)};
  }
  /// `expected a digit, found "x"`
  [[nodiscard]] static Reason expected(std::string_view what, std::string_view found) noexcept {
    return {Form::kExpected, what, {}, Excerpt(found)};
  }
  /// "expected a digit, found the end of the text"
  [[nodiscard]] static Reason expected(std::string_view what) noexcept { return {Form::kExpectedMore, what, {}}; }

  [[nodiscard]] std::string words() const;

 private:
  enum class Form : std::uint8_t {
    kWords,
    kOwnWords,
    kBound,
    kCount,
    kText,
    kConstant,
    kKind,
    kMisfit,
    kExpected,
    kExpectedMore,
  };

  /// What is copied of the value. Plain bytes, so that a fault is moved as cheaply as it is noted.
  using Seen = std::variant<std::monostate, Amounts, Excerpt>;
  static_assert(std::is_trivially_copyable_v<Seen>);

  Reason(Form form, std::string_view first, std::string_view second) noexcept
      : form_(form), first_(first), second_(second) {}
  Reason(Form form, std::string_view first, std::string_view second, const Seen& seen) noexcept
      : form_(form), first_(first), second_(second), seen_(seen) {}

  Form form_ = Form::kWords;
  std::string_view first_;
  std::string_view second_;
  Seen seen_;
  std::shared_ptr<const std::string> own_;
};

}  // namespace mesh::json
