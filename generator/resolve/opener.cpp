#include "resolve/opener.hpp"

#include <filesystem>
#include <memory>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "load/yaml.hpp"
#include "resolve/embedded.hpp"
#include "resolve/pointer.hpp"
#include "resolve/url.hpp"

namespace meshgen::resolve {

const File* Opener::open(const std::string& path, diag::Span referrer, bool is_root) {
  const auto key = std::filesystem::path(path).lexically_normal().string();
  if (const auto found = by_path_.find(key); found != by_path_.end()) return found->second;
  by_path_[key] = nullptr;
  if (!is_root && !may_open(key, referrer)) return nullptr;
  auto read = reader_.read(is_root ? path : key);
  if (const auto* failure = std::get_if<load::ReadFailure>(&read)) {
    const auto& code = failure->is_too_large ? diag::codes::kFileTooLarge
                       : is_root             ? diag::codes::kFileNotRead
                                             : diag::codes::kUnresolvedRef;
    sink_.report(code, referrer, fmt::format("cannot read '{}': {}", is_root ? path : key, failure->why));
    return nullptr;
  }
  const auto* file = add({is_root ? path : key, std::get<std::string>(std::move(read))}, {}, referrer);
  return by_path_[key] = file;
}

bool Opener::may_open(const std::string& path, diag::Span referrer) {
  if (reader_.may_be_referred_to(path)) return is_among_the_first(referrer);
  sink_
      .report(diag::codes::kRefOutsideRoot, referrer,
              fmt::format("'{}' lies outside of the folders that references may lead to", path))
      .with_help("take it into the repository, or allow its folder: '--ref-root DIR', or 'ref-roots' in meshgen.yaml");
  return false;
}

bool Opener::is_among_the_first(diag::Span referrer) {
  if (document_.files.size() < kFilesMax) return true;
  if (!std::exchange(told_of_files_, true)) {
    sink_
        .report(diag::codes::kTooManyFiles, referrer, fmt::format("the contract reaches more than {} files", kFilesMax))
        .with_help("split it, or put schemas that belong together into one file");
  }
  return false;
}

const File* Opener::open_remote(const std::string& url, diag::Span referrer) {
  if (const auto found = by_url_.find(url); found != by_url_.end()) return found->second;
  by_url_[url] = nullptr;
  if (!is_among_the_first(referrer)) return nullptr;
  const File* file = nullptr;
  if (url == kDraft7MetaSchema && !remotes_.has(url, sink_)) {
    const auto& [name, text] = embedded_texts().front();
    file = add({name, text}, url, referrer);
    if (file != nullptr) document_.files.back()->is_embedded = true;
  } else if (auto copy = remotes_.read(url, referrer, sink_)) {
    file = add(std::move(*copy), url, referrer);
  }
  return by_url_[url] = file;
}

const File* Opener::add(Copy text, const std::string& url, diag::Span referrer) {
  bytes_ += text.text.size();
  if (bytes_ > kBytesMax) {
    if (!std::exchange(told_of_bytes_, true)) {
      sink_
          .report(diag::codes::kFileTooLarge, referrer,
                  fmt::format("with '{}' the contract's files are larger than {} MiB", text.path, kBytesMax >> 20U))
          .with_help("split the contract");
    }
    return nullptr;
  }
  auto file = std::make_unique<File>();
  file->path = std::move(text.path);
  file->url = url;
  file->source = std::make_shared<const diag::SourceFile>(file->path, std::move(text.text));
  sink_.keep(file->source);
  by_source_[file->source.get()] = file.get();
  file->root = load::parse_yaml(*file->source, sink_);
  document_.files.push_back(std::move(file));
  return document_.files.back().get();
}

const File* Opener::open_referred(const File& from, std::string_view name, diag::Span referrer) {
  if (name.empty()) return &from;
  if (!is_remote(name) && from.url.empty()) {
    const auto folder = std::filesystem::path(from.path).parent_path();
    return open((folder / percent_decode(name)).string(), referrer, false);
  }
  if (const auto url = resolve_url(from.url, name)) return open_remote_without_credentials(*url, referrer);
  sink_.report(diag::codes::kRemoteRef, referrer, fmt::format("'{}' is no address of http or https", name))
      .with_help("write 'https://host/path#/pointer'");
  return nullptr;
}

const File* Opener::open_remote_without_credentials(const std::string& url, diag::Span referrer) {
  if (!has_credentials(url)) return open_remote(url, referrer);
  sink_.report(diag::codes::kRemoteRef, referrer, "this address holds a user's name or password")
      .with_help("leave it out: curl takes credentials from ~/.netrc");
  return nullptr;
}

bool Opener::has_remote(const std::string& url, diag::Sink& sink) {
  return url == kDraft7MetaSchema || by_url_.count(url) != 0 || remotes_.has(url, sink);
}

bool Opener::has_local(const std::string& path) {
  const auto key = std::filesystem::path(path).lexically_normal().string();
  if (const auto found = by_path_.find(key); found != by_path_.end()) return found->second != nullptr;
  return reader_.may_be_referred_to(key) && std::holds_alternative<std::string>(reader_.read(key));
}

const File* Opener::owner_of(const load::Node& node) const {
  const auto found = by_source_.find(node.span.file);
  return found == by_source_.end() ? nullptr : found->second;
}

}  // namespace meshgen::resolve
