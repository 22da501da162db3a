#include <cstdio>

#include <fmt/format.h>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"
#include "ctl/letters.hpp"
#include "ctl/pretty.hpp"

namespace mesh::ctl {
namespace {

std::string field(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : fmt::format("  {:<19}{}\n", fmt::format("{}:", name), printable(value));
}

std::string time_field(std::string_view name, Timestamp time) { return field(name, format_rfc3339(time)); }

std::string cause_of(const policy::DeadLetter& letter) {
  const auto& cause = letter.cause;
  const bool is_ours = letter.family == policy::DeadLetterFamily::kMesh;
  auto text = field("reason", cause.reason) + field("error type", cause.error_type) + field("detail", cause.detail);
  if (cause.attempts > 0) text += field("attempts", std::to_string(cause.attempts));
  if (is_ours) text += time_field("first failed", cause.first_failed_at) + time_field("failed", cause.failed_at);
  return text;
}

std::string origin_lines(const policy::DeadLetter& letter) {
  auto text = field("from", origin_of(letter));
  if (letter.original_timestamp) text += time_field("written", *letter.original_timestamp);
  return text + field("group", letter.group) + field("operation", letter.operation) + field("handler", letter.handler) +
         field("id", letter.id);
}

std::string indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    text += fmt::format("  {}\n", lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

std::string value_of(const std::optional<std::string>& value) {
  if (!value) return "value: (null)\n";
  auto head = fmt::format("value, {}", counted(value->size(), "byte", "bytes"));
  if (const auto json = pretty_json(*value)) return fmt::format("{}, JSON:\n{}", head, indented(*json));
  const auto text = printable(*value);
  if (text == *value) return fmt::format("{}, text:\n{}", head, indented(text));
  return fmt::format("{}:\n{}", head, indented(hex_lines(*value)));
}

std::string text_of(const RecordView& record, const policy::DeadLetter& letter) {
  auto text = fmt::format("{}, dead letter of the family '{}', {}\n", full_place_of(record), to_string(letter.family),
                          format_rfc3339(record.timestamp));
  text += cause_of(letter) + origin_lines(letter);
  text += fmt::format("key: {}\n", letter.key ? printable(*letter.key) : "(null)");
  text += letter.headers.empty() ? "headers: none\n" : "headers:\n";
  for (const auto& [name, value] : letter.headers)
    text += fmt::format("  {}: {}\n", printable(name), value ? printable(*value) : "(null)");
  return text + value_of(letter.value);
}

}  // namespace

int run(const DlqShowCommand& command) {
  const auto config = settings(command.client);
  if (!config) return complain(config.error());
  kafka::ReadOptions options;
  options.partition = command.partition;
  options.begin = command.offset;
  const auto reader = kafka::open_topic(*config, command.topic, options);
  if (!reader) return complain(reader.error());

  catch_stop_signals();
  int code = kRefused;
  bool is_found = false;
  const auto ok = for_each_record(**reader, [&](const RecordView& record) {
    is_found = record.offset == command.offset;
    if (!is_found) return false;  // a later one: compaction or retention took ours
    const auto letter = policy::read_dead_letter(record);
    if (letter) {
      say(text_of(record, *letter));
      code = kDone;
    } else {
      (void)std::fputs(
          fmt::format("meshctl: {}: {}\n", full_place_of(record), printable(letter.error().message)).c_str(), stderr);
    }
    return false;
  });
  if (!ok) return complain(ok.error());
  if (stop_signal != 0) return kInterrupted;
  if (!is_found) {
    const auto& range = (*reader)->ranges().front();
    (void)std::fputs(fmt::format("meshctl: there is no record {}@{} in '{}': the partition holds {}\n",
                                 command.partition, command.offset, command.topic,
                                 range.first == range.end ? std::string("none")
                                                          : fmt::format("{} to {}", range.first, range.end - 1))
                         .c_str(),
                     stderr);
  }
  return code;
}

}  // namespace mesh::ctl
