#include "write/writer.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/sha256.hpp"
#include "diag/codes.hpp"
#include "write/diff.hpp"
#include "write/signals_held.hpp"

namespace meshgen::write {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  const std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return std::nullopt;
  return std::move(text).str();
}

/// What the last run wrote: path -> digest. Lines that we would not write are passed over.
std::map<std::string, std::string> read_manifest(const fs::path& folder) {
  std::map<std::string, std::string> entries;
  const auto text = read_file(folder / kManifestName).value_or("");
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    constexpr std::size_t kDigest = 64;
    if (line.size() < kDigest + 3 || line.compare(kDigest, 2, "  ") != 0) continue;
    const auto path = line.substr(kDigest + 2);
    if (path.find('/') != std::string::npos || path == "." || path == "..") continue;
    entries[path] = line.substr(0, kDigest);
  }
  return entries;
}

std::string manifest_of(const base::OutputTree& tree) {
  std::string text;
  for (const auto& file : tree) text += fmt::format("{}  {}\n", base::sha256_hex(file.bytes), file.path);
  return text;
}

bool is_ours(const std::map<std::string, std::string>& manifest, const base::OutputFile& file,
             const std::string& found) {
  return manifest.contains(file.path) || found.starts_with(kBannerStart) || found == file.bytes;
}

class Writer {
 public:
  Writer(const base::OutputTree& tree, fs::path folder, diag::Sink& sink)
      : tree_(tree), folder_(std::move(folder)), sink_(sink) {}

  Written run() {
    Written written;
    if (!make_folder()) return written;
    const auto manifest = read_manifest(folder_);
    base::OutputTree changed;
    for (const auto& file : tree_) {
      const auto found = read_file(folder_ / file.path);
      std::error_code error;
      const bool something = fs::exists(fs::symlink_status(folder_ / file.path, error));
      if ((found && !is_ours(manifest, file, *found)) || (something && !found)) {
        foreign(file.path);
      } else if (found != file.bytes) {
        changed.push_back(file);
      } else {
        ++written.unchanged;
      }
    }
    if (sink_.has_errors()) return written;
    const auto manifest_text = manifest_of(tree_);
    const auto manifest_before = read_file(folder_ / kManifestName);
    auto all = changed;
    if (manifest_before != manifest_text) all.push_back({std::string(kManifestName), manifest_text});
    const SignalsHeld held;  // a signal between the first and the last rename would leave a mixture
    if (!stage(all)) return written;
    for (const auto& file : changed) written.changed.push_back(file.path);
    written.removed = prune(manifest);
    return written;
  }

 private:
  bool make_folder() {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (!error && fs::is_directory(folder_, error)) return true;
    sink_.report(diag::codes::kNotWritten, {},
                 fmt::format("cannot make the folder '{}': {}", folder_.string(),
                             error ? error.message() : "something else has that name"));
    return false;
  }

  void foreign(const std::string& path) {
    sink_
        .report(diag::codes::kForeignFile, {},
                fmt::format("'{}' is not ours and is in the way", (folder_ / path).string()))
        .with_help("generate into a folder of its own, or move the file; nothing was written");
  }

  [[nodiscard]] fs::path beside(const std::string& path) const {
    return folder_ / fmt::format(".{}.{}.tmp", path, ::getpid());
  }

  bool stage(const base::OutputTree& files) {
    for (const auto& file : files) {
      std::ofstream out(beside(file.path), std::ios::binary | std::ios::trunc);
      out << file.bytes;
      out.close();
      if (!out) return give_up(files, file.path, std::strerror(errno));
    }
    for (const auto& file : files) {
      std::error_code error;
      fs::rename(beside(file.path), folder_ / file.path, error);
      if (error) return give_up(files, file.path, error.message());
    }
    return true;
  }

  bool give_up(const base::OutputTree& files, const std::string& path, const std::string& why) {
    std::error_code ignored;
    for (const auto& file : files) fs::remove(beside(file.path), ignored);
    sink_.report(diag::codes::kNotWritten, {}, fmt::format("cannot write '{}': {}", (folder_ / path).string(), why));
    return false;
  }

