#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <utility>

#include <mesh/events/attribute_text_private.hpp>
#include <mesh/events/headers.hpp>

namespace mesh::events {
namespace {

constexpr std::string_view kPrefix = "ce_";
constexpr std::string_view kContentType = "content-type";
// Not part of the Kafka binding, but one well-known SDK writes it beside `content-type`.
constexpr std::string_view kStrayContentType = "ce_datacontenttype";

tl::unexpected<HeaderFault> fault(std::string_view header, std::string message) {
  return tl::unexpected<HeaderFault>(HeaderFault{std::string(header), std::move(message)});
}

bool is_attribute_header(std::string_view name) noexcept { return name.starts_with(kPrefix) || name == kContentType; }

/// Rules that every attribute keeps, extensions too.
HeaderResult<void> check_shape(std::span<const HeaderView> headers) {
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto& header = headers[i];
    if (!is_attribute_header(header.name)) continue;
    if (header.name != kContentType && !is_attribute_name(header.name.substr(kPrefix.size()))) {
      return fault(header.name, "is no attribute name: only a-z and 0-9 may follow 'ce_', and not 'data'");
    }
    if (!header.value) return fault(header.name, "has a null value");
    if (!is_attribute_string(*header.value)) {
      return fault(header.name, "is not valid UTF-8 text, or holds a control character or a noncharacter");
    }
    for (const auto& other : headers.subspan(i + 1)) {
      if (other.name == header.name) return fault(header.name, "is there more than once");
    }
  }
  return {};
}

const HeaderView* find(std::span<const HeaderView> headers, std::string_view name) noexcept {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& h) { return h.name == name; });
  return found == headers.end() ? nullptr : &*found;
}

/// The text of an attribute that must be there and not empty.
HeaderResult<std::string> required(std::span<const HeaderView> headers, std::string_view name) {
  const auto* header = find(headers, name);
  if (header == nullptr) return fault(name, "is missing");
  if (header->value.value_or("").empty()) return fault(name, "is empty");
  return std::string(*header->value);
}

/// The text of an attribute that must not be empty if it is there.
HeaderResult<std::optional<std::string>> optional(std::span<const HeaderView> headers, std::string_view name) {
  const auto* header = find(headers, name);
  if (header == nullptr) return std::nullopt;
  if (header->value.value_or("").empty()) return fault(name, "is empty");
  return std::string(*header->value);
}

/// What the specification asks of single attributes; names are those of headers.
HeaderResult<void> check_values(const EventAttributes& attributes) {
  const auto text = [](std::string_view header, std::string_view value) -> HeaderResult<void> {
    if (value.empty()) return fault(header, "is empty");
    if (!is_attribute_string(value)) {
      return fault(header, "is not valid UTF-8 text, or holds a control character or a noncharacter");
    }
    return {};
  };
  if (auto ok = text("ce_id", attributes.id); !ok) return ok;
  if (auto ok = text("ce_source", attributes.source); !ok) return ok;
  if (!is_uri_reference(attributes.source)) return fault("ce_source", "is no URI-reference (RFC 3986)");
  if (auto ok = text("ce_type", attributes.type); !ok) return ok;
  if (attributes.subject) {
    if (auto ok = text("ce_subject", *attributes.subject); !ok) return ok;
  }
  if (attributes.dataschema) {
    if (auto ok = text("ce_dataschema", *attributes.dataschema); !ok) return ok;
    if (!is_absolute_uri(*attributes.dataschema)) return fault("ce_dataschema", "is no absolute URI (RFC 3986)");
  }
  if (attributes.datacontenttype) {
    if (auto ok = text(kContentType, *attributes.datacontenttype); !ok) return ok;
    if (!is_media_type(*attributes.datacontenttype)) return fault(kContentType, "is no media type (RFC 2046)");
    if (is_structured_mode(*attributes.datacontenttype)) {
      return fault(kContentType, "says structured mode, but only binary mode is read here");
    }
  }
  return {};
}

/// As many bits as the generator's state can use: two agents started in the same instant must not draw the same ids.
std::mt19937_64 seeded_engine() {
  std::random_device device;
  std::array<std::uint32_t, 16> words{};
  std::generate(words.begin(), words.end(), std::ref(device));
  std::seed_seq seed(words.begin(), words.end());
  return std::mt19937_64(seed);
}

}  // namespace

