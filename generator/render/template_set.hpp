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
  /// When it is made: "tests" if they are asked for, "whole" if the codec is one unit, "split" if it is several.
  enum class When { kAlways, kTests, kWhole, kSplit };
  std::string template_name;  ///< "files/types.hpp"
  std::string output;         ///< "types.hpp"; with `is_each` "codec{suffix}.cpp", of a field of the item
  std::string view;           ///< "types"
  bool is_each = false;       ///< the view is a list: a file for each item
  When when = When::kAlways;
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
