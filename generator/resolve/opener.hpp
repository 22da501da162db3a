/// Opens the files that a contract reaches, each once, within the limits of a contract.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "resolve/document.hpp"

namespace meshgen::resolve {

class Opener {
 public:
  Opener(load::FileReader& reader, RemoteFiles& remotes, ResolvedDocument& document, diag::Sink& sink)
      : reader_(reader), remotes_(remotes), document_(document), sink_(sink) {}

  /// nullptr: it cannot be read; why was said at `referrer`, once for a file.
  const File* open(const std::string& path, diag::Span referrer, bool is_root);
  /// The copy of a remote document. What it refers to is taken from its URL, not from where the copy lies.
  const File* open_remote(const std::string& url, diag::Span referrer);
  /// The file that `name` means in `from`.
  const File* open_referred(const File& from, std::string_view name, diag::Span referrer);

  /// Can it be had without asking the network?
  [[nodiscard]] bool has_remote(const std::string& url, diag::Sink& sink);
  [[nodiscard]] bool has_local(const std::string& path);
  /// `https://user@host/…` is refused; nullptr, after saying so, if it is that.
  const File* open_remote_without_credentials(const std::string& url, diag::Span referrer);

  [[nodiscard]] const File* owner_of(const load::Node& node) const;

 private:
  /// Another file for this contract? If not, why was said.
  bool may_open(const std::string& path, diag::Span referrer);
  bool is_among_the_first(diag::Span referrer);
  const File* add(Copy text, const std::string& url, diag::Span referrer);

  load::FileReader& reader_;
  RemoteFiles& remotes_;
  ResolvedDocument& document_;
  diag::Sink& sink_;
  std::map<std::string, const File*> by_path_;
  std::map<std::string, const File*> by_url_;
  std::unordered_map<const diag::SourceFile*, const File*> by_source_;
  std::size_t bytes_ = 0;  ///< of all files
  bool told_of_files_ = false;
  bool told_of_bytes_ = false;
};

}  // namespace meshgen::resolve
