#include "settings/contracts.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "plan/names.hpp"
#include "settings/shared.hpp"

namespace meshgen::settings {
namespace {

namespace fs = std::filesystem;
using load::Kind;
using load::Node;

constexpr std::string_view kName = "{name}";

/// A text with its place; empty where nobody said anything.
struct Word {
  std::string text;
  diag::Span place;
};

struct Wishes {
  Word output;
  Word cpp_namespace;
  Word templates;
  plan::Role role = plan::Role::kApplication;
  plan::TypeChoices types;
  bool tests = false;
  int shards = 1;
  std::vector<Word> shared;
  bool shares_by_default = false;  ///< `shared` is that of the options
};

std::string below(const std::string& folder, const std::string& path) {
  return folder.empty() ? path : (fs::path(folder) / path).string();
}

bool is_pattern(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

/// "asyncapi/orders.yaml" -> "orders"
std::string stem_of(const std::string& path) {
  const auto name = fs::path(path).filename().string();
  return name.substr(0, name.find('.', 1));
}

std::string with_name(std::string text, const std::string& name) {
  for (auto at = text.find(kName); at != std::string::npos; at = text.find(kName, at + name.size())) {
    text.replace(at, kName.size(), name);
  }
  return text;
}

class Reader {
 public:
  Reader(std::string folder, const Expand& expand, diag::Sink& sink)
      : folder_(std::move(folder)), expand_(expand), sink_(sink) {}

  Wishes read_wishes(const Node& map, Wishes wishes) {
    Word role;
    const std::array<std::pair<std::string_view, Word*>, 4> fields{{{"output", &wishes.output},
                                                                    {"namespace", &wishes.cpp_namespace},
                                                                    {"templates", &wishes.templates},
                                                                    {"role", &role}}};
    for (const auto& [key, word] : fields) {
      const auto* value = map.find(key);
      if (value == nullptr) continue;
      if (!value->is(Kind::kString) || value->text.empty()) {
        wrong_kind(*value, key, "a string", sink_);
      } else {
        *word = {value->text, value->span};
      }
    }
    if (!role.text.empty()) wishes.role = read_role(role);
    if (const auto* types = map.find("types")) read_types(*types, wishes.types);
    if (const auto* tests = map.find("tests")) {
      if (!tests->is(Kind::kBool)) wrong_kind(*tests, "tests", "true or false", sink_);
      wishes.tests = tests->boolean;
    }
    if (const auto* shards = map.find("shards")) wishes.shards = read_shards(*shards);
    if (const auto* shared = map.find("shared")) {
      wishes.shared = read_shared(*shared);
      wishes.shares_by_default = false;
    }
    return wishes;
  }

  /// An entry of the list: a path, or an object that says more.
  void read_item(const Node& item, const Wishes& defaults) {
    static constexpr std::array<std::string_view, 9> kFields{"contract",  "output", "namespace", "role",  "types",
                                                             "templates", "tests",  "shards",    "shared"};
    if (item.is(Kind::kString)) return add(item.text, item.span, defaults);
    if (!item.is(Kind::kMap)) return wrong_kind(item, "contracts", "a list of paths and objects", sink_);
    refuse_unknown(item, "an entry of 'contracts'", kFields, sink_);
    const auto* path = item.find("contract");
    if (path == nullptr) {
      sink_.report(diag::codes::kMissingField, item.span, "this entry has no 'contract'")
          .with_help("name the document: 'contract: asyncapi/orders.yaml'");
    } else if (!path->is(Kind::kString)) {
      wrong_kind(*path, "contract", "a path", sink_);
    } else {
      add(path->text, path->span, read_wishes(item, defaults));
    }
  }

  /// A member of the map: the path is its key; a text alone is the output folder.
  void read_member(const load::Member& member, const Wishes& defaults) {
    static constexpr std::array<std::string_view, 8> kFields{"output",    "namespace", "role",   "types",
                                                             "templates", "tests",     "shards", "shared"};
    auto wishes = defaults;
    if (member.value.is(Kind::kString)) {
      wishes.output = {member.value.text, member.value.span};
    } else if (member.value.is(Kind::kMap)) {
      refuse_unknown(member.value, fmt::format("'{}'", member.key), kFields, sink_);
      wishes = read_wishes(member.value, defaults);
    } else if (!member.value.is(Kind::kNull)) {
      return wrong_kind(member.value, member.key, "an output folder or an object", sink_);
    }
    add(member.key, member.key_span, wishes);
  }

  std::vector<Contract> take() {
    resolve_shared(contracts_, wanted_, sink_);
    return std::move(contracts_);
  }

 private:
  void add(const std::string& path, const diag::Span& place, const Wishes& wishes) {
    if (!is_pattern(path)) return add_one(below(folder_, path), place, wishes);
    const auto found = expand_(below(folder_, path));
    if (found.empty()) {
      sink_.report(diag::codes::kFileNotRead, place, fmt::format("no file is named like '{}'", path))
          .with_help("patterns are those of a shell: '*', '?' and '[a-z]', taken from the folder of meshgen.yaml");
    }
    for (const auto& each : found) add_one(each, place, wishes);
  }

  void add_one(const std::string& path, const diag::Span& place, const Wishes& wishes) {
    const auto name = stem_of(path);
    Contract contract;
    contract.path = path;
    contract.place = place;
    if (wishes.output.text.empty()) {
      sink_.report(diag::codes::kMissingField, place, fmt::format("'{}' has no 'output'", path))
          .with_help("say where its files go, there or for all: 'options: {output: gen/{name}}'");
    } else {
      contract.output = below(folder_, with_name(wishes.output.text, name));
      refuse_shared_output(contract);
    }
    if (!wishes.templates.text.empty()) contract.templates = below(folder_, wishes.templates.text);
    contract.options.cpp_namespace = with_name(wishes.cpp_namespace.text, name);
    if (!contract.options.cpp_namespace.empty() && !plan::is_namespace(contract.options.cpp_namespace)) {
      sink_
          .report(diag::codes::kNamespace, wishes.cpp_namespace.place,
                  fmt::format("'{}' is no C++ namespace", contract.options.cpp_namespace))
          .with_help("write identifiers with '::' between them, as in 'shop::orders'");
    }
    contract.options.role = wishes.role;
    contract.options.types = wishes.types;
    contract.options.tests = wishes.tests;
    contract.options.shards = wishes.shards;
    contracts_.push_back(std::move(contract));
    auto& wanted = wanted_.emplace_back();
    wanted.by_default = wishes.shares_by_default;
    for (const auto& word : wishes.shared) wanted.paths.push_back({below(folder_, word.text), word.place});
  }

  /// Two that write into one folder would take each other's files for orphans.
  void refuse_shared_output(const Contract& contract) {
    const auto normal = (fs::path(contract.output) / "").lexically_normal().string();
    const auto [first, is_new] = outputs_.emplace(normal, std::pair(contract.place, contract.path));
    if (is_new) return;
    auto& diagnostic =
        sink_.report(diag::codes::kWrongValue, contract.place,
                     fmt::format("'{}' writes into '{}', as another contract does", contract.path, contract.output));
    diagnostic.note(first->second.first, fmt::format("'{}' does so, too", first->second.second))
        .with_help("a folder holds the files of one contract: write 'output: gen/{name}'");
  }

  /// What is not said here stays as it was said for all.
  void read_types(const Node& types, plan::TypeChoices& choices) {
    if (!types.is(Kind::kMap)) return wrong_kind(types, "types", "a map, as {time: chrono}", sink_);
    for (const auto& member : types.members) {
      if (plan::choose(member.key, member.value.text, choices)) continue;
      sink_
          .report(diag::codes::kWrongValue, member.key_span,
                  fmt::format("'{}: {}' is no choice of types", member.key, member.value.text))
          .with_help(std::string(plan::kTypeChoices));
    }
  }

  std::vector<Word> read_shared(const Node& node) {
    std::vector<Word> words;
    const auto add = [&](const Node& item) {
      if (!item.is(Kind::kString) || item.text.empty())
        return wrong_kind(item, "shared", "a document or a list of documents", sink_);
      words.push_back({item.text, item.span});
    };
    if (node.is(Kind::kList)) {
      for (const auto& item : node.items) add(item);
    } else {
      add(node);
    }
    return words;
  }

  int read_shards(const Node& node) {
    const auto value = node.is(Kind::kInteger) ? node.as_int64() : std::nullopt;
    if (value && *value >= 1 && *value <= plan::kShardsMax) return static_cast<int>(*value);
    sink_.report(diag::codes::kWrongValue, node.span,
                 fmt::format("'shards' must be a number from 1 to {}", plan::kShardsMax));
    return 1;
  }

  plan::Role read_role(const Word& role) {
    static constexpr std::array<std::string_view, 2> kRoles{"application", "inverse"};
    if (role.text == kRoles[0]) return plan::Role::kApplication;
    if (role.text == kRoles[1]) return plan::Role::kInverse;
    const auto near = base::closest(role.text, kRoles);
    sink_.report(diag::codes::kWrongValue, role.place, fmt::format("'{}' is no role", role.text))
        .with_help(near ? fmt::format("did you mean '{}'?", *near) : "there are: application, inverse");
    return plan::Role::kApplication;
  }

  std::string folder_;
  const Expand& expand_;
  diag::Sink& sink_;
  std::vector<Contract> contracts_;
  std::vector<WantedShared> wanted_;  ///< by contract
  std::map<std::string, std::pair<diag::Span, std::string>> outputs_;
};

}  // namespace

void refuse_unknown(const Node& map, std::string_view what, std::span<const std::string_view> known, diag::Sink& sink) {
  for (const auto& member : map.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    const auto near = base::closest(member.key, known);
    const std::vector<std::string> all(known.begin(), known.end());
    sink.report(diag::codes::kUnknownField, member.key_span, fmt::format("{} has no field '{}'", what, member.key))
        .with_help(near ? fmt::format("did you mean '{}'?", *near) : "there are: " + base::join(all, ", "));
  }
}

void wrong_kind(const Node& node, std::string_view name, std::string_view want, diag::Sink& sink) {
  sink.report(diag::codes::kWrongKind, node.span,
              fmt::format("'{}' must be {}, not {}", name, want, load::describe(node.kind)));
}

std::vector<Contract> read_contracts(const Node& contracts, const Node* options, const std::string& folder,
                                     const Expand& expand, diag::Sink& sink) {
  static constexpr std::array<std::string_view, 8> kOptions{"output",    "namespace", "role",   "types",
                                                            "templates", "tests",     "shards", "shared"};
  Reader reader(folder, expand, sink);
  Wishes defaults;
  if (options != nullptr && !options->is(Kind::kMap)) {
    wrong_kind(*options, "options", "an object", sink);
  } else if (options != nullptr) {
    refuse_unknown(*options, "'options'", kOptions, sink);
    defaults = reader.read_wishes(*options, {});
    defaults.shares_by_default = true;
  }
  if (contracts.is(Kind::kList)) {
    for (const auto& item : contracts.items) reader.read_item(item, defaults);
  } else if (contracts.is(Kind::kMap)) {
    for (const auto& member : contracts.members) reader.read_member(member, defaults);
  } else {
    wrong_kind(contracts, "contracts", "a list or an object", sink);
  }
  return reader.take();
}

}  // namespace meshgen::settings
