/// The text to decode, and what is known of the bytes behind it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace mesh::json {

/// Readers may look this many bytes past the end of the text (never further), and expect a NUL right behind it.
inline constexpr std::size_t kPadding = 64;

/// A view; the text must outlive the call that takes it. Text whose surroundings are unknown is copied once into a
/// buffer of the decoding thread, so that no byte behind it is ever read.
class Input {
 public:
  /// Read in place: room for the padding is reserved (capacity may grow, the value stays).
#ifdef _LIBCPP_VERSION
  Input(std::string& text) : text_(text) {}  // libc++ tells ASan to watch the reserved bytes
#else
  Input(std::string& text) : is_padded_(true) {
    text.reserve(text.size() + kPadding);
    text_ = text;
  }
#endif
  /// Anything that converts to std::string_view.
  template <class Text>
    requires std::is_convertible_v<const Text&, std::string_view>
  Input(const Text& text) : text_(text) {}

  /// The caller promises a NUL and then kPadding - 1 readable bytes behind the text.
  [[nodiscard]] static Input padded(std::string_view text) {
    Input input(text);
    input.is_padded_ = true;
    return input;
  }

  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] bool is_padded() const noexcept { return is_padded_; }

 private:
  std::string_view text_;
  bool is_padded_ = false;
};

/// A temporary that owns its bytes, as the std::string that a function returns: nothing may refer to them when the
/// statement has ended. What is copied trivially is a view, and they are somebody else's.
template <class Bytes>
concept Dying = !std::is_lvalue_reference_v<Bytes> && std::is_convertible_v<Bytes, std::string_view> &&
                !std::is_trivially_copyable_v<std::remove_cvref_t<Bytes>>;

}  // namespace mesh::json
