/// CloudEvents binary mode over Kafka (Kafka Protocol Binding 1.0.2) and typed headers of plain messages.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <tl/expected.hpp>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>
#include <mesh/base/wire.hpp>
#include <mesh/events/attributes.hpp>

namespace mesh::events {

/// What is wrong with a record's headers: which one, and how.
struct HeaderFault {
  std::string header;
  std::string message;
};
template <class T>
using HeaderResult = tl::expected<T, HeaderFault>;

/// Reads and checks every context attribute of a binary-mode record. A duplicate, missing or malformed attribute is a
/// fault; so is structured mode (`content-type: application/cloudevents…`).
[[nodiscard]] HeaderResult<EventAttributes> read_attributes(std::span<const HeaderView> headers);
/// `ce_type`, for dispatch; empty if there is none.
[[nodiscard]] std::string_view type_of(const RecordView& record) noexcept;

/// Fills what is left empty (a new UUID, now), checks the rules of the specification, appends the `ce_` headers and
/// `content-type`.
[[nodiscard]] Result<void> write_attributes(EventAttributes attributes, std::vector<Header>& headers);

/// A version 4 UUID.
[[nodiscard]] std::string new_id();

/// Is there a header of this name?
[[nodiscard]] bool has(std::span<const HeaderView> headers, std::string_view name) noexcept;

/// Typed headers as text: CloudEvents' canonical forms ("true", "10"). `read` leaves an optional empty when the header
/// is absent; a required one that is absent, a null value or a repeated header is a fault.
[[nodiscard]] HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, std::string& out);
[[nodiscard]] HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, bool& out);
[[nodiscard]] HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, std::int32_t& out);
[[nodiscard]] HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, std::int64_t& out);
[[nodiscard]] HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, std::uint64_t& out);
[[nodiscard]] HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, double& out);
/// A type of the user's that stands for one of these: for the one that its `Wire` writes.
template <class T>
  requires requires(const T& value) { Wire<T>::write(value); }
[[nodiscard]] HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name, T& out) {
  using Written = std::remove_cvref_t<decltype(Wire<T>::write(out))>;
  std::conditional_t<std::is_convertible_v<Written, std::string_view>, std::string, Written> wire{};
  if (auto ok = read(headers, name, wire); !ok) return ok;
  if (Wire<T>::read(wire, out)) return {};
  return tl::make_unexpected(HeaderFault{std::string(name), "is none of the values that its C++ type has"});
}
/// Empty when the header is absent.
template <class T>
[[nodiscard]] HeaderResult<void> read(std::span<const HeaderView> headers, std::string_view name,
                                      std::optional<T>& out) {
  out.reset();
  for (const auto& header : headers) {
    if (header.name == name) return read(headers, name, out.emplace());
  }
  return {};
}

void write(std::vector<Header>& headers, std::string_view name, std::string_view value);
/// A literal would rather become a bool than a string_view.
inline void write(std::vector<Header>& headers, std::string_view name, const char* value) {
  write(headers, name, std::string_view(value));
}
void write(std::vector<Header>& headers, std::string_view name, bool value);
void write(std::vector<Header>& headers, std::string_view name, std::int64_t value);
void write(std::vector<Header>& headers, std::string_view name, std::uint64_t value);
/// An int32 would be ambiguous between the others.
inline void write(std::vector<Header>& headers, std::string_view name, std::int32_t value) {
  write(headers, name, std::int64_t{value});
}
void write(std::vector<Header>& headers, std::string_view name, double value);
template <class T>
  requires requires(const T& value) { Wire<T>::write(value); }
void write(std::vector<Header>& headers, std::string_view name, const T& value) {
  write(headers, name, Wire<T>::write(value));
}
/// Nothing when it is empty.
template <class T>
void write(std::vector<Header>& headers, std::string_view name, const std::optional<T>& value) {
  if (value) write(headers, name, *value);
}

}  // namespace mesh::events
