#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/gather.hpp"
#include "app/speaker.hpp"
#include "app/work.hpp"
#include "base/sha256.hpp"
#include "diag/codes.hpp"
#include "resolve/document.hpp"
#include "settings/roots.hpp"
#include "write/signals_held.hpp"
#include "write/writer.hpp"

namespace meshgen::app {
namespace {

namespace fs = std::filesystem;

/// Where `generate` will look for the lock, or would: beside the nearest meshgen.yaml, else beside the contract.
std::string lock_place(load::FileReader& reader, const std::string& contract) {
  if (auto lock = resolve::find_upwards(reader, contract, resolve::kLockName)) return *lock;
  const auto settings = resolve::find_upwards(reader, contract, settings::kFileName);
  return (fs::path(settings.value_or(contract)).parent_path() / resolve::kLockName).string();
}

std::string counted(std::size_t count) { return count == 1 ? "1 copy" : fmt::format("{} copies", count); }

/// One lock, and the contracts that look it up.
class Folder {
 public:
  Folder(const VendorCommand& command, std::string lock_path, std::vector<std::string> contracts,
         const std::vector<std::string>& ref_roots, Speaker& speaker)
      : command_(command), lock_path_(std::move(lock_path)), contracts_(std::move(contracts)), speaker_(speaker) {
    std::vector<std::string> roots;
    for (const auto& contract : contracts_) {
      for (auto& root : settings::reference_roots(contract, ref_roots)) roots.push_back(std::move(root));
    }
    disk_ = load::DiskFiles(std::move(roots));
  }

  int run() {
    if (!read_lock() || !gather()) return code_;
    if (command_.check_only) return compare();
    write();
    return code_;
  }

 private:
  [[nodiscard]] std::string beside(const std::string& file) const {
    return (fs::path(lock_path_).parent_path() / file).lexically_normal().string();
  }

  bool read_lock() {
    resolve::Lock lock;
    std::error_code error;
    if (fs::exists(lock_path_, error)) {
      const auto sink = std::make_shared<diag::Sink>();
      auto text = disk_.read(lock_path_);
      std::optional<resolve::Lock> read;
      if (const auto* failure = std::get_if<load::ReadFailure>(&text)) {
        sink->report(diag::codes::kFileNotRead, {}, fmt::format("cannot read '{}': {}", lock_path_, failure->why));
      } else {
        read = resolve::read_lock(lock_path_, std::get<std::string>(std::move(text)), *sink);
      }
      if (!read) {
        speaker_.diagnostics(lock_path_, sink);
        code_ = exit_code(*sink);
        return false;
      }
      lock = std::move(*read);
    }
    folder_ = command_.folder.empty() ? lock.folder : fs::path(command_.folder).lexically_normal().generic_string();
    const auto how = command_.check_only ? Gather::kCompare : command_.update ? Gather::kUpdate : Gather::kMissing;
    gatherer_.emplace(how, command_.timeout_seconds, lock_path_, std::move(lock));
    return true;
  }

  /// Warnings are the business of `validate`; an error leaves everything as it was.
  bool gather() {
    for (const auto& contract : contracts_) {
      const auto sink = std::make_shared<diag::Sink>();
      static_cast<void>(resolve::resolve(disk_, contract, *gatherer_, *sink));
      const int code = exit_code(*sink);
      if (code != kDone) speaker_.diagnostics(contract, sink);
      code_ = worse(code_, code);
    }
    return code_ == kDone;
  }

  int compare() {
    std::string text;
    for (const auto& [url, document] : gatherer_->documents()) {
      if (document.known.empty()) {
        text += fmt::format("missing  {}\n", url);
      } else if (!document.copy_is_there) {
        text += fmt::format("missing  {} (its copy is gone)\n", url);
      } else if (document.upstream != document.known) {
        text += fmt::format("changed  {}\n", url);
      }
    }
    for (const auto& copy : left_over()) text += fmt::format("unused   {}\n", copy.url);
    if (text.empty()) {
      speaker_.say(fmt::format("{}: {}, as upstream has them\n", lock_path_, counted(gatherer_->documents().size())));
      return kDone;
    }
    speaker_.show(text);
    speaker_.complain(
        fmt::format("meshgen: {} is not what upstream has; 'meshgen vendor --update' takes it over\n", lock_path_));
    return kDrift;
  }

  /// Locked copies that no contract asked for; none if other contracts may be meant by the lock.
  [[nodiscard]] std::vector<resolve::LockedCopy> left_over() const {
    std::vector<resolve::LockedCopy> rest;
    for (const auto& copy : gatherer_->lock().copies) {
      if (command_.contracts.empty() && gatherer_->documents().count(copy.url) == 0) rest.push_back(copy);
    }
    return rest;
  }

