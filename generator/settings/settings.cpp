#include "settings/settings.hpp"

#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/code_list.hpp"
#include "diag/codes.hpp"
#include "load/yaml.hpp"
#include "settings/allowances.hpp"
#include "settings/contracts.hpp"
#include "settings/embedded.hpp"
#include "settings/version_range.hpp"

namespace meshgen::settings {
namespace {

using load::Kind;
using load::Node;

void check_version(const Node& value, std::string_view version, diag::Sink& sink) {
  if (!value.is(Kind::kString)) {
    wrong_kind(value, "requires", "a range of versions in quotes", sink);
    return;
  }
  const auto fits = is_in_range(version, value.text);
  if (!fits) {
    sink.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' is no range of versions", value.text))
        .with_help("write '>=0.3 <1': comparisons with one to three numbers, blanks between them");
  } else if (!*fits) {
    sink.report(diag::codes::kToolVersion, value.span,
                fmt::format("this repository wants meshgen {}, this is {}", value.text, version))
        .with_help("install a version of that range, or change the range with the code that is committed");
  }
}

std::optional<diag::Level> read_level(std::string_view word) {
  if (word == "ignore") return diag::Level::kIgnore;
  if (word == "warning") return diag::Level::kWarning;
  if (word == "error") return diag::Level::kError;
  return std::nullopt;
}

diag::Policy read_severities(const Node& map, diag::Sink& sink) {
  static constexpr std::array<std::string_view, 3> kLevels{"error", "warning", "ignore"};
  diag::Policy policy;
  if (!map.is(Kind::kMap)) {
    wrong_kind(map, "severities", "an object", sink);
    return policy;
  }
  for (const auto& [id, id_span, value] : map.members) {
    const auto* code = diag::find_code(id);
    const auto level = value.is(Kind::kString) ? read_level(value.text) : std::nullopt;
    if (code == nullptr) {
      sink.report(diag::codes::kUnknownField, id_span, fmt::format("there is no diagnostic '{}'", id))
          .with_help(diag::meant_code(id));
    } else if (!value.is(Kind::kString)) {
      wrong_kind(value, id, "error, warning or ignore", sink);
    } else if (!level) {
      const auto near = base::closest(value.text, kLevels);
      sink.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' is no severity", value.text))
          .with_help(near ? fmt::format("did you mean '{}'?", *near) : "there are: error, warning, ignore");
    } else if (code->severity == diag::Severity::kError && *level != diag::Level::kError) {
      sink.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' is an error and cannot be less", id))
          .with_help(fmt::format("only warnings can; 'meshgen explain {}' says what to do", id));
    } else {
      policy.levels[id] = *level;
    }
  }
  return policy;
}

std::vector<std::string> read_roots(const Node& list, const std::string& folder, diag::Sink& sink) {
  std::vector<std::string> roots;
  if (!list.is(Kind::kList)) wrong_kind(list, "ref-roots", "a list of folders", sink);
  for (const auto& item : list.items) {
    if (!item.is(Kind::kString) || item.text.empty()) {
      wrong_kind(item, "ref-roots", "a list of folders", sink);
    } else {
      roots.push_back((std::filesystem::path(folder) / item.text).string());
    }
  }
  return roots;
}

}  // namespace

std::optional<Settings> read_settings(load::FileReader& reader, const std::string& path, std::string_view version,
                                      const Expand& expand, diag::Sink& sink) {
  static constexpr std::array<std::string_view, 6> kFields{"requires",   "contracts", "options",
                                                           "severities", "diff",      "ref-roots"};
  auto read = reader.read(path);
  if (const auto* failure = std::get_if<load::ReadFailure>(&read)) {
    sink.report(diag::codes::kFileNotRead, {}, fmt::format("cannot read '{}': {}", path, failure->why));
    return std::nullopt;
  }
  const auto source = std::make_shared<const diag::SourceFile>(path, std::get<std::string>(std::move(read)));
  sink.keep(source);
  const auto root = load::parse_yaml(*source, sink);
  if (!root) return std::nullopt;
  if (!root->is(Kind::kMap)) {
    sink.report(diag::codes::kWrongKind, root->span,
                fmt::format("{} must be an object, not {}", kFileName, load::describe(root->kind)));
    return std::nullopt;
  }
  refuse_unknown(*root, kFileName, kFields, sink);
  Settings settings;
  settings.path = path;
  if (const auto* value = root->find("requires")) check_version(*value, version, sink);
  if (const auto* value = root->find("severities")) settings.policy = read_severities(*value, sink);
  if (const auto* value = root->find("diff")) settings.allowances = read_allowances(*value, sink);
  const auto folder = std::filesystem::path(path).parent_path().string();
  if (const auto* value = root->find("ref-roots")) settings.ref_roots = read_roots(*value, folder, sink);
  if (const auto* value = root->find("contracts")) {
    settings.contracts = read_contracts(*value, root->find("options"), folder, expand, sink);
  } else {
    sink.report(diag::codes::kMissingField, root->span, fmt::format("{} has no 'contracts'", kFileName))
        .with_help("list the documents: 'contracts: {asyncapi/orders.yaml: gen/orders}'");
  }
  if (sink.has_errors()) return std::nullopt;
  return settings;
}

std::string_view schema() { return embedded_texts().front().second; }

}  // namespace meshgen::settings
