/// meshgen.lock: which committed copy stands for which document on the network.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/sink.hpp"
#include "load/files.hpp"

namespace meshgen::resolve {

inline constexpr std::string_view kLockName = "meshgen.lock";

struct LockedCopy {
  std::string url;
  std::string file;    ///< path below the lock's folder, with '/'
  std::string sha256;  ///< of the copy's bytes, in lower-case hex
};

struct Lock {
  std::string folder = "vendored";  ///< of the copies, below the lock's own
  std::vector<LockedCopy> copies;   ///< by URL

  [[nodiscard]] const LockedCopy* find(std::string_view url) const;
};

/// JSON, a line a copy, so that branches merge.
[[nodiscard]] std::string to_text(const Lock& lock);

/// nullopt after a diagnostic. What it names lies below its own folder.
[[nodiscard]] std::optional<Lock> read_lock(const std::string& path, std::string text, diag::Sink& sink);

/// Path of the file `name` in the folder of `path`, or in the nearest one above that `reader` has it in.
[[nodiscard]] std::optional<std::string> find_upwards(load::FileReader& reader, const std::string& path,
                                                      std::string_view name);

/// A file's name for the copy of `url`: its last word, and a part of its digest, so that no two share one.
[[nodiscard]] std::string copy_name(const std::string& url);

/// May a lock name this folder or file: relative, and nowhere above itself?
[[nodiscard]] bool is_below(std::string_view path);

}  // namespace meshgen::resolve
