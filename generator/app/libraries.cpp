#include "app/libraries.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"

namespace meshgen::app {
namespace {

namespace fs = std::filesystem;

/// One folder has one name, wherever it is seen from.
std::string absolute(const std::string& folder) {
  std::error_code error;
  return fs::absolute(folder, error).lexically_normal().string();
}

/// Two documents read one file if this is the same of both.
std::string identity(const resolve::File& file) {
  if (!file.url.empty()) return file.url;
  std::error_code error;
  return fs::weakly_canonical(fs::absolute(file.path, error), error).string();
}

std::map<const diag::SourceFile*, const diag::SourceFile*> same_files(const resolve::ResolvedDocument& from,
                                                                      const resolve::ResolvedDocument& to) {
  std::map<std::string, const diag::SourceFile*> by_identity;
  for (const auto& file : to.files) by_identity.emplace(identity(*file), file->source.get());
  std::map<const diag::SourceFile*, const diag::SourceFile*> same;
  for (const auto& file : from.files) {
    const auto found = by_identity.find(identity(*file));
    if (found != by_identity.end()) same.emplace(file->source.get(), found->second);
  }
  return same;
}

}  // namespace

std::optional<plan::Sharing> Libraries::read(const resolve::ResolvedDocument& document, const Shares& shares) {
  plan::Sharing sharing;
  sharing.output = absolute(shares.output);
  bool all = true;
  for (const auto& shared : shares.documents) {
    const auto* loaded = load(*shared);
    if (loaded == nullptr) {
      all = false;
    } else {
      sharing.entries.push_back({&loaded->library, same_files(document, loaded->contract.document)});
    }
  }
  return all ? std::optional(std::move(sharing)) : std::nullopt;
}

const Libraries::Loaded* Libraries::load(const settings::Shared& shared) {
  const auto [found, is_new] = loaded_.try_emplace(&shared);
  if (!is_new) return found->second.get();
  auto loaded = std::make_unique<Loaded>();
  // Its warnings are told where it is generated itself.
  diag::Sink said;
  read_into(shared, *loaded, said);
  sink_.adopt_errors(said);
  if (said.has_errors()) return nullptr;
  for (const auto& file : loaded->contract.document.files) {
    sink_.keep(file->source);
    if (!file->is_embedded) inputs_.push_back(file->path);
  }
  const auto& also_read = loaded->contract.document.also_read;
  inputs_.insert(inputs_.end(), also_read.begin(), also_read.end());
  auto& kept = loaded_[&shared];
  kept = std::move(loaded);
  return kept.get();
}

void Libraries::read_into(const settings::Shared& shared, Loaded& loaded, diag::Sink& said) {
  auto contract = read_contract(reader_, shared.path, Purpose::kGenerate, said);
  if (!contract || said.has_errors()) return;
  loaded.contract = std::move(*contract);
  if (!loaded.contract.api.is_library) {
    said.report(diag::codes::kSharedDocument, {},
                fmt::format("'{}' is no library: nothing of it is shared", shared.path))
        .with_help("move what is shared into a document that has components, but neither channels nor operations");
    return;
  }
  const auto sharing = read(loaded.contract.document, {shared.shared, shared.output});
  if (!sharing) return said.adopt_errors(sink_);
  plan::Options options;
  options.cpp_namespace = shared.cpp_namespace;
  options.types = shared.types;
  loaded.library = plan::plan_library(loaded.contract.api, loaded.contract.document, options, said, *sharing);
}

}  // namespace meshgen::app
