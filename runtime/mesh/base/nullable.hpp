/// A value for which the contract also allows `null`.
#pragma once

#include <optional>

namespace mesh {

/// nullopt means JSON's `null`. A member that may also be absent is a `std::optional<mesh::Nullable<T>>`: empty outside
/// means absent.
template <class T>
using Nullable = std::optional<T>;

}  // namespace mesh
