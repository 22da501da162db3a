/// What the readers, checks and writers of one call share: the text, the depth, and the fault once there is one.
#pragma once

#include <cstddef>
#include <forward_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/json/input.hpp>
#include <mesh/json/result.hpp>

namespace mesh::json {

/// Nesting of objects and arrays that is read, checked or written; one more is a "depth" fault.
inline constexpr unsigned kMaxDepth = 256;

/// What a reader (a cursor: nullptr) and a check (false) return when the fault has been noted.
struct Refused {
  operator const char*() const noexcept { return nullptr; }
  operator bool() const noexcept { return false; }
};

class Verdicts;

/// One call's state; lives on the stack of one thread. Nothing in here is touched while all goes well, but the depth.
class Context {
 public:
  /// Checks a C++ value.
  Context() = default;
  /// Reads a text. Foreign text is copied into the thread's buffer (a second context at a time has one of its own).
  explicit Context(const Input& input);
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context();

  [[nodiscard]] const char* begin() const noexcept { return begin_; }
  [[nodiscard]] const char* end() const noexcept { return end_; }
  /// The same place in the caller's own text: what is read may be a copy that does not outlive the call.
  [[nodiscard]] const char* in_source(const char* p) const noexcept { return source_ + (p - begin_); }
  /// Strings that come from the text were checked for UTF-8 when they were read.
  [[nodiscard]] bool is_reading() const noexcept { return begin_ != nullptr; }

  /// Notes the fault. `keyword` must live as long as the program.
  [[gnu::cold]] Refused refuse(const char* at, std::string_view keyword, Reason&& reason);
  /// The same from a check, which does not know the place in the text: its reader calls locate().
  [[gnu::cold]] Refused refuse(std::string_view keyword, Reason&& reason);
  /// `expected` must live as long as the program.
  [[gnu::cold]] Refused refuse_syntax(const char* at, std::string_view expected);
  /// The value at `at` is of the wrong kind, or no value at all. `wanted` must live as long as the program.
  [[gnu::cold]] Refused refuse_type(const char* at, std::string_view wanted);
  [[gnu::cold]] Refused refuse_depth(const char* at);
  [[gnu::cold]] Refused locate(const char* at);
  /// The fault lies within a value that must not be shown: only its keyword and the way to that value are kept.
  [[gnu::cold]] Refused hide();

  /// Called by each level that a fault passes on its way up: puts its token before the path.
  [[gnu::cold]] Refused inside(std::string_view token);
  [[gnu::cold]] Refused inside(std::size_t index);

  /// One level deeper, unless that is too deep. Levels are left only on success: a fault ends the call.
  [[nodiscard]] bool enter() noexcept { return ++depth_ <= kMaxDepth; }
  void leave() noexcept { --depth_; }

  /// To be moved from; lives as long as the context.
  [[nodiscard]] Fault&& take_fault();
  /// Takes over what another call found wrong with a part of what this one looks at.
  [[gnu::cold]] Refused refuse_as(Context& other);

  /// What has been found out by schemas that are run on the text: made when it is first asked for.
  [[nodiscard]] Verdicts& verdicts();

  /// Holds a string that had escapes until the next one is read.
  std::string scratch;
  /// Names seen in the objects that are being skipped: to refuse duplicates. Stacked, one object above the other.
  std::vector<std::string_view> names;
  /// Keeps a name that read_view() gave, copied only if it had escapes.
  void note_name(std::string_view name) {
    if (names.empty()) names.reserve(kFirstNames);
    if (name.data() == scratch.data()) name = escaped_names_.emplace_front(name);
    names.push_back(name);
  }

 private:
  struct Drop {
    void operator()(Verdicts* verdicts) const noexcept;
  };

  static constexpr std::size_t kFirstNames = 16;

  std::forward_list<std::string> escaped_names_;
  const char* begin_ = nullptr;
  const char* end_ = nullptr;
  const char* source_ = nullptr;
  std::unique_ptr<char[]> own_buffer_;
  std::unique_ptr<Verdicts, Drop> verdicts_;
  bool uses_thread_buffer_ = false;
  bool is_located_ = false;
  unsigned depth_ = 0;
  std::optional<Fault> fault_;
};

/// A level of nesting while a C++ value is checked.
class Level {
 public:
  explicit Level(Context& context) : context_(context), is_sound_(context.enter()) {
    if (!is_sound_) context.refuse_depth(nullptr);
  }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
  ~Level() { context_.leave(); }
  [[nodiscard]] explicit operator bool() const noexcept { return is_sound_; }

 private:
  Context& context_;
  bool is_sound_;
};

}  // namespace mesh::json
