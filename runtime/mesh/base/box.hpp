/// A value on the heap that behaves like a value: what breaks the recursion of a schema.
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace mesh {

/// Holds the class below, which is no template of its own: look-up by arguments would complete `T` for every
/// unqualified call that a box is passed to, as in the destructor of a vector of them.
template <class T>
struct BoxOf {
  class Box {
   public:
    Box() noexcept = default;
    /// From a `T` alone: were anything converted to one, copying an optional box would complete `T`.
    template <class U = T>
      requires std::same_as<std::remove_cvref_t<U>, T>
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
};

/// Copies deeply, compares deeply, is never empty: a default-made or moved-from box holds `T{}`. `T` may be incomplete
/// where the box is a member. As safe between threads as a `T`. `T` is not deduced from a box.
template <class T>
using Box = typename BoxOf<T>::Box;

}  // namespace mesh