HeaderResult<EventAttributes> read_attributes(std::span<const HeaderView> headers) {
  if (const auto* type = find(headers, kContentType); type != nullptr && is_structured_mode(type->value.value_or(""))) {
    return fault(kContentType, "says structured mode, but only binary mode is read here");
  }
  if (auto ok = check_shape(headers); !ok) return tl::unexpected(std::move(ok).error());

  const auto version = required(headers, "ce_specversion");
  if (!version) return tl::unexpected(version.error());
  if (*version != "1.0") return fault("ce_specversion", "is '" + *version + "', only '1.0' is known");

  EventAttributes attributes;
  for (const auto& [name, member] :
       {std::pair{"ce_id", &EventAttributes::id}, std::pair{"ce_source", &EventAttributes::source},
        std::pair{"ce_type", &EventAttributes::type}}) {
    auto value = required(headers, name);
    if (!value) return tl::unexpected(std::move(value).error());
    attributes.*member = *std::move(value);
  }
  const auto content_type = find(headers, kContentType) != nullptr ? kContentType : kStrayContentType;
  for (const auto& [name, member] : {std::pair{std::string_view("ce_subject"), &EventAttributes::subject},
                                     std::pair{std::string_view("ce_dataschema"), &EventAttributes::dataschema},
                                     std::pair{content_type, &EventAttributes::datacontenttype}}) {
    auto value = optional(headers, name);
    if (!value) return tl::unexpected(std::move(value).error());
    attributes.*member = *std::move(value);
  }
  if (const auto* time = find(headers, "ce_time"); time != nullptr) {
    attributes.time = parse_rfc3339(time->value.value_or(""));
    if (!attributes.time) return fault("ce_time", "is no RFC 3339 timestamp");
  }
  if (auto ok = check_values(attributes); !ok) return tl::unexpected(std::move(ok).error());
  return attributes;
}

std::string_view type_of(const RecordView& record) noexcept {
  const auto* header = record.header("ce_type");
  return header == nullptr ? std::string_view() : header->value.value_or(std::string_view());
}

bool has(std::span<const HeaderView> headers, std::string_view name) noexcept {
  return std::any_of(headers.begin(), headers.end(), [&](const HeaderView& header) { return header.name == name; });
}

Result<void> write_attributes(EventAttributes attributes, std::vector<Header>& headers) {
  if (attributes.id.empty()) attributes.id = new_id();
  if (!attributes.time)
    attributes.time = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  if (auto ok = check_values(attributes); !ok) {
    return fail(ErrorKind::kContract, "event attribute " + ok.error().header + " " + ok.error().message);
  }
  const auto year = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*attributes.time)).year();
  if (year < std::chrono::year(0) || year > std::chrono::year(9999)) {
    return fail(ErrorKind::kContract,
                "event attribute ce_time is outside the years 0000 to 9999 that RFC 3339 can write");
  }

  // The event's attributes and a few extensions.
  constexpr std::size_t kUsual = 12;
  const auto before = headers.size();
  headers.reserve(before + kUsual);
  const auto add = [&](std::string_view name, std::string value) {
    headers.push_back(Header{std::string(name), std::move(value)});
  };
  add("ce_specversion", "1.0");
  add("ce_id", std::move(attributes.id));
  add("ce_source", std::move(attributes.source));
  add("ce_type", std::move(attributes.type));
  add("ce_time", format_rfc3339(*attributes.time));
  if (attributes.subject) add("ce_subject", *std::move(attributes.subject));
  if (attributes.dataschema) add("ce_dataschema", *std::move(attributes.dataschema));
  if (attributes.datacontenttype) add(kContentType, *std::move(attributes.datacontenttype));

  const std::span<const Header> all(headers);
  for (const auto& header : all.first(before)) {
    const auto own = all.subspan(before);
    if (std::any_of(own.begin(), own.end(), [&](const Header& written) { return written.name == header.name; })) {
      auto error = fail(ErrorKind::kContract, "header " + header.name + " is an event attribute and is already there");
      headers.resize(before);
      return error;
    }
  }
  return {};
}

std::string new_id() {
  static thread_local std::mt19937_64 engine = seeded_engine();
  std::array<std::uint64_t, 2> halves{engine(), engine()};
  halves[0] = (halves[0] & ~0xF000ULL) | 0x4000ULL;          // version 4
  halves[1] = (halves[1] & ~(3ULL << 62U)) | (2ULL << 62U);  // variant 10
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string id;
  id.reserve(36);
  for (unsigned nibble = 0; nibble < 32; ++nibble) {
    if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) id += '-';
    id += kHex[(halves[nibble / 16] >> (60U - 4U * (nibble % 16))) & 0xFU];
  }
  return id;
}

}  // namespace mesh::events
