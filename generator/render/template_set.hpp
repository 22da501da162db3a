/// The templates: ours are in the binary, a user's folder replaces them file by file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diag/sink.hpp"
#include "load/files.hpp"
#include "render/template.hpp"

namespace meshgen::render {

struct SetEntry {
  std::string template_name;  ///< "files/types.hpp"
  std::string output;         ///< "types.hpp"
  std::string view;           ///< "types"
  std::string when;           ///< "tests": only if they are asked for; empty: always
  diag::Span span;
};

struct TemplateSet {
  std::vector<std::shared_ptr<const diag::SourceFile>> sources;
  TemplateMap templates;
  std::vector<SetEntry> entries;
  std::vector<std::string> files_read;  ///< of the user's folder: for the depfile
};

/// (path below templates/, text) of every file of ours.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& embedded_templates();

/// `folder` is empty for ours alone. nullopt after a diagnostic.
[[nodiscard]] std::optional<TemplateSet> load_template_set(load::FileReader& reader, const std::string& folder,
                                                           diag::Sink& sink);

}  // namespace meshgen::render
