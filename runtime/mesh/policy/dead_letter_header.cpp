#include <charconv>

#include <mesh/policy/dead_letter_header_private.hpp>

namespace mesh::policy {
namespace {

/// nullopt if it is none, or does not fit.
template <class Number>
std::optional<Number> decimal(std::string_view digits) {
  Number value{};
  const auto* begin = digits.data();
  const auto* end = begin + digits.size();
  const auto [rest, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::string_view> HeaderReader::find(std::string_view header) const noexcept {
  if (header.empty()) return std::nullopt;  // a family without a word for it
  const auto* found = record_->header(header);
  return found == nullptr ? std::nullopt : found->value;
}

tl::unexpected<Error> HeaderReader::broken(std::string_view header, std::string_view how) const {
  return fail(ErrorKind::kInvalidArgument, "no sound dead letter of the family '" + std::string(to_string(family_)) +
                                               "': header " + std::string(header) + " " + std::string(how));
}

std::string HeaderReader::text_or_empty(std::string_view header) const {
  return std::string(find(header).value_or(std::string_view()));
}

Result<void> HeaderReader::text(std::string_view header, std::string& out) const {
  const auto found = find(header);
  if (!found) return broken(header, "is missing");
  out = *found;
  return {};
}

Result<void> HeaderReader::count(std::string_view header, std::int64_t& out) const {
  const auto found = find(header);
  if (!found) return broken(header, "is missing");
  const auto value = decimal<std::int64_t>(*found);
  if (!value) return broken(header, "is no decimal number");
  if (*value < 0) return broken(header, "is negative");
  out = *value;
  return {};
}

Result<void> HeaderReader::count(std::string_view header, std::int32_t& out) const {
  std::int64_t wide = 0;
  if (auto ok = count(header, wide); !ok) return ok;
  out = static_cast<std::int32_t>(wide);
  if (out != wide) return broken(header, "is more than 32 bits hold");
  return {};
}

Result<void> HeaderReader::instant(std::string_view header, Timestamp& out) const {
  const auto found = find(header);
  if (!found) return broken(header, "is missing");
  const auto time = parse_rfc3339(*found);
  if (!time) return broken(header, "is no RFC 3339 timestamp");
  out = *time;
  return {};
}

Result<std::int64_t> HeaderReader::binary(std::string_view header, std::size_t size) const {
  const auto found = find(header);
  if (!found) return broken(header, "is missing");
  if (found->size() != size) {
    return broken(header, "has " + std::to_string(found->size()) + " bytes, and a number of Spring's has " +
                              std::to_string(size) + " here");
  }
  std::uint64_t bits = 0;
  for (const auto c : *found) bits = bits << 8U | static_cast<unsigned char>(c);
  const auto unused = 64U - 8U * static_cast<unsigned>(size);
  return static_cast<std::int64_t>(bits << unused) >> unused;  // with its sign
}

}  // namespace mesh::policy
