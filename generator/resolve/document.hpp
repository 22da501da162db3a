/// A contract with every file it reaches and every reference bound. Nothing is copied: a reference leads to a node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diag/sink.hpp"
#include "load/files.hpp"
#include "load/node.hpp"
#include "resolve/remote.hpp"

namespace meshgen::resolve {

/// So many references may lead to each other before one leads to something else, and so many may have to be followed
/// to find the target of one. A contract written by people has a handful.
inline constexpr std::size_t kReferencesMax = 100;

/// Of one contract, itself included.
inline constexpr std::size_t kFilesMax = 1'000;
inline constexpr std::size_t kBytesMax = 64U << 20U;

struct File {
  std::shared_ptr<const diag::SourceFile> source;
  std::optional<load::Node> root;  ///< nullopt: it has a syntax error, reported once
  std::string path;
  std::string url;           ///< where it came from, if it is the copy of a remote document: its references begin there
  bool is_embedded = false;  ///< its text is the tool's own: no file to depend on
};

/// Where a reference leads in one step.
struct Link {
  const load::Node* node = nullptr;
  std::string key;  ///< the last token of the pointer: a component's or message's name
};

using Place = std::pair<const diag::SourceFile*, std::uint32_t>;

struct PlaceHash {
  [[nodiscard]] std::size_t operator()(const Place& place) const noexcept {
    constexpr std::size_t kOdd = 0x9E3779B97F4A7C15;  // spreads neighbours
    return (std::hash<const void*>{}(place.first) ^ place.second) * kOdd;
  }
};

class ResolvedDocument {
 public:
  /// The text of `$ref` if `node` is a Reference Object.
  [[nodiscard]] static const load::Node* reference(const load::Node& node);
  /// Follows references to the end. nullptr if one on the way is broken (it has been reported).
  [[nodiscard]] const load::Node* follow(const load::Node& node) const;
  /// One step; nullptr if `node` is no reference or a broken one.
  [[nodiscard]] const Link* link(const load::Node& node) const;

  [[nodiscard]] const load::Node& root() const { return *files.front()->root; }

  std::vector<std::unique_ptr<File>> files;  ///< the first is the contract
  std::vector<std::string> also_read;        ///< what else decided: the lock of vendored copies
  /// By the place of the `$ref`'s text, so that a copy of a node (a merged trait) still finds its target.
  std::unordered_map<Place, Link, PlaceHash> links;
};

/// Loads `path` and everything it refers to. nullopt when the contract itself cannot be read.
/// For references to http and https `remotes` has the text.
[[nodiscard]] std::optional<ResolvedDocument> resolve(load::FileReader& reader, const std::string& path,
                                                      RemoteFiles& remotes, diag::Sink& sink);
/// The same with the copies that `meshgen vendor` made: nothing is ever fetched.
[[nodiscard]] std::optional<ResolvedDocument> resolve(load::FileReader& reader, const std::string& path,
                                                      diag::Sink& sink);

}  // namespace meshgen::resolve
