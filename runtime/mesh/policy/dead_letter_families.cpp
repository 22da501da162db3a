#include <algorithm>
#include <array>
#include <limits>

#include <mesh/policy/dead_letter_names_private.hpp>
#include <mesh/policy/dead_letter_private.hpp>

namespace mesh::policy {
namespace {

struct Prefix {
  std::string_view text;
  DeadLetterFamily family;
  bool is_of_letters = true;  ///< false: of retry topics
};

/// Whole name spaces: what a later version of a framework adds goes too.
constexpr std::array kPrefixes{
    Prefix{"mesh-dlq-", DeadLetterFamily::kMesh},
    Prefix{"__dlq.errors.", DeadLetterFamily::kShareGroup},
    Prefix{spring::kPrefix, DeadLetterFamily::kSpring},
    Prefix{"__connect.errors.", DeadLetterFamily::kConnect},
    Prefix{"__streams.errors.", DeadLetterFamily::kStreams},
    Prefix{"retry_topic-", DeadLetterFamily::kSpring, false},
    Prefix{"kafka_original-", DeadLetterFamily::kSpring, false},
    Prefix{"kafka_exception-", DeadLetterFamily::kSpring, false},
};

/// SmallRye's names by themselves: words as common as these may be an application's own.
constexpr std::array<std::string_view, 7> kSmallRyeLetters{"dead-letter-reason",
                                                           "dead-letter-cause",
                                                           "dead-letter-exception-class-name",
                                                           "dead-letter-cause-class-name",
                                                           "dead-letter-topic",
                                                           "dead-letter-partition",
                                                           "dead-letter-offset"};
constexpr std::array<std::string_view, 10> kSmallRyeRetries{"delayed-retry-count",
                                                            "delayed-retry-original-timestamp",
                                                            "delayed-retry-first-processing-timestamp",
                                                            "delayed-retry-reason",
                                                            "delayed-retry-cause",
                                                            "delayed-retry-topic",
                                                            "delayed-retry-partition",
                                                            "delayed-retry-offset",
                                                            "delayed-retry-exception-class-name",
                                                            "delayed-retry-cause-class-name"};

template <std::size_t N>
bool has(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<DeadLetterFamily> family_of(std::string_view header, bool letters_only) noexcept {
  for (const auto& prefix : kPrefixes) {
    if (header.starts_with(prefix.text) && (prefix.is_of_letters || !letters_only)) return prefix.family;
  }
  if (has(kSmallRyeLetters, header) || (!letters_only && has(kSmallRyeRetries, header)))
    return DeadLetterFamily::kSmallRye;
  return std::nullopt;
}

/// At most `limit` bytes, cut between code points and marked.
std::string cut(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  if (limit <= kTruncated.size()) return std::string(kTruncated.substr(0, limit));
  auto end = limit - kTruncated.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  text.resize(end);
  return text.append(kTruncated);
}

/// Header values are text and one line: an exception's what() may hold anything.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

/// Java's ByteBuffer.putInt and putLong.
template <class Number>
std::string big_endian(Number value) {
  std::string bytes(sizeof(Number), '\0');
  auto bits = static_cast<std::uint64_t>(value);
  for (auto i = bytes.size(); i > 0; --i, bits >>= 8U) bytes[i - 1] = static_cast<char>(bits & 0xFFU);
  return bytes;
}

void add_spring_origin(HeaderBudget& budget, const RecordView& original, const DeadLetterOrigin& origin) {
  constexpr std::int64_t kNoTimestamp = -1;
  const auto type = original.timestamp_type;
  const auto ms = std::chrono::floor<Millis>(original.timestamp).time_since_epoch().count();
  budget.add_whole(spring::kTopic, original.topic);
  budget.add_whole(spring::kPartition, big_endian(original.partition));
  budget.add_whole(spring::kOffset, big_endian(original.offset));
  budget.add_whole(spring::kTimestamp, big_endian<std::int64_t>(type == TimestampType::kNone ? kNoTimestamp : ms));
  budget.add_whole(spring::kTimestampType, type == TimestampType::kNone            ? "NoTimestampType"
                                           : type == TimestampType::kLogAppendTime ? "LogAppendTime"
                                                                                   : "CreateTime");
  budget.add_text(spring::kGroup, origin.group);
}

void add_text_origin(HeaderBudget& budget, const TextNames& names, const RecordView& original) {
  budget.add_whole(names.topic, original.topic);
  budget.add_whole(names.partition, std::to_string(original.partition));
  budget.add_whole(names.offset, std::to_string(original.offset));
}

/// The reason stands for the error's class, because it is what tools count and what never changes with a build.
void add_text_cause(HeaderBudget& budget, const TextNames& names, const DeadLetterCause& cause) {
  budget.add_text(names.class_name, cause.reason);
  // Connect's cause is a stage, of a closed set.
  if (!names.cause.empty() && names.cause != kConnectNames.cause && !cause.error_type.empty())
    budget.add_text(names.cause, cause.error_type);
  budget.add_text(names.message, cause.detail);
}

}  // namespace

std::optional<DeadLetterFamily> family_of_header(std::string_view header) noexcept { return family_of(header, false); }

std::optional<DeadLetterFamily> family_of_record(const RecordView& record) noexcept {
  std::optional<DeadLetterFamily> best;
  for (const auto& header : record.headers) {
    const auto family = family_of(header.name, true);
    if (family && (!best || *family < *best)) best = family;
  }
  return best;
}

bool is_rewritten(std::string_view header, DeadLetterFamilies families) noexcept {
  const auto family = family_of(header, true);
  if (!family) return false;
  switch (*family) {
    case DeadLetterFamily::kMesh:
    case DeadLetterFamily::kShareGroup:
      return true;
    case DeadLetterFamily::kSpring:
      return families.spring;
    case DeadLetterFamily::kConnect:
      return families.connect;
    case DeadLetterFamily::kSmallRye:
      return families.smallrye;
    case DeadLetterFamily::kStreams:
      return families.streams;
  }
  return false;
}

std::vector<Header> without_dead_letter_headers(std::span<const HeaderView> headers) {
  std::vector<Header> kept;
  for (const auto& [name, value] : headers) {
    if (family_of_header(name)) continue;
    kept.push_back(Header{std::string(name), value ? std::optional<std::string>(*value) : std::nullopt});
  }
  return kept;
}

void HeaderBudget::add_text(std::string_view header, std::string_view value, std::size_t limit) {
  if (left_ <= header.size()) return;
  auto text = cut(one_line(value), std::min(limit, left_ - header.size()));
  left_ -= header.size() + text.size();
  headers_.push_back(Header{std::string(header), std::move(text)});
}

void HeaderBudget::add_whole(std::string_view header, std::string_view value) {
  if (left_ < header.size() + value.size()) return;
  left_ -= header.size() + value.size();
  headers_.push_back(Header{std::string(header), std::string(value)});
}

void add_origins(HeaderBudget& budget, const RecordView& original, const DeadLetterOrigin& origin) {
  const auto& families = origin.families;
  if (families.spring) add_spring_origin(budget, original, origin);
  if (families.connect) {
    add_text_origin(budget, kConnectNames, original);
    budget.add_whole(kConnectTask, "0");  // Readers parse it; of our one task.
    budget.add_text(kConnectNames.group, origin.group);
  }
  if (families.smallrye) add_text_origin(budget, kSmallRyeNames, original);
  if (families.streams) add_text_origin(budget, kStreamsNames, original);
}

void add_causes(HeaderBudget& budget, const DeadLetterCause& cause, const DeadLetterOrigin& origin) {
  const auto& families = origin.families;
  if (families.spring) {
    budget.add_text(spring::kClass, cause.reason);
    if (!cause.error_type.empty()) budget.add_text(spring::kCause, cause.error_type);
    budget.add_text(spring::kMessage, cause.detail);
  }
  if (families.connect) {
    // What could not be read failed in the converter, the rest where the task takes records.
    const bool is_unreadable = cause.reason == "poison.decode" || cause.reason == "poison.schema";
    budget.add_text(kConnectNames.cause, is_unreadable ? "VALUE_CONVERTER" : "TASK_PUT");
    budget.add_text(kConnectNames.operation, origin.operation);
    add_text_cause(budget, kConnectNames, cause);
  }
  if (families.smallrye) add_text_cause(budget, kSmallRyeNames, cause);
  if (families.streams) add_text_cause(budget, kStreamsNames, cause);
}

}  // namespace mesh::policy
