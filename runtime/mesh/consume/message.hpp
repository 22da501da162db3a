/// What the generated `read` and `write` of a message say when a record or a value breaks the contract.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>
#include <mesh/consume/outcome.hpp>
#include <mesh/consume/poison.hpp>
#include <mesh/events/headers.hpp>
#include <mesh/json/result.hpp>

namespace mesh {

using Poisoned = tl::unexpected<Poison>;

/// A header is missing or malformed: `poison.decode`.
[[nodiscard]] Poisoned bad_header(const events::HeaderFault& fault);
/// The headers read well, but break their schema: `poison.schema`.
[[nodiscard]] Poisoned bad_headers(const json::Fault& fault);
[[nodiscard]] Poisoned missing_header(std::string_view name);
/// No JSON at all: `poison.decode`; JSON that breaks its schema: `poison.schema`.
[[nodiscard]] Poisoned bad_payload(const json::Fault& fault);
/// A record without value (a tombstone) where the contract has a payload.
[[nodiscard]] Poisoned missing_value();

/// `ce_type` is not the one that the message has.
[[nodiscard]] Poisoned unknown_type(std::string_view type, std::string_view expected);
/// What tells the messages of an operation apart (`ce_type`, a header, a member of the payload) is none of those that
/// it knows; `known` lists them.
[[nodiscard]] Outcome reject_unknown(std::string_view what, std::string_view value, std::string_view known);
/// Header `name` as text, to tell messages apart; empty if there is none.
[[nodiscard]] std::string_view header_text(const RecordView& record, std::string_view name) noexcept;
/// The string member `name` of the payload, to tell messages apart before one is decoded. Poison: no object, or it has
/// no such string.
[[nodiscard]] tl::expected<std::string, Poison> payload_text(const RecordView& record, std::string_view name);

/// A value that its own contract refuses is not sent: `kContract`.
[[nodiscard]] tl::unexpected<Error> refused(std::string_view part, const json::Fault& fault);
[[nodiscard]] tl::unexpected<Error> missing_attribute(std::string_view name);

namespace events {

/// An enum as its word.
template <class Enum>
[[nodiscard]] HeaderResult<void> read_word(std::span<const HeaderView> headers, std::string_view name, Enum& out) {
  std::string word;
  if (auto ok = read(headers, name, word); !ok) return ok;
  if (from_string(word, out)) return {};
  return tl::make_unexpected(HeaderFault{std::string(name), "is none of the values that the contract lists"});
}
template <class Enum>
[[nodiscard]] HeaderResult<void> read_word(std::span<const HeaderView> headers, std::string_view name,
                                           std::optional<Enum>& out) {
  out.reset();
  for (const auto& header : headers) {
    if (header.name == name) return read_word(headers, name, out.emplace());
  }
  return {};
}

/// A header whose value the contract fixes.
[[nodiscard]] HeaderResult<void> read_constant(std::span<const HeaderView> headers, std::string_view name,
                                               std::string_view expected);

}  // namespace events
}  // namespace mesh
