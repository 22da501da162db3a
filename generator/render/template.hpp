/// Mustache in a strict subset (templates/README.md): what a template may not do is an error with its line, found
/// before anything is rendered. Knows values, not AsyncAPI, not C++.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/sink.hpp"
#include "diag/source.hpp"
#include "render/value.hpp"

namespace meshgen::render {

struct TemplateNode {
  enum class Kind { kText, kVariable, kSection, kInverted, kPartial } kind = Kind::kText;
  std::string text;          ///< the text, or the tag's name
  bool begins_line = false;  ///< first on its line of the template: a calling partial's indentation goes before it
  std::string indent;        ///< kPartial alone on its line: what stood before the tag
  diag::Span span;
  std::vector<TemplateNode> children;
};

/// A parsed template; `source` lives as long as it.
struct Template {
  const diag::SourceFile* source = nullptr;
  std::vector<TemplateNode> nodes;
};

/// Every template of a set by its name ("files/types.hpp", "parts/struct" without the ending).
using TemplateMap = std::map<std::string, Template, std::less<>>;

/// Syntax: unclosed tags and sections, unknown tag kinds.
[[nodiscard]] Template parse_template(const diag::SourceFile& source, diag::Sink& sink);

/// Every name against the view it will meet, through partials: unknown names, sections of text, printed lists,
/// missing partials, partials that call themselves.
void check_template(const TemplateMap& templates, std::string_view name, const Schema& schema, diag::Sink& sink);

/// For a checked template only.
[[nodiscard]] std::string render_template(const TemplateMap& templates, std::string_view name, const Value& value);

}  // namespace meshgen::render
