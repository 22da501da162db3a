/// Writers of JSON text. They only arrange: values have passed their checks before.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace mesh::json {

/// Appends to a string through raw memory; the string has its final size after finish().
class Writer {
 public:
  enum class For : std::uint8_t {
    kReaders,
    kComparison,  ///< to be compared, not read: equal values give equal texts, so there is no -0
    kPeople,      ///< secrets are hidden
  };

  explicit Writer(std::string& out, For purpose = For::kReaders) : out_(out), start_(out.size()), purpose_(purpose) {
    grow(kFirstRoom);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { finish(); }

  /// At least `size` bytes to write at; commit() says how many were.
  [[nodiscard]] char* need(std::size_t size) {
    if (static_cast<std::size_t>(end_ - p_) < size) grow(size);
    return p_;
  }
  void commit(const char* p) noexcept { p_ += p - p_; }

  template <std::size_t kSize>
  void raw(const char (&text)[kSize]) {
    std::memcpy(need(kSize - 1), text, kSize - 1);
    p_ += kSize - 1;
  }
  void raw(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(need(text.size()), text.data(), text.size());
    p_ += text.size();
  }
  void put(char c) {
    *need(1) = c;
    ++p_;
  }
  /// A comma, unless an object or array has just been opened.
  void separate() {
    if (p_[-1] != '{' && p_[-1] != '[') put(',');
  }
  [[nodiscard]] bool is_for_readers() const noexcept { return purpose_ != For::kComparison; }
  [[nodiscard]] bool is_for_people() const noexcept { return purpose_ == For::kPeople; }
  /// Of the string, so far.
  [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(p_ - out_.data()); }
  /// Nothing more is written; the string is its owner's again, who may change it while this still lives.
  void finish() {
    if (p_ == nullptr) return;
    out_.resize(static_cast<std::size_t>(p_ - out_.data()));
    p_ = end_ = nullptr;
  }

 private:
  static constexpr std::size_t kFirstRoom = 512;

  void grow(std::size_t size) {
    const std::size_t used = p_ == nullptr ? start_ : static_cast<std::size_t>(p_ - out_.data());
    out_.resize(std::max(used + size, used * 2));  // not to the capacity: what is resized is cleared
    p_ = out_.data() + used;
    end_ = out_.data() + out_.size();
  }

  std::string& out_;
  std::size_t start_;
  For purpose_;
  char* p_ = nullptr;
  char* end_ = nullptr;
};

void write_string(std::string_view value, Writer& out);
void write_int64(std::int64_t value, Writer& out);
void write_uint64(std::uint64_t value, Writer& out);
inline void write_int32(std::int32_t value, Writer& out) { write_int64(value, out); }
/// The shortest digits that read back as the same double.
void write_double(double value, Writer& out);
inline void write_bool(bool value, Writer& out) {
  out.raw(value ? std::string_view("true") : std::string_view("false"));
}

}  // namespace mesh::json
