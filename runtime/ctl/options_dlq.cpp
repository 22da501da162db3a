#include <charconv>
#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "ctl/options_private.hpp"

namespace mesh::ctl {
namespace {

constexpr const char* kListFooter = R"(Examples:
  meshctl dlq list shop.orders.v1.billing.dlq
  meshctl dlq list shop.orders.v1.billing.dlq --reason poison.schema --since 24h --format json
A line a letter: PARTITION@OFFSET, when it failed, why, from where, attempts, and the event's id or else the key,
with tabs between; '-' is what the letter does not say. Then what was counted.)";
constexpr const char* kShowFooter = R"(Example:
  meshctl dlq show shop.orders.v1.billing.dlq 2@17)";
constexpr const char* kRedriveFooter = R"(Examples:
  meshctl dlq redrive shop.orders.v1.billing.dlq --dry-run
  meshctl dlq redrive shop.orders.v1.billing.dlq --reason retries.exhausted --rate 50/s
Sends key, value and headers as they were, and mesh-redrive-of. Reads to where the topic ends when it begins, and
notes how far it came (group meshctl.redrive.TOPIC): the next call goes on from there, past what a filter left out.
A crash before the note sends the last letters again. The letters stay in their topic.)";

/// Microseconds and above; nullopt if it is neither an RFC 3339 timestamp nor something like 90s, 15m, 24h, 7d.
std::optional<Timestamp> to_instant(const std::string& text) {
  if (const auto time = parse_rfc3339(text)) return time;
  std::int64_t amount = 0;
  const auto* end = text.data() + text.size();
  const auto [unit, code] = std::from_chars(text.data(), end, amount);
  constexpr std::int64_t kMost = 1'000'000;
  if (code != std::errc() || unit + 1 != end || amount < 0 || amount > kMost) return std::nullopt;
  const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  if (*unit == 's') return now - std::chrono::seconds(amount);
  if (*unit == 'm') return now - std::chrono::minutes(amount);
  if (*unit == 'h') return now - std::chrono::hours(amount);
  if (*unit == 'd') return now - std::chrono::days(amount);
  return std::nullopt;
}

void add_instant(CLI::App& app, const std::string& name, std::optional<Timestamp>& out, const std::string& what) {
  app.add_option_function<std::string>(
         name, [&out](const std::string& text) { out = to_instant(text); },
         what + ": 2026-01-07T17:30:00Z, or 90s, 15m, 24h, 7d ago")
      ->check(CLI::Validator(
          [](const std::string& text) {
            if (to_instant(text)) return std::string();
            return fmt::format("write a time as 2026-01-07T17:30:00Z, or 90s, 15m, 24h, 7d, not '{}'", text);
          },
          "TIME"));
}

void add_filter(CLI::App& app, LetterFilter& filter) {
  app.add_option("--reason", filter.reason, "with that reason (retries.exhausted, poison.schema, …)");
  app.add_option("--operation", filter.operation, "of that operation of the contract");
  app.add_option("--origin", filter.origin, "from that topic");
  app.add_option("--key", filter.key, "with that key");
  add_instant(app, "--since", filter.since, "failed then or later");
  add_instant(app, "--until", filter.until, "failed before");
}

/// "50" or "50/s".
std::optional<double> to_rate(std::string text) {
  if (text.ends_with("/s")) text.resize(text.size() - 2);
  double rate = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, rate);
  constexpr double kLeast = 0.001;
  if (code != std::errc() || stop != end || !std::isfinite(rate) || rate < kLeast) return std::nullopt;
  return rate;
}

/// "2@17".
bool to_place(const std::string& text, std::int32_t& partition, std::int64_t& offset) {
  const auto at = text.find('@');
  if (at == std::string::npos) return false;
  const auto* begin = text.data();
  const auto first = std::from_chars(begin, begin + at, partition);
  const auto second = std::from_chars(begin + at + 1, begin + text.size(), offset);
  return first.ec == std::errc() && first.ptr == begin + at && second.ec == std::errc() &&
         second.ptr == begin + text.size() && partition >= 0 && offset >= 0;
}

}  // namespace

void DlqOptions::add_to(CLI::App& app) {
  auto* dlq = app.add_subcommand("dlq", "look at dead letters, and send them back");
  dlq->require_subcommand(1);

  list_app_ = dlq->add_subcommand("list", "a line for each dead letter of a topic");
  add_client_options(*list_app_, list_.client);
  list_app_->add_option("topic", list_.topic, "topic of dead letters")->required();
  add_filter(*list_app_, list_.filter);
  list_app_->add_option("--max", list_.max_letters, "stop after that many letters")->check(CLI::PositiveNumber);
  list_app_
      ->add_option_function<std::string>(
          "--format", [this](const std::string& text) { list_.json = text == "json"; }, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  list_app_->footer(kListFooter);

  show_app_ = dlq->add_subcommand("show", "all that is known of one dead letter");
  add_client_options(*show_app_, show_.client);
  show_app_->add_option("topic", show_.topic, "topic of dead letters")->required();
  show_app_
      ->add_option_function<std::string>(
          "place", [this](const std::string& text) { (void)to_place(text, show_.partition, show_.offset); },
          "PARTITION@OFFSET, as 'dlq list' writes it")
      ->required()
      ->check(CLI::Validator(
          [](const std::string& text) {
            std::int32_t partition = 0;
            std::int64_t offset = 0;
            return to_place(text, partition, offset) ? std::string()
                                                     : fmt::format("write PARTITION@OFFSET, not '{}'", text);
          },
          "PARTITION@OFFSET"));
  show_app_->footer(kShowFooter);

  redrive_app_ = dlq->add_subcommand("redrive", "send dead letters back to where they come from");
  add_client_options(*redrive_app_, redrive_.client);
  redrive_app_->add_option("topic", redrive_.topic, "topic of dead letters")->required();
  add_filter(*redrive_app_, redrive_.filter);
  redrive_app_->add_option("--to", redrive_.to, "to that topic instead");
  redrive_app_
      ->add_option_function<std::string>(
          "--rate", [this](const std::string& text) { redrive_.rate = to_rate(text).value_or(0); },
          "letters a second, at most: 50 or 50/s")
      ->check(CLI::Validator(
          [](const std::string& text) {
            return to_rate(text) ? std::string() : fmt::format("write letters a second, as 50/s, not '{}'", text);
          },
          "N/s"));
  redrive_app_->add_option("--max", redrive_.max_letters, "stop after that many letters")->check(CLI::PositiveNumber);
  redrive_app_->add_flag("--dry-run", redrive_.dry_run, "say what would be sent, and send nothing");
  redrive_app_->add_flag("--again", redrive_.again, "begin at the topic's beginning, whatever was redriven before");
  redrive_app_->footer(kRedriveFooter);
}

std::optional<Command> DlqOptions::parsed() const {
  if (list_app_->parsed()) return Command(list_);
  if (show_app_->parsed()) return Command(show_);
  if (redrive_app_->parsed()) return Command(redrive_);
  return std::nullopt;
}

}  // namespace mesh::ctl
