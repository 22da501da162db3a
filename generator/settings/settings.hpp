/// meshgen.yaml: what a repository wants of the tool, so that nobody has to remember it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/policy.hpp"
#include "diag/sink.hpp"
#include "diff/allow.hpp"
#include "load/files.hpp"
#include "plan/options.hpp"

namespace meshgen::settings {

inline constexpr std::string_view kFileName = "meshgen.yaml";

/// A document whose types its own generated code declares, for others to use.
struct Shared {
  std::string path;
  std::string output;
  std::string cpp_namespace;  ///< empty: as the document says
  plan::TypeChoices types{};
  std::vector<std::shared_ptr<const Shared>> shared{};  ///< what it shares itself
};

/// One contract and what becomes of it. Paths are as the tool may open them: below the folder of meshgen.yaml.
struct Contract {
  std::string path;
  std::string output;
  std::string templates;  ///< empty: ours
  plan::Options options;
  std::vector<std::shared_ptr<const Shared>> shared{};
  diag::Span place;  ///< where meshgen.yaml names it
};

struct Settings {
  std::string path;
  std::vector<Contract> contracts;  ///< in the file's order; those of a pattern by name
  diag::Policy policy;
  std::vector<diff::Allowance> allowances;
  std::vector<std::string> ref_roots;  ///< folders that references may lead to, beside the usual one
};

/// The files that a pattern names, sorted.
using Expand = std::function<std::vector<std::string>(const std::string& pattern)>;
[[nodiscard]] std::vector<std::string> expand_on_disk(const std::string& pattern);

/// meshgen.yaml here or in the nearest folder above, as a path from here; nullopt: there is none.
[[nodiscard]] std::optional<std::string> find_settings();

/// nullopt after an error. `version` is the tool's own.
[[nodiscard]] std::optional<Settings> read_settings(load::FileReader& reader, const std::string& path,
                                                    std::string_view version, const Expand& expand, diag::Sink& sink);

/// JSON Schema of the file.
[[nodiscard]] std::string_view schema();

}  // namespace meshgen::settings