  [[nodiscard]] resolve::Lock next_lock() const {
    resolve::Lock lock;
    lock.folder = folder_;
    for (const auto& [url, document] : gatherer_->documents())
      lock.copies.push_back(
          {url, fmt::format("{}/{}", folder_, resolve::copy_name(url)), base::sha256_hex(document.text)});
    for (const auto& copy : gatherer_->lock().copies) {
      const bool is_kept = !command_.contracts.empty() && gatherer_->documents().count(copy.url) == 0;
      if (is_kept) lock.copies.push_back(copy);
    }
    std::sort(lock.copies.begin(), lock.copies.end(),
              [](const resolve::LockedCopy& a, const resolve::LockedCopy& b) { return a.url < b.url; });
    return lock;
  }

  void write() {
    const auto lock = next_lock();
    const auto sink = std::make_shared<diag::Sink>();
    const write::SignalsHeld held;
    write_copies(lock, *sink);
    if (!sink->has_errors()) write_lock(lock, *sink);
    if (!sink->has_errors()) remove_others(lock);
    speaker_.diagnostics(lock_path_, sink);
    code_ = exit_code(*sink);
    if (code_ != kDone) return;
    speaker_.say(lock.copies.empty() ? std::string("nothing refers to a remote document\n")
                                     : fmt::format("{}: {}\n", lock_path_, counted(lock.copies.size())));
  }

  bool is_there(const std::string& path, const std::string& text) {
    const auto found = disk_.read(path);
    const auto* bytes = std::get_if<std::string>(&found);
    return bytes != nullptr && *bytes == text;
  }

  void write_copies(const resolve::Lock& lock, diag::Sink& sink) {
    for (const auto& [url, document] : gatherer_->documents()) {
      const auto path = beside(lock.find(url)->file);
      if (is_there(path, document.text)) continue;
      std::error_code error;
      fs::create_directories(fs::path(path).parent_path(), error);
      if (!write::write_text(path, document.text, sink)) return;
      const bool is_new = document.known.empty();
      const bool is_same = document.known == document.upstream || document.copy_is_there;
      speaker_.say(fmt::format("{}  {} -> {}\n", is_new ? "fetched" : is_same ? "restored" : "changed", url, path));
    }
  }

  void write_lock(const resolve::Lock& lock, diag::Sink& sink) {
    std::error_code error;
    if (lock.copies.empty()) {
      fs::remove(lock_path_, error);
      return;
    }
    const auto text = resolve::to_text(lock);
    if (!is_there(lock_path_, text)) static_cast<void>(write::write_text(lock_path_, text, sink));
  }

  /// Copies of before that the lock no longer names; one that somebody has edited stays.
  void remove_others(const resolve::Lock& lock) {
    std::error_code error;
    for (const auto& old : gatherer_->lock().copies) {
      const auto* now = lock.find(old.url);
      if (now != nullptr && now->file == old.file) continue;
      const auto path = beside(old.file);
      const auto found = disk_.read(path);
      const auto* bytes = std::get_if<std::string>(&found);
      if (bytes == nullptr || base::sha256_hex(*bytes) != old.sha256) continue;
      if (fs::remove(path, error)) speaker_.say(fmt::format("removed  {}\n", path));
      fs::remove(fs::path(path).parent_path(), error);  // if that was the last
    }
  }

  const VendorCommand& command_;
  std::string lock_path_;
  std::vector<std::string> contracts_;
  Speaker& speaker_;
  load::DiskFiles disk_;
  std::string folder_;
  std::optional<Gatherer> gatherer_;
  int code_ = kDone;
};

}  // namespace

int run_vendor(const VendorCommand& command, diag::Colours colours) {
  Speaker speaker({}, colours);
  std::vector<settings::Contract> named;
  for (const auto& path : command.contracts) named.push_back({path, {}, {}, {}, {}, {}});
  const auto work = find_work(std::move(named), command.settings, "vendor", command.ref_roots, speaker);
  load::DiskFiles disk;
  std::map<std::string, std::vector<std::string>> contracts;  // by their lock
  for (const auto& contract : work.contracts) contracts[lock_place(disk, contract.path)].push_back(contract.path);
  int code = work.exit_code;
  for (auto& [lock, of_lock] : contracts)
    code = worse(code, Folder(command, lock, std::move(of_lock), work.ref_roots, speaker).run());
  return speaker.finish(code);
}

}  // namespace meshgen::app
