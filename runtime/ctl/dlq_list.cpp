#include <algorithm>
#include <cstdio>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <mesh/config/nearest.hpp>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"
#include "ctl/letters.hpp"

namespace mesh::ctl {
namespace {

using Json = nlohmann::ordered_json;
using policy::DeadLetter;

std::string or_dash(std::string_view text) { return text.empty() ? "-" : printable(text); }

std::string id_or_key(const DeadLetter& letter) {
  if (!letter.id.empty()) return printable(letter.id);
  return or_dash(letter.key.value_or(""));
}

std::string line_of(const RecordView& record, const DeadLetter& letter) {
  const auto attempts = letter.cause.attempts == 0 ? "-" : std::to_string(letter.cause.attempts);
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", place_of(record), format_rfc3339(letter.cause.failed_at),
                     or_dash(letter.cause.reason), origin_of(letter), attempts, id_or_key(letter));
}

std::string json_of(const RecordView& record, const DeadLetter& letter) {
  Json json{{"partition", record.partition},
            {"offset", record.offset},
            {"family", to_string(letter.family)},
            {"failedAt", format_rfc3339(letter.cause.failed_at)}};
  const auto put = [&json](const char* name, std::string_view text) {
    if (!text.empty()) json[name] = printable(text);
  };
  put("reason", letter.cause.reason);
  put("errorType", letter.cause.error_type);
  put("detail", letter.cause.detail);
  json["origin"] = {{"topic", printable(letter.topic)}, {"partition", letter.partition}, {"offset", letter.offset}};
  if (letter.cause.attempts > 0) json["attempts"] = letter.cause.attempts;
  put("group", letter.group);
  put("operation", letter.operation);
  put("id", letter.id);
  if (letter.key) json["key"] = printable(*letter.key);
  return json.dump() + "\n";
}

std::string json_of(const LetterCounts& counts) {
  return Json{{"letters", counts.matched},
              {"reasons", counts.by_reason},
              {"leftOut", counts.left_out},
              {"noLetters", counts.no_letters}}
             .dump() +
         "\n";
}

std::string text_of(const LetterCounts& counts) {
  auto text = counted(counts.matched, "dead letter", "dead letters");
  for (auto separator = ": "; const auto& [reason, count] : counts.by_reason) {
    text += fmt::format("{}{} {}", separator, reason, count);
    separator = ", ";
  }
  if (const auto rest = counts.rest(); !rest.empty()) text += "; " + rest;
  return text + "\n";
}

/// A reason that no letter has is most often misspelt.
void advise(const LetterFilter& filter, const LetterCounts& counts, const std::vector<std::string>& seen) {
  if (!filter.reason || counts.matched > 0 || seen.empty()) return;
  const bool is_seen = std::find(seen.begin(), seen.end(), *filter.reason) != seen.end();
  if (is_seen) return;
  (void)std::fputs(fmt::format("meshctl: no letter has the reason '{}'; there are: {}{}\n", *filter.reason,
                               fmt::join(seen, ", "), config::suggestion(*filter.reason, seen))
                       .c_str(),
                   stderr);
}

}  // namespace

int run(const DlqListCommand& command) {
  const auto config = settings(command.client);
  if (!config) return complain(config.error());
  const auto reader = kafka::open_topic(*config, command.topic);
  if (!reader) return complain(reader.error());

  catch_stop_signals();
  LetterCounts counts;
  std::set<std::string> reasons;
  const auto ok = for_each_record(**reader, [&](const RecordView& record) {
    const auto letter = policy::read_dead_letter(record);
    if (!letter) {
      ++counts.no_letters;
      if (command.json) {
        say(Json{{"partition", record.partition},
                 {"offset", record.offset},
                 {"noLetter", printable(letter.error().message)}}
                .dump() +
            "\n");
      } else {
        say(fmt::format("{}\t{}\t{}\n", place_of(record), format_rfc3339(record.timestamp),
                        printable(letter.error().message)));
      }
      return true;
    }
    reasons.insert(or_dash(letter->cause.reason));
    if (!matches(command.filter, *letter)) {
      ++counts.left_out;
      return true;
    }
    counts.count(*letter);
    say(command.json ? json_of(record, *letter) : line_of(record, *letter));
    return counts.matched != command.max_letters;
  });
  say(command.json ? json_of(counts) : text_of(counts));
  if (!ok) return complain(ok.error());
  advise(command.filter, counts, {reasons.begin(), reasons.end()});
  return stop_signal == 0 ? kDone : kInterrupted;
}

}  // namespace mesh::ctl
