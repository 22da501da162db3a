#include <mesh/policy/exchange.hpp>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <mesh/json/scan.hpp>
#include <mesh/json/text_at.hpp>
#include <mesh/policy/topic_address.hpp>

namespace mesh::policy {
namespace {

using Where = MessagePlace::Where;

struct Names {
  std::string_view correlation;
  std::string_view topic;
  std::string_view partition;
  bool binary_id;
  bool binary_partition;
};

constexpr Names names_of(ReplyHeaders headers) {
  switch (headers) {
    case ReplyHeaders::kMesh:
      return {"mesh-correlation-id", "mesh-reply-topic", "mesh-reply-partition", false, false};
    case ReplyHeaders::kSpring:
      return {"kafka_correlationId", "kafka_replyTopic", "kafka_replyPartition", true, true};
    case ReplyHeaders::kSmallrye:
      return {"REPLY_CORRELATION_ID", "REPLY_TOPIC", "REPLY_PARTITION", false, true};
  }
  return {};
}

/// One header of that name, whatever was there before.
void set_header(std::vector<Header>& headers, std::string_view name, std::string value) {
  std::erase_if(headers, [&](const Header& header) { return header.name == name; });
  headers.push_back({std::string(name), std::move(value)});
}

std::string four_bytes(std::int32_t number) {
  const auto bits = static_cast<std::uint32_t>(number);
  std::string bytes(4, '\0');
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<char>((bits >> (8U * (3 - i))) & 0xFFU);
  return bytes;
}

/// Of either kind: a preset may be read that was written by hand.
std::optional<std::int32_t> read_partition(std::string_view bytes, bool binary) {
  std::int32_t number = -1;
  if (binary) {
    if (bytes.size() != 4) return std::nullopt;
    std::uint32_t bits = 0;
    for (const char c : bytes) bits = (bits << 8U) | static_cast<unsigned char>(c);
    number = static_cast<std::int32_t>(bits);
  } else {
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), number);
    if (error != std::errc() || end != bytes.data() + bytes.size()) return std::nullopt;
  }
  return number < 0 ? std::nullopt : std::optional(number);
}

std::optional<std::string> header_of(const RecordView& record, std::string_view name) {
  const auto* header = record.header(name);
  if (header == nullptr || !header->value || header->value->empty()) return std::nullopt;
  return std::string(*header->value);
}

/// What JSON and an event's attribute can hold.
std::string as_text(const std::string& bytes) {
  const auto printable = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; };
  if (std::all_of(bytes.begin(), bytes.end(), printable) && json::is_utf8(bytes)) return bytes;
  if (const auto id = read_correlation_id(bytes)) return to_text(*id);
  std::string hex;
  for (const char c : bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return hex;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  // Not in the middle of a character.
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return std::string(text.substr(0, most));
}

Unanswerable nowhere(std::string_view what, std::string_view place) {
  return {std::string(place), fmt::format("the request has no {}: '{}' is missing or empty", what, place)};
}

}  // namespace

MessagePlace MessagePlace::parse(std::string_view expression) {
  MessagePlace place;
  const auto hash = expression.find('#');
  if (hash == std::string_view::npos) return place;
  const auto head = expression.substr(0, hash);
  auto pointer = expression.substr(hash + 1);
  if (pointer.empty() || pointer.front() != '/') return place;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const auto token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
      const bool escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
      name += escape ? (token[i + 1] == '0' ? '~' : '/') : token[i];
      if (escape) ++i;
    }
    place.path.push_back(std::move(name));
  }
  if (head == "$message.header" && place.path.size() == 1) place.where = Where::kHeader;
  if (head == "$message.payload") place.where = Where::kPayload;
  if (place.where == Where::kNone) place.path.clear();
  return place;
}

std::optional<std::string> find_at(const RecordView& record, const MessagePlace& place) {
  if (place.where == Where::kHeader) return header_of(record, place.path.front());
  if (place.where == Where::kNone || !record.value) return std::nullopt;
  return json::text_at(*record.value, place.path);
}

Exchange::Exchange(const ExchangeSpec& spec)
    : spec_(spec),
      reply_address_(MessagePlace::parse(spec.reply_address)),
      request_correlation_(MessagePlace::parse(spec.request_correlation)),
      reply_correlation_(MessagePlace::parse(spec.reply_correlation)) {}

