#include "app/gather.hpp"

#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "app/fetch.hpp"
#include "base/sha256.hpp"
#include "diag/codes.hpp"

namespace meshgen::app {

namespace fs = std::filesystem;

std::optional<resolve::Copy> Gatherer::read(const std::string& url, diag::Span place, diag::Sink& sink) {
  if (const auto found = documents_.find(url); found != documents_.end()) return resolve::Copy{url, found->second.text};
  if (refused_.count(url) != 0) return std::nullopt;  // said, when another contract asked
  Gathered gathered;
  const auto* locked = lock_.find(url);
  bool is_had = false;
  if (locked != nullptr) {
    gathered.known = locked->sha256;
    is_had = how_ != Gather::kUpdate && take_copy(*locked, gathered, place, sink);
  }
  if (!is_had && refused_.count(url) == 0) is_had = take_upstream(url, gathered, place, sink);
  if (is_had && gathered.copy_is_there && how_ == Gather::kCompare) {
    auto upstream = gathered;
    is_had = take_upstream(url, upstream, place, sink);
    gathered.upstream = upstream.upstream;
  }
  if (!is_had) {
    refused_.insert(url);
    return std::nullopt;
  }
  return resolve::Copy{url, documents_.emplace(url, std::move(gathered)).first->second.text};
}

bool Gatherer::has(const std::string& url, diag::Sink& /*sink*/) {
  return documents_.count(url) != 0 || refused_.count(url) != 0 || lock_.find(url) != nullptr;
}

/// False when there is none; a copy that is not what the lock knows is refused.
bool Gatherer::take_copy(const resolve::LockedCopy& locked, Gathered& gathered, diag::Span place, diag::Sink& sink) {
  std::error_code error;
  if (!fs::exists(fs::path(lock_path_).parent_path() / locked.file, error)) return false;
  auto copy = resolve::read_copy(disk_, lock_path_, locked, place, sink);
  if (!copy) {
    refused_.insert(locked.url);
    return false;
  }
  gathered.text = std::move(copy->text);
  gathered.copy_is_there = true;
  return true;
}

bool Gatherer::take_upstream(const std::string& url, Gathered& gathered, diag::Span place, diag::Sink& sink) {
  auto fetched = fetch(url, timeout_seconds_);
  if (const auto* failure = std::get_if<NotFetched>(&fetched)) {
    sink.report(diag::codes::kNotFetched, place, fmt::format("cannot fetch '{}': {}", url, failure->why));
    return false;
  }
  gathered.text = std::move(std::get<std::string>(fetched));
  gathered.upstream = base::sha256_hex(gathered.text);
  const bool is_restored = how_ == Gather::kMissing && !gathered.known.empty();
  if (is_restored && gathered.upstream != gathered.known) {
    sink.report(diag::codes::kVendoredCopy, place,
                fmt::format("'{}' is no longer what '{}' knows, and its copy is gone", url, lock_path_))
        .with_help("take the copy as it was committed; or accept what is there now: 'meshgen vendor --update'");
    return false;
  }
  return true;
}

}  // namespace meshgen::app
