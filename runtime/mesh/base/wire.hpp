/// How a type of the user's stands for a value of the contract (`x-cpp-type`).
#pragma once

namespace mesh {

/// Specialise it for the type, in a header that `x-cpp-type` names, before generated code is included:
///
///   template <>
///   struct mesh::Wire<acme::Sku> {
///     static bool read(std::string_view text, acme::Sku& out);  // false: the value is refused, keyword "x-cpp-type"
///     static std::string write(const acme::Sku& value);         // or a view that lives as long as `value`
///   };
///
/// For a schema of strings the wire's value is `std::string_view`, of integers `std::int64_t` (`int32`: `std::int32_t`,
/// `uint64`: `std::uint64_t`), of numbers `double`, of booleans `bool`; both functions take and give that. `read` is
/// asked after the schema's own checks, and these are made again of what `write` gives before anything is sent. The
/// type must be default-made, copied and compared with `==`; `read` may throw only where memory is out. Called from any
/// thread.
template <class T>
struct Wire;

}  // namespace mesh