void Exchange::address_request(OutgoingRecord& request, const CorrelationId& id, std::string_view topic,
                               std::int32_t partition) const {
  const auto names = names_of(spec_.headers);
  if (request_correlation_.where == Where::kNone) {
    set_header(request.headers, names.correlation, names.binary_id ? to_bytes(id) : to_text(id));
  } else if (request_correlation_.where == Where::kHeader) {
    set_header(request.headers, request_correlation_.path.front(), to_text(id));
  }
  if (reply_address_.where == Where::kNone) {
    set_header(request.headers, names.topic, std::string(topic));
  } else if (reply_address_.where == Where::kHeader) {
    set_header(request.headers, reply_address_.path.front(), std::string(topic));
  }
  set_header(request.headers, names.partition,
             names.binary_partition ? four_bytes(partition) : std::to_string(partition));
}

std::optional<CorrelationId> Exchange::id_of_reply(const RecordView& reply) const {
  const auto preset = [&] { return header_of(reply, names_of(spec_.headers).correlation); };
  auto found = reply_correlation_.where == Where::kNone ? preset() : find_at(reply, reply_correlation_);
  if (!found && reply_correlation_.where == Where::kPayload && reply.header(kReplyErrorKind) != nullptr)
    found = preset();
  return found ? read_correlation_id(*found) : std::nullopt;
}

std::optional<Refusal> Exchange::refusal_of(const RecordView& reply) {
  auto kind = header_of(reply, kReplyErrorKind);
  if (!kind) return std::nullopt;
  return Refusal{*std::move(kind), header_of(reply, kReplyErrorCode).value_or(""),
                 header_of(reply, kReplyErrorText).value_or("")};
}

tl::expected<Asked, Unanswerable> Exchange::read_request(const RecordView& request, std::string_view prefix) const {
  const auto names = names_of(spec_.headers);
  Asked asked;
  const bool is_fixed = !spec_.reply_topic.name.empty() && spec_.reply_address.empty();
  if (is_fixed) {
    asked.topic = std::string(prefix) + std::string(spec_.reply_topic.name);
  } else {
    const bool by_preset = reply_address_.where == Where::kNone;
    auto topic = by_preset ? header_of(request, names.topic) : find_at(request, reply_address_);
    const auto place = by_preset ? names.topic : spec_.reply_address;
    if (!topic) return tl::unexpected(nowhere("reply address", place));
    if (!is_legal_topic(*topic)) {
      return tl::unexpected(
          Unanswerable{std::string(place), fmt::format("the reply address in '{}' is no topic's name", place)});
    }
    asked.topic = *std::move(topic);
  }
  if (const auto partition = header_of(request, names.partition)) {
    asked.partition = read_partition(*partition, names.binary_partition);
    if (!asked.partition) {
      return tl::unexpected(Unanswerable{std::string(names.partition),
                                         fmt::format("header '{}' is no partition's number", names.partition)});
    }
  }
  const bool by_preset = request_correlation_.where == Where::kNone;
  asked.correlation = by_preset ? header_of(request, names.correlation) : find_at(request, request_correlation_);
  if (!asked.correlation && !is_fixed)
    return tl::unexpected(nowhere("correlation id", by_preset ? names.correlation : spec_.request_correlation));
  if (asked.correlation) asked.correlation_text = as_text(*asked.correlation);
  return asked;
}

void Exchange::address_reply(OutgoingRecord& reply, const Asked& asked) const {
  reply.topic = asked.topic;
  reply.partition = asked.partition;
  if (!asked.correlation) return;
  if (reply_correlation_.where == Where::kNone) {
    set_header(reply.headers, names_of(spec_.headers).correlation, *asked.correlation);
  } else if (reply_correlation_.where == Where::kHeader) {
    set_header(reply.headers, reply_correlation_.path.front(), *asked.correlation);
  }
}

OutgoingRecord Exchange::make_refusal(const Asked& asked, const Refusal& refusal) const {
  OutgoingRecord record;
  address_reply(record, asked);
  if (asked.correlation && reply_correlation_.where == Where::kPayload)
    set_header(record.headers, names_of(spec_.headers).correlation, *asked.correlation);
  set_header(record.headers, kReplyErrorKind, refusal.kind);
  set_header(record.headers, kReplyErrorCode, shortened(refusal.code, kMaxReplyErrorText));
  set_header(record.headers, kReplyErrorText, shortened(refusal.text, kMaxReplyErrorText));
  return record;
}

}  // namespace mesh::policy
