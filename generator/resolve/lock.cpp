#include "resolve/lock.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "diag/codes.hpp"
#include "load/yaml.hpp"
#include "resolve/url.hpp"

namespace meshgen::resolve {
namespace {

namespace fs = std::filesystem;
using load::Kind;
using load::Node;

constexpr std::int64_t kVersion = 1;

std::string quoted(const std::string& text) {
  Node node;
  node.kind = Kind::kString;
  node.text = text;
  return load::to_json(node);
}

class Reader {
 public:
  explicit Reader(diag::Sink& sink) : sink_(sink) {}

  std::optional<Lock> read(const Node& root) {
    const auto* version = root.find("version");
    if (version == nullptr || version->as_int64() != kVersion) {
      wrong(version == nullptr ? root : *version, fmt::format("'version' must be {}", kVersion));
      return std::nullopt;
    }
    Lock lock;
    lock.folder = path_at(root, "folder");
    const auto* copies = root.find("copies");
    if (copies == nullptr || !copies->is(Kind::kList)) {
      wrong(copies == nullptr ? root : *copies, "'copies' must be a list");
      return std::nullopt;
    }
    for (const auto& each : copies->items) {
      LockedCopy copy{text_at(each, "url"), path_at(each, "file"), text_at(each, "sha256")};
      if (!copy.url.empty() && resolve_url({}, copy.url) != copy.url)
        wrong(each, "'url' must be a URL of http or https");
      lock.copies.push_back(std::move(copy));
    }
    if (is_wrong_) return std::nullopt;
    return lock;
  }

 private:
  void wrong(const Node& node, std::string what) {
    if (!is_wrong_) {
      sink_.report(diag::codes::kLock, node.span, std::move(what))
          .with_help("take the file as it was committed; or delete it and run 'meshgen vendor'");
    }
    is_wrong_ = true;
  }
  std::string text_at(const Node& node, std::string_view key) {
    const auto* value = node.find(key);
    if (value != nullptr && value->is(Kind::kString) && !value->text.empty()) return value->text;
    wrong(value == nullptr ? node : *value, fmt::format("'{}' must be a string", key));
    return {};
  }
  std::string path_at(const Node& node, std::string_view key) {
    auto text = text_at(node, key);
    if (!text.empty() && !is_below(text))
      wrong(*node.find(key), fmt::format("'{}' must be a path below this file", key));
    return text;
  }

  diag::Sink& sink_;
  bool is_wrong_ = false;
};

}  // namespace

const LockedCopy* Lock::find(std::string_view url) const {
  const auto found = std::lower_bound(copies.begin(), copies.end(), url,
                                      [](const LockedCopy& copy, std::string_view name) { return copy.url < name; });
  return found == copies.end() || found->url != url ? nullptr : &*found;
}

std::string to_text(const Lock& lock) {
  std::string text =
      fmt::format("{{\n  \"version\": {},\n  \"folder\": {},\n  \"copies\": [", kVersion, quoted(lock.folder));
  std::string_view between = "\n";
  for (const auto& copy : lock.copies) {
    text += fmt::format("{}    {{\"url\": {}, \"file\": {}, \"sha256\": {}}}", between, quoted(copy.url),
                        quoted(copy.file), quoted(copy.sha256));
    between = ",\n";
  }
  return text + (lock.copies.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::optional<Lock> read_lock(const std::string& path, std::string text, diag::Sink& sink) {
  const auto source = std::make_shared<const diag::SourceFile>(path, std::move(text));
  sink.keep(source);
  const auto root = load::parse_yaml(*source, sink);
  if (!root) return std::nullopt;
  auto lock = Reader(sink).read(*root);
  if (lock) {
    std::sort(lock->copies.begin(), lock->copies.end(),
              [](const LockedCopy& a, const LockedCopy& b) { return a.url < b.url; });
  }
  return lock;
}

std::optional<std::string> find_upwards(load::FileReader& reader, const std::string& path, std::string_view name) {
  std::error_code error;
  auto folder = fs::path(path).lexically_normal().parent_path();
  const auto here = fs::current_path(error);
  // A relative path goes on above the current folder, as far as that lies below the root.
  auto above = std::distance(here.begin(), here.end());
  for (;;) {
    auto file = (folder / name).string();
    if (std::holds_alternative<std::string>(reader.read(file))) return file;
    const bool is_top = folder.empty() || folder.filename() == "..";
    if (is_top) {
      if (--above <= 0) return std::nullopt;
      folder /= "..";
    } else {
      if (folder == folder.parent_path()) return std::nullopt;
      folder = folder.parent_path();
    }
  }
}

std::string copy_name(const std::string& url) {
  constexpr std::size_t kDigest = 12;
  constexpr std::size_t kLongest = 60;
  auto path = url.substr(0, url.find('?'));
  auto word = path.substr(path.rfind('/') + 1);
  std::replace_if(
      word.begin(), word.end(),
      [](char c) {
        return std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-").find(c) ==
               std::string_view::npos;
      },
      '_');
  const auto dot = word.rfind('.');
  const auto ending = dot == std::string::npos || word.size() - dot > 8 ? std::string{} : word.substr(dot);
  auto stem = word.substr(0, word.size() - ending.size()).substr(0, kLongest);
  if (stem.empty() || stem.find_first_not_of('.') == std::string::npos) stem = "document";
  return fmt::format("{}-{}{}", stem, base::sha256_hex(url).substr(0, kDigest), ending);
}

bool is_below(std::string_view path) {
  const fs::path normal = fs::path(path).lexically_normal();
  return !normal.empty() && normal.is_relative() && *normal.begin() != ".." &&
         path.find_first_of("\\\n\r") == std::string_view::npos && path.find('\0') == std::string_view::npos;
}

}  // namespace meshgen::resolve
