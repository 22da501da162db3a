#include "render/template_set.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <system_error>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "load/yaml.hpp"

namespace meshgen::render {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".mustache";
constexpr std::string_view kSetFile = "set.yaml";

/// The user's files over ours; each under the name that diagnostics show.
struct Texts {
  std::map<std::string, std::pair<std::string, std::string>> by_path;  // path below the set -> (shown name, text)
};

bool add_folder(load::FileReader& reader, const std::string& folder, Texts& texts, TemplateSet& set, diag::Sink& sink) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    sink.report(diag::codes::kTemplateSet, {}, fmt::format("there is no folder '{}' with templates", folder));
    return false;
  }
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file(error)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  for (const auto& path : found) {
    const auto name = path.lexically_relative(folder).generic_string();
    if (!name.ends_with(kEnding) && name != kSetFile) continue;
    auto text = reader.read(path.string());
    if (const auto* failure = std::get_if<load::ReadFailure>(&text)) {
      sink.report(diag::codes::kTemplateSet, {}, fmt::format("cannot read '{}': {}", path.string(), failure->why));
      return false;
    }
    set.files_read.push_back(path.string());
    texts.by_path[name] = {path.string(), std::get<std::string>(std::move(text))};
  }
  if (set.files_read.empty()) {
    sink.report(diag::codes::kTemplateSet, {}, fmt::format("'{}' holds no template", folder))
        .with_help(
            "put files there as in templates/cpp: 'files/types.hpp.mustache', 'parts/struct.mustache', 'set.yaml'");
    return false;
  }
  return true;
}

SetEntry::When read_when(const load::Node& word, diag::Sink& sink) {
  using When = SetEntry::When;
  constexpr std::array<std::pair<std::string_view, When>, 3> kWords{
      {{"tests", When::kTests}, {"whole", When::kWhole}, {"split", When::kSplit}}};
  for (const auto& [name, when] : kWords) {
    if (word.text == name) return when;
  }
  sink.report(diag::codes::kTemplateSyntax, word.span, "'when' is 'tests', 'whole' or 'split', or left out");
  return When::kAlways;
}

void read_entries(const load::Node& root, TemplateSet& set, diag::Sink& sink) {
  const auto* files = root.find("files");
  if (files == nullptr || !files->is(load::Kind::kList)) {
    sink.report(diag::codes::kTemplateSyntax, root.span, "set.yaml has no list 'files'");
    return;
  }
  for (const auto& item : files->items) {
    SetEntry entry;
    entry.span = item.span;
    entry.is_each = item.find("each") != nullptr;
    const std::array<std::pair<const char*, std::string*>, 3> fields{{{"template", &entry.template_name},
                                                                      {"output", &entry.output},
                                                                      {entry.is_each ? "each" : "view", &entry.view}}};
    for (const auto& [key, out] : fields) {
      const auto* value = item.find(key);
      if (value == nullptr || !value->is(load::Kind::kString) || value->text.empty()) {
        sink.report(diag::codes::kTemplateSyntax, item.span, fmt::format("an entry of 'files' has no '{}'", key));
        continue;
      }
      *out = value->text;
    }
    if (entry.is_each && item.find("view") != nullptr)
      sink.report(diag::codes::kTemplateSyntax, item.span, "an entry of 'files' has 'view' and 'each'")
          .with_help("'view' makes one file, 'each' one for every item of a list");
    if (const auto* when = item.find("when")) entry.when = read_when(*when, sink);
    // Outputs stand flat in the folder: CMake knows their names, and no template writes elsewhere.
    if (entry.output.find('/') != std::string::npos || entry.output.starts_with('.')) {
      sink.report(diag::codes::kTemplateSyntax, item.span, fmt::format("'{}' is no plain file name", entry.output));
    }
    set.entries.push_back(std::move(entry));
  }
}

}  // namespace

std::optional<TemplateSet> load_template_set(load::FileReader& reader, const std::string& folder, diag::Sink& sink) {
  TemplateSet set;
  Texts texts;
  constexpr std::string_view kTarget = "cpp/";
  for (const auto& [path, text] : embedded_templates()) {
    if (path.starts_with(kTarget)) texts.by_path[path.substr(kTarget.size())] = {"templates/" + path, text};
  }
  if (!folder.empty() && !add_folder(reader, folder, texts, set, sink)) return std::nullopt;
  for (auto& [path, file] : texts.by_path) {
    set.sources.push_back(std::make_shared<const diag::SourceFile>(file.first, std::move(file.second)));
    sink.keep(set.sources.back());
    const auto& source = *set.sources.back();
    if (path == kSetFile) {
      if (const auto root = load::parse_yaml(source, sink)) read_entries(*root, set, sink);
    } else {
      set.templates.emplace(path.substr(0, path.size() - kEnding.size()), parse_template(source, sink));
    }
  }
  if (sink.has_errors()) return std::nullopt;
  return set;
}

}  // namespace meshgen::render