  std::vector<std::string> prune(const std::map<std::string, std::string>& manifest) {
    std::vector<std::string> removed;
    for (const auto& [path, digest] : manifest) {
      const bool wanted = std::any_of(tree_.begin(), tree_.end(), [&](const auto& file) { return file.path == path; });
      const auto found = wanted ? std::nullopt : read_file(folder_ / path);
      if (!found) continue;
      if (base::sha256_hex(*found) != digest) {
        sink_.report_as(
            diag::Severity::kWarning, diag::codes::kForeignFile, {},
            fmt::format("'{}' is no longer generated, but was edited: it stays", (folder_ / path).string()));
        continue;
      }
      std::error_code error;
      if (fs::remove(folder_ / path, error)) removed.push_back(path);
    }
    return removed;
  }

  const base::OutputTree& tree_;
  fs::path folder_;
  diag::Sink& sink_;
};

/// Make's escapes in a depfile.
std::string escape(std::string_view path) {
  std::string escaped;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == '\\') escaped += '\\';
    if (c == '$') escaped += '$';
    escaped += c;
  }
  return escaped;
}

/// Beside its place and then moved there. A pipe, a device or a link is written through.
bool write_whole(const fs::path& path, const std::string& text, diag::Sink& sink) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  const auto type = fs::symlink_status(path, error).type();
  const bool moves = type == fs::file_type::regular || type == fs::file_type::not_found;
  const auto name = path.filename().string();
  const auto target = moves ? path.parent_path() / fmt::format(".{}.{}.tmp", name, ::getpid()) : path;
  const SignalsHeld held;
  errno = 0;
  std::ofstream out(target, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::string why = out ? "" : std::strerror(errno);
  if (moves && why.empty()) {
    fs::rename(target, path, error);
    if (error) why = error.message();
  }
  if (why.empty()) return true;
  if (moves) fs::remove(target, error);
  sink.report(diag::codes::kNotWritten, {}, fmt::format("cannot write '{}': {}", path.string(), why));
  return false;
}

}  // namespace

Written write_tree(const base::OutputTree& tree, const std::string& folder, diag::Sink& sink) {
  return Writer(tree, folder, sink).run();
}

std::string check_tree(const base::OutputTree& tree, const std::string& folder, diag::Sink& sink) {
  std::string out;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    sink.report(diag::codes::kFileNotRead, {}, fmt::format("there is no folder '{}'", folder))
        .with_help("run 'meshgen generate' with the same arguments first");
    return out;
  }
  const auto manifest = read_manifest(folder);
  for (const auto& file : tree) {
    const auto name = (fs::path(folder) / file.path).string();
    const auto found = read_file(name);
    if (found == file.bytes) continue;
    const auto listed = manifest.find(file.path);
    if (!found) {
      out += fmt::format("missing: {}\n", name);
    } else if (listed != manifest.end() && base::sha256_hex(*found) != listed->second) {
      out += fmt::format("edited by hand: {}\n", name);
    }
    out += unified_diff(found ? name : "/dev/null", name + " (generated)", found.value_or(""), file.bytes);
  }
  for (const auto& [path, digest] : manifest) {
    const bool wanted = std::any_of(tree.begin(), tree.end(), [&](const auto& file) { return file.path == path; });
    if (!wanted && read_file(fs::path(folder) / path)) {
      out += fmt::format("no longer generated: {}\n", (fs::path(folder) / path).string());
    }
  }
  if (out.empty() && read_file(fs::path(folder) / kManifestName) != manifest_of(tree)) {
    out += fmt::format("the manifest is not what it should be: {}\n", (fs::path(folder) / kManifestName).string());
  }
  return out;
}

bool write_depfile(const std::string& path, const std::string& target, const std::vector<std::string>& inputs,
                   diag::Sink& sink) {
  std::string text = escape(target) + ":";
  for (const auto& input : inputs) text += " \\\n  " + escape(input);
  return write_whole(path, text + "\n", sink);
}

bool write_text(const std::string& path, const std::string& text, diag::Sink& sink) {
  return write_whole(path, text, sink);
}

bool write_stamp(const std::string& path, diag::Sink& sink) { return write_whole(path, "", sink); }

}  // namespace meshgen::write
