#include <mesh/consume/message.hpp>

#include <utility>

#include <fmt/format.h>

#include <mesh/json/codec.hpp>

namespace mesh {
namespace {

/// A type comes from the wire: it may be of any length.
std::string shortened(std::string_view text) {
  constexpr std::size_t kMax = 120;
  return std::string(text.substr(0, kMax)) + (text.size() > kMax ? "…" : "");
}

Poisoned poisoned(DeadReason reason, std::string error_type, std::string detail) {
  return tl::make_unexpected(Poison{reason, std::move(error_type), std::move(detail)});
}

}  // namespace

Poisoned bad_header(const events::HeaderFault& fault) {
  return poisoned(DeadReason::kPoisonDecode, fault.header, fmt::format("header '{}' {}", fault.header, fault.message));
}

Poisoned bad_headers(const json::Fault& fault) {
  return poisoned(DeadReason::kPoisonSchema, std::string(fault.keyword), "headers " + json::to_string(fault));
}

Poisoned missing_header(std::string_view name) {
  return poisoned(DeadReason::kPoisonSchema, "required", fmt::format("header '{}' is missing", name));
}

Poisoned bad_payload(const json::Fault& fault) {
  return poisoned(fault.malformed() ? DeadReason::kPoisonDecode : DeadReason::kPoisonSchema, std::string(fault.keyword),
                  json::to_string(fault));
}

Poisoned missing_value() {
  return poisoned(DeadReason::kPoisonDecode, "null", "the record has no value, but its message has a payload");
}

Poisoned unknown_type(std::string_view type, std::string_view expected) {
  return poisoned(DeadReason::kPoisonSchema, "ce_type",
                  fmt::format("ce_type is '{}', must be '{}'", shortened(type), expected));
}

Outcome reject_unknown(std::string_view what, std::string_view value, std::string_view known) {
  return Outcome::poison({DeadReason::kPoisonSchema, std::string(what),
                          fmt::format("{} is '{}', known are: {}", what, shortened(value), known)});
}

std::string_view header_text(const RecordView& record, std::string_view name) noexcept {
  const auto* header = record.header(name);
  return header == nullptr ? std::string_view() : header->value.value_or(std::string_view());
}

tl::expected<std::string, Poison> payload_text(const RecordView& record, std::string_view name) {
  if (!record.value) return missing_value();
  const json::Input text(*record.value);
  json::Context context(text);
  std::string_view value;
  if (json::find_text(json::skip_space(context.begin()), name, value, context) != nullptr) return std::string(value);
  return bad_payload(context.take_fault());
}

tl::unexpected<Error> refused(std::string_view part, const json::Fault& fault) {
  return fail(ErrorKind::kContract, fmt::format("the contract refuses the {}: {}", part, json::to_string(fault)));
}

tl::unexpected<Error> missing_attribute(std::string_view name) {
  return fail(ErrorKind::kContract, fmt::format("the contract requires the event's '{}': set it when sending", name));
}

namespace events {

HeaderResult<void> read_constant(std::span<const HeaderView> headers, std::string_view name,
                                 std::string_view expected) {
  std::string text;
  if (auto ok = read(headers, name, text); !ok) return ok;
  if (text == expected) return {};
  return tl::make_unexpected(
      HeaderFault{std::string(name), fmt::format("is '{}', must be '{}'", shortened(text), expected)});
}

}  // namespace events
}  // namespace mesh
