#include "plan/shared.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "plan/build_types.hpp"
#include "plan/codec_spelling.hpp"
#include "plan/same_type.hpp"

namespace meshgen::plan {
namespace {

using model::TypeId;
using Place = std::pair<const diag::SourceFile*, std::uint32_t>;

std::vector<std::string> parts_of(const std::string& cpp_namespace) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= cpp_namespace.size();) {
    const auto end = std::min(cpp_namespace.find("::", begin), cpp_namespace.size());
    parts.push_back(cpp_namespace.substr(begin, end - begin));
    begin = end + 2;
  }
  return parts;
}

/// "common", or "::common" where a nearer namespace of that name would be found first.
std::string qualifier(const std::string& cpp_namespace, const std::string& seen_from, const Sharing& sharing) {
  const auto first = parts_of(cpp_namespace).front();
  const auto is_hidden_by = [&](const std::string& other) {
    const auto parts = parts_of(other);
    return std::find(parts.begin() + 1, parts.end(), first) != parts.end();
  };
  const bool is_hidden = is_hidden_by(seen_from) ||
                         std::any_of(sharing.entries.begin(), sharing.entries.end(), [&](const Sharing::Entry& entry) {
                           return is_hidden_by(entry.library->types->view.cpp_namespace);
                         });
  return is_hidden ? "::" + cpp_namespace : cpp_namespace;
}

/// What the library declares, and what it has of libraries of its own.
SharedType shared_type(const Library& library, TypeId id, const std::string& seen_from, const Sharing& sharing) {
  const auto& types = *library.types;
  if (const auto found = types.shared.types.find(id); found != types.shared.types.end()) return found->second;
  SharedType shared;
  const auto scope = qualifier(types.view.cpp_namespace, seen_from, sharing);
  const auto& name = types.cpp->name(id);
  shared.spelled = scope + "::" + name;
  shared.functions = scope + "::detail::";
  shared.words = words_joined(name);
  shared.folder = library.folder;
  if (const auto found = library.has_checks.find(id); found != library.has_checks.end())
    shared.has_checks = found->second;
  shared.has_calls =
      std::find(types.roots.begin(), types.roots.end(), id) != types.roots.end() || library.has_checks.contains(id);
  return shared;
}

/// Libraries of one namespace must not both declare a name, nor declare what the contract wants to.
void check_names_of(const Sharing& sharing, diag::Sink& sink) {
  std::map<std::string, Scope> scopes;
  for (const auto& [library, files] : sharing.entries) {
    const auto& types = *library->types;
    auto& scope = scopes
                      .try_emplace(types.view.cpp_namespace,
                                   fmt::format("in namespace {} of shared documents", types.view.cpp_namespace))
                      .first->second;
    for (const auto id : types.reachable) {
      const auto& type = library->api->types[id];
      if (is_named(type)) scope.take(types.cpp->name(id), library->path, type.origin.span, sink);
    }
  }
}

class Finder {
 public:
  Finder(const model::Api& api, const Sharing::Entry& entry)
      : api_(api), library_(*entry.library), same_(api.types, library_.api->types, entry.files) {
    const auto& theirs = *library_.types;
    for (const auto id : theirs.reachable) offer(id);
    for (const auto& [id, type] : theirs.shared.types) offer(id);
  }

  void add(const std::vector<TypeId>& used) {
    for (const auto id : used) {
      if (!is_named(api_.types[id])) continue;
      for (const auto other : at(id)) same_.add(id, other);
    }
    same_.settle();
  }
  /// Has the library a type at this place?
  [[nodiscard]] bool declares(TypeId id) const { return !at(id).empty(); }
  [[nodiscard]] std::optional<TypeId> find(TypeId id) const {
    for (const auto other : at(id)) {
      if (same_.are_same(id, other)) return other;
    }
    return std::nullopt;
  }

 private:
  void offer(TypeId id) {
    const auto& type = library_.api->types[id];
    if (is_named(type)) by_place_[{type.origin.span.file, type.origin.span.begin}].push_back(id);
  }
  [[nodiscard]] const std::vector<TypeId>& at(TypeId id) const {
    static const std::vector<TypeId> kNone;
    const auto place = same_.place(api_.types[id].origin.span);
    if (!place) return kNone;
    const auto found = by_place_.find(*place);
    return found == by_place_.end() ? kNone : found->second;
  }

  const model::Api& api_;
  const Library& library_;
  std::map<Place, std::vector<TypeId>> by_place_;
  SameTypes same_;
};

}  // namespace

SharedTypes find_shared(const model::Api& api, const std::vector<TypeId>& used, const std::string& cpp_namespace,
                        const Sharing& sharing, diag::Sink& sink) {
  SharedTypes shared;
  if (sharing.entries.empty()) return shared;
  check_names_of(sharing, sink);
  std::set<TypeId> differ;
  for (const auto& entry : sharing.entries) {
    Finder finder(api, entry);
    finder.add(used);
    for (const auto id : used) {
      if (!is_named(api.types[id]) || shared.types.contains(id) || !finder.declares(id)) continue;
      const auto found = finder.find(id);
      if (!found) {
        differ.insert(id);
        continue;
      }
      shared.types[id] = shared_type(*entry.library, *found, cpp_namespace, sharing);
      shared.theirs[id] = {entry.library, *found};
    }
    shared.variants.insert(entry.library->variants.begin(), entry.library->variants.end());
  }
  for (const auto id : used) {
    if (!differ.contains(id) || shared.types.contains(id)) continue;
    const auto& type = api.types[id];
    sink.report(diag::codes::kSharedTypeDiffers, type.origin.span,
                fmt::format("'{}' is not shared: here it is not what the shared document's own code has",
                            fmt::join(type.origin.path, "/")))
        .with_help("refer to the schema as it stands there, by a '$ref' alone; else it is a type of this contract");
  }
  return shared;
}

std::vector<std::string> includes_of(const std::set<std::string>& folders, const std::string& output,
                                     const std::string& file) {
  std::vector<std::string> includes;
  for (const auto& folder : folders) {
    const auto path = std::filesystem::path(folder).lexically_relative(output) / file;
    includes.push_back(string_literal(path.generic_string()));
  }
  return includes;
}

}  // namespace meshgen::plan
