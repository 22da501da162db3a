#include "app/fetch.hpp"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/process.hpp"
#include "load/files.hpp"

namespace meshgen::app {
namespace {

/// What curl's exit codes mean here; its own words differ from version to version. Empty: those have to do.
std::string_view meaning_of(int exit_code) {
  switch (exit_code) {
    case 1:
      return "an address of https leads to one of http";
    case 5:
      return "the proxy's name is not known";
    case 6:
      return "the host's name is not known";
    case 7:
      return "nobody answers at that address";
    case 47:
      return "it redirects more than five times";
    case 60:
      return "the server's certificate is not trusted";
    case 63:
      return "it is larger than 16 MiB";
    default:
      return {};
  }
}
static_assert(load::kFileBytesMax == 16U << 20U);

/// "curl: (22) The requested URL returned error: 404" without what is curl's own.
std::string words_of(const Said& said) {
  if (const auto meaning = meaning_of(said.exit_code); !meaning.empty()) return std::string(meaning);
  std::string_view line = said.err;
  line = line.substr(0, line.find('\n'));
  if (const auto bracket = line.find(") "); line.starts_with("curl: (") && bracket != std::string_view::npos)
    line.remove_prefix(bracket + 2);
  return line.empty() ? fmt::format("curl left with {}", said.exit_code) : std::string(line);
}

}  // namespace

std::variant<std::string, NotFetched> fetch(const std::string& url, int seconds) {
  const bool is_safe = url.starts_with("https:");
  auto said = run_program({"curl",
                           "--silent",
                           "--show-error",
                           "--fail",
                           "--location",
                           "--max-redirs",
                           "5",
                           "--proto",
                           is_safe ? "=https" : "=http,https",
                           "--proto-redir",
                           is_safe ? "=https" : "=http,https",
                           "--netrc-optional",
                           "--compressed",
                           "--globoff",
                           "--max-filesize",
                           std::to_string(load::kFileBytesMax),
                           "--connect-timeout",
                           std::to_string(seconds),
                           "--max-time",
                           std::to_string(seconds),
                           "--url",
                           url},
                          load::kFileBytesMax);
  if (said.failure == ENOENT) return NotFetched{"curl is not installed, or not on the PATH"};
  if (said.failure != 0) return NotFetched{fmt::format("curl does not run: {}", std::strerror(said.failure))};
  constexpr int kTooLarge = 63;
  constexpr int kTimedOut = 28;
  if (said.too_long) return NotFetched{std::string(meaning_of(kTooLarge))};
  if (said.exit_code == kTimedOut) return NotFetched{fmt::format("it took more than {} s (--timeout)", seconds)};
  if (said.exit_code != 0) return NotFetched{words_of(said)};
  return std::move(said.out);
}

}  // namespace meshgen::app
