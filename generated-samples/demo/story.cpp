#include "story.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string_view>

#include <unistd.h>

namespace demo {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kCyan = "\x1b[36m";

std::string paint(std::string_view colour, const std::string& text) {
  static const bool on = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  return on ? std::string(colour) + text + "\x1b[0m" : text;
}

void line(const std::string& text) {
  std::puts(text.c_str());
  std::fflush(stdout);
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string right(std::size_t number, std::size_t width) {
  auto text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

void told(std::string_view colour, const std::string& who, const std::string& what) {
  line("  " + padded(who, 10) + " " + paint(colour, what));
}

/// The shop's word for a handled record of an operation.
std::string word(const std::string& operation, const std::string& key) {
  // The second record of an order that inventory handles is its cancellation.
  static std::set<std::string> reserved;
  if (operation == "reserveStock" && !reserved.insert(key).second) return "cancelled ";
  static const std::map<std::string, std::string> kWords{
      {"reserveStock", "reserved  "}, {"billReservation", "invoiced  "}, {"trackInvoice", "closed    "}};
  const auto found = kWords.find(operation);
  return found == kWords.end() ? std::string{} : found->second;
}

std::string shortened(const std::string& key) { return key.substr(0, 8); }

}  // namespace

void title(const std::string& text) { line("\n" + paint(kBold, text) + "\n"); }

void say(const std::string& who, const std::string& what) { told(kDim, who, what); }

void tell(const Event& event) {
  const auto key = shortened(event.key);
  if (event.kind == "handled") {
    if (const auto done = word(event.operation, key); !done.empty()) {
      told(kGreen, event.agent,
           done + key + (event.attempt > 1 ? "  at attempt " + std::to_string(event.attempt) : ""));
    }
  } else if (event.kind == "retry-scheduled") {
    told(kYellow, event.agent,
         "retries   " + key + "  in " + std::to_string(event.delay_ms) + " ms (attempt " +
             std::to_string(event.attempt) + " failed: " + event.detail + ")");
  } else if (event.kind == "duplicate-suppressed") {
    told(kCyan, event.agent, "knows     " + key + "  already: a duplicate, suppressed");
  } else if (event.kind == "dead-lettered") {
    told(kRed, event.agent, "gives up  " + key + "  " + event.reason + " -> dead-letter topic");
  } else if (event.kind == "state-changed" && event.reason == "ready") {
    say(event.agent, "ready");
  }
}

void table(const std::vector<Row>& rows) {
  constexpr std::size_t kTopic = 24;
  constexpr std::size_t kCount = 9;
  line("\n" + paint(kBold, "  " + padded("topic", kTopic) + "  written =  handled +  dead-lettered +  duplicates"));
  for (const auto& row : rows) {
    line("  " + padded(row.topic, kTopic) + right(row.written, kCount) + "  " + right(row.account.handled, kCount) +
         "  " + right(row.account.dead_lettered, kCount + 6) + "  " + right(row.account.duplicates, kCount + 3) + "  " +
         (row.adds_up() ? paint(kGreen, "ok") : paint(kRed, "does not add up")));
  }
  line("");
}

void letter(const std::string& what, const std::string& reason, const std::string& detail) {
  line("  in the dead-letter topic, byte for byte: the record that " + what + "\n    " +
       paint(kDim, reason + ": " + detail));
}

void verdict(bool good) {
  line(good ? "\n" + paint(kGreen, "  Nothing was lost.") + "\n"
            : "\n" + paint(kRed, "  The counts do not add up.") + "\n");
}

}  // namespace demo
