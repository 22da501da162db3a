/// What stands for a document on the network while a contract is resolved: the committed copy, or what was just
/// fetched.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diag/sink.hpp"
#include "load/files.hpp"
#include "resolve/lock.hpp"

namespace meshgen::resolve {

struct Copy {
  std::string path;  ///< what diagnostics and depfiles call it
  std::string text;
};

class RemoteFiles {
 public:
  virtual ~RemoteFiles() = default;
  /// `url` is absolute and without fragment (resolve_url); asked once for each. nullopt: why was said at `place`.
  [[nodiscard]] virtual std::optional<Copy> read(const std::string& url, diag::Span place, diag::Sink& sink) = 0;
  /// Will `read` give it without asking the network? Also true where `read` has something to say about it.
  [[nodiscard]] virtual bool has(const std::string& url, diag::Sink& sink) = 0;
  /// Files beside the copies that the answers came from.
  [[nodiscard]] virtual std::vector<std::string> also_read() const { return {}; }
};

/// The copies that `meshgen vendor` made. The lock is the nearest one at or above the contract; it is looked for when
/// the first remote document is asked for, so that others pay nothing.
class VendoredFiles final : public RemoteFiles {
 public:
  VendoredFiles(load::FileReader& reader, std::string contract) : reader_(reader), contract_(std::move(contract)) {}

  [[nodiscard]] std::optional<Copy> read(const std::string& url, diag::Span place, diag::Sink& sink) override;
  [[nodiscard]] bool has(const std::string& url, diag::Sink& sink) override;
  [[nodiscard]] std::vector<std::string> also_read() const override;

 private:
  void look(diag::Sink& sink);

  load::FileReader& reader_;
  std::string contract_;
  bool looked_ = false;
  std::string lock_path_;
  std::optional<Lock> lock_;
};

/// Reads a locked copy and holds it against its digest. nullopt after a diagnostic at `place`.
[[nodiscard]] std::optional<Copy> read_copy(load::FileReader& reader, const std::string& lock_path,
                                            const LockedCopy& locked, diag::Span place, diag::Sink& sink);

}  // namespace meshgen::resolve
