/// A value on the heap that behaves like a value: what breaks the recursion of a schema.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace mesh {

/// Copies deeply, compares deeply, is never empty: a default-made or moved-from box holds `T{}`. `T` may be incomplete
/// where the box is a member. As safe between threads as a `T`.
template <class T>
class Box {
 public:
  Box() noexcept = default;
  /// Only a `T` itself: whether something else could become one must not be asked while `T` is not complete.
  template <class U = T>
    requires std::is_same_v<std::remove_cvref_t<U>, T>
  Box(U&& value) : value_(std::make_unique<T>(std::forward<U>(value))) {}
  Box(const Box& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Box(Box&& other) noexcept = default;
  ~Box() = default;
  Box& operator=(const Box& other) {
    if (this != &other) value_ = other.value_ ? std::make_unique<T>(*other.value_) : nullptr;
    return *this;
  }
  Box& operator=(Box&& other) noexcept = default;

  [[nodiscard]] const T& operator*() const { return value_ ? *value_ : initial(); }
  [[nodiscard]] T& operator*() {
    // Made late, so that a type that holds a box of itself can be default-made.
    if (!value_) value_ = std::make_unique<T>();
    return *value_;
  }
  [[nodiscard]] const T* operator->() const { return &**this; }
  [[nodiscard]] T* operator->() { return &**this; }

  friend bool operator==(const Box& a, const Box& b) { return &*a == &*b || *a == *b; }

 private:
  static const T& initial() {
    static const T kInitial{};
    return kInitial;
  }

  std::unique_ptr<T> value_;
};

}  // namespace mesh
