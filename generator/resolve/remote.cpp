#include "resolve/remote.hpp"

#include <filesystem>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "diag/codes.hpp"

namespace meshgen::resolve {

std::optional<Copy> read_copy(load::FileReader& reader, const std::string& lock_path, const LockedCopy& locked,
                              diag::Span place, diag::Sink& sink) {
  const auto path = (std::filesystem::path(lock_path).parent_path() / locked.file).lexically_normal().string();
  auto read = reader.read(path);
  if (const auto* failure = std::get_if<load::ReadFailure>(&read)) {
    sink.report(diag::codes::kVendoredCopy, place,
                fmt::format("cannot read '{}', the copy of '{}': {}", path, locked.url, failure->why))
        .with_help(fmt::format("commit it with '{}'; 'meshgen vendor' fetches it again", lock_path));
    return std::nullopt;
  }
  auto& text = std::get<std::string>(read);
  if (base::sha256_hex(text) != locked.sha256) {
    sink.report(diag::codes::kVendoredCopy, place,
                fmt::format("'{}' is not the copy of '{}' that '{}' knows", path, locked.url, lock_path))
        .with_help("take it as it was committed; or let 'meshgen vendor --update' fetch it anew");
    return std::nullopt;
  }
  return Copy{path, std::move(text)};
}

void VendoredFiles::look(diag::Sink& sink) {
  if (looked_) return;
  looked_ = true;
  lock_path_ = find_upwards(reader_, contract_, kLockName).value_or("");
  if (!lock_path_.empty()) lock_ = read_lock(lock_path_, std::get<std::string>(reader_.read(lock_path_)), sink);
}

bool VendoredFiles::has(const std::string& url, diag::Sink& sink) {
  look(sink);
  const bool is_wrong = !lock_ && !lock_path_.empty();
  return is_wrong || (lock_ && lock_->find(url) != nullptr);
}

std::optional<Copy> VendoredFiles::read(const std::string& url, diag::Span place, diag::Sink& sink) {
  look(sink);
  if (!lock_ && !lock_path_.empty()) return std::nullopt;  // the lock is wrong, which was said
  const auto* locked = lock_ ? lock_->find(url) : nullptr;
  if (locked == nullptr) {
    sink.report(diag::codes::kRemoteRef, place, fmt::format("'{}' is remote, and there is no copy of it here", url))
        .with_help("nothing is fetched while generating: run 'meshgen vendor' and commit what it writes");
    return std::nullopt;
  }
  return read_copy(reader_, lock_path_, *locked, place, sink);
}

std::vector<std::string> VendoredFiles::also_read() const {
  return lock_ ? std::vector<std::string>{lock_path_} : std::vector<std::string>{};
}

}  // namespace meshgen::resolve
