/// Walking through sound text: strict JSON that skip_value() has passed, so that no grammar is looked at again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <mesh/json/context.hpp>
#include <mesh/json/scan.hpp>

namespace mesh::json {

enum class Kind : unsigned char { kNull, kBool, kNumber, kString, kArray, kObject };

[[nodiscard]] inline Kind kind_at(const char* p) noexcept {
  switch (*p) {
    case '"':
      return Kind::kString;
    case '{':
      return Kind::kObject;
    case '[':
      return Kind::kArray;
    case 't':
    case 'f':
      return Kind::kBool;
    case 'n':
      return Kind::kNull;
    default:
      return Kind::kNumber;
  }
}
[[nodiscard]] inline bool is_container(Kind kind) noexcept { return kind == Kind::kArray || kind == Kind::kObject; }
/// "an object"
[[nodiscard]] std::string_view words_of(Kind kind) noexcept;

/// Behind the value at `p`, in one pass over it.
[[nodiscard]] const char* end_of_value(const char* p) noexcept;
[[nodiscard]] inline std::string_view text_of_value(const char* p) noexcept {
  return {p, static_cast<std::size_t>(end_of_value(p) - p)};
}

/// The first item or member's name in the array or object at `p`; nullptr, and `end` is set, if it is empty.
[[nodiscard]] inline const char* first_in(const char* p, const char*& end) noexcept {
  p = skip_space(p + 1);
  if (*p != ']' && *p != '}') return p;
  end = p + 1;
  return nullptr;
}
/// The next one behind an item; nullptr, and `end` is set, if that was the last.
[[nodiscard]] inline const char* next_in(const char* p, const char*& end) noexcept {
  p = skip_space(p);
  if (*p == ',') return skip_space(p + 1);
  end = p + 1;
  return nullptr;
}
/// From behind a name to its value.
[[nodiscard]] inline const char* value_behind(const char* p) noexcept { return skip_space(skip_space(p) + 1); }

/// A string as it reads: a view into the text, or a copy if it has escapes.
class SoundString {
 public:
  SoundString(const char* p, Context& context);
  SoundString(const SoundString&) = delete;
  SoundString& operator=(const SoundString&) = delete;
  ~SoundString() = default;
  [[nodiscard]] std::string_view view() const noexcept { return view_; }
  [[nodiscard]] const char* end() const noexcept { return end_; }

 private:
  std::string copy_;
  std::string_view view_;
  const char* end_;
};

/// Equal values (1 equals 1.0, the order of members is nothing) give equal texts, others others; none is the beginning
/// of another. Gives the place behind the value. n log n in its text.
const char* append_canonical(const char* p, std::string& out, Context& context);

}  // namespace mesh::json
