/// Documents from the network, by running `curl`: meshgen itself speaks to no one.
#pragma once

#include <string>
#include <variant>

namespace meshgen::app {

struct NotFetched {
  std::string why;
};

/// The text at `url`, at most load::kFileBytesMax bytes, within `seconds`. Redirections are followed, at most five and
/// never from https to http; proxies and credentials are curl's own affair (environment, ~/.netrc, ~/.curlrc).
[[nodiscard]] std::variant<std::string, NotFetched> fetch(const std::string& url, int seconds);

}  // namespace meshgen::app
