/// The remote documents of a run of `meshgen vendor`: from their copies as far as they serve, else from the network.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "load/files.hpp"
#include "resolve/lock.hpp"
#include "resolve/remote.hpp"

namespace meshgen::app {

enum class Gather {
  kMissing,  ///< fetch what has no copy
  kUpdate,   ///< fetch everything anew
  kCompare,  ///< as kMissing, and fetch what has a copy to compare the two
};

struct Gathered {
  std::string text;
  std::string known;           ///< digest in the lock; empty: it is new
  std::string upstream;        ///< digest of what was fetched; empty: nothing was
  bool copy_is_there = false;  ///< with the digest that the lock knows
};

class Gatherer final : public resolve::RemoteFiles {
 public:
  Gatherer(Gather how, int timeout_seconds, std::string lock_path, resolve::Lock lock)
      : how_(how), timeout_seconds_(timeout_seconds), lock_path_(std::move(lock_path)), lock_(std::move(lock)) {}

  /// Diagnostics call a copy by its URL: it may not be on the disk yet.
  [[nodiscard]] std::optional<resolve::Copy> read(const std::string& url, diag::Span place, diag::Sink& sink) override;

  [[nodiscard]] bool has(const std::string& url, diag::Sink& sink) override;

  /// What was asked for and had, by URL.
  [[nodiscard]] const std::map<std::string, Gathered>& documents() const noexcept { return documents_; }
  [[nodiscard]] const resolve::Lock& lock() const noexcept { return lock_; }

 private:
  bool take_copy(const resolve::LockedCopy& locked, Gathered& gathered, diag::Span place, diag::Sink& sink);
  bool take_upstream(const std::string& url, Gathered& gathered, diag::Span place, diag::Sink& sink);

  Gather how_;
  int timeout_seconds_;
  std::string lock_path_;
  resolve::Lock lock_;
  load::DiskFiles disk_;
  std::map<std::string, Gathered> documents_;
  std::set<std::string> refused_;
};

}  // namespace meshgen::app
