#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "diag/code_list.hpp"
#include "diag/escape.hpp"
#include "diag/format.hpp"
#include "diag/pages.hpp"

namespace meshgen::diag {
namespace {

using Json = nlohmann::ordered_json;

/// FNV-1a: an identity, not a secret.
std::string digest(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return fmt::format("{:016x}", hash);
}

Json text(std::string_view words) { return {{"text", as_utf8(words)}}; }

std::string_view level(Severity severity) { return severity == Severity::kError ? "error" : "warning"; }

class Log {
 public:
  void add(const Report& report) {
    artifact(report.document);
    for (const auto* diagnostic : report.sink->sorted()) add(*diagnostic);
    for (const auto* diagnostic : report.sink->silenced()) add(*diagnostic);
  }

  std::string finish(const Tool& tool) {
    Json rules = Json::array();
    for (const auto* code : all_codes()) rules.push_back(rule(*code));
    Json run;
    run["tool"]["driver"] = {{"name", "meshgen"}, {"version", tool.version}, {"semanticVersion", tool.version}};
    run["tool"]["driver"]["rules"] = std::move(rules);
    run["columnKind"] = "unicodeCodePoints";
    run["artifacts"] = std::move(artifacts_);
    run["results"] = std::move(results_);
    Json log;
    log["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    log["version"] = "2.1.0";
    log["runs"] = Json::array();
    log["runs"].push_back(std::move(run));
    return log.dump(2) + "\n";
  }

 private:
  static Json rule(const Code& code) {
    Json json;
    json["id"] = code.id;
    json["defaultConfiguration"] = {{"level", level(code.severity)}};
    if (const auto* page = find_page(code.id)) {
      json["shortDescription"] = text(page->title);
      json["fullDescription"] = text(page->what);
      json["help"] = text(page->remedy);
      json["help"]["markdown"] = as_utf8(page->text);
    }
    return json;
  }

  std::size_t artifact(const std::string& path) {
    const auto [found, is_new] = artifact_of_.emplace(path, artifacts_.size());
    if (is_new) artifacts_.push_back({{"location", {{"uri", as_uri(path)}}}});
    return found->second;
  }

  Json physical(const Span& span) {
    const auto region = region_of(span);
    const auto index = artifact(span.file->path());
    Json json;
    json["artifactLocation"] = {{"uri", as_uri(span.file->path())}, {"index", index}};
    json["region"] = {{"startLine", region->begin.line},
                      {"startColumn", region->begin.column},
                      {"endLine", region->end.line},
                      {"endColumn", region->end.column}};
    return json;
  }

  /// Keeps its value when lines move: what stands there counts, not where.
  std::string fingerprint(const Diagnostic& diagnostic) {
    std::string identity = fmt::format("{}\n{}\n", diagnostic.code->id, diagnostic.message);
    if (diagnostic.span.file != nullptr) {
      const auto line = diagnostic.span.file->line(diagnostic.span.file->position(diagnostic.span.begin).line);
      const auto begin = line.find_first_not_of(" \t");
      identity += fmt::format("{}\n{}", diagnostic.span.file->path(),
                              begin == std::string_view::npos ? std::string_view{} : line.substr(begin));
    }
    const auto hash = digest(identity);
    return fmt::format("{}:{}", hash, ++same_[hash]);
  }

  void add(const Diagnostic& diagnostic) {
    const auto* file = diagnostic.span.file;
    if (!seen_
             .insert(
                 {file == nullptr ? "" : file->path(), diagnostic.span.begin, diagnostic.code->id, diagnostic.message})
             .second)
      return;
    const auto& codes = all_codes();
    Json json;
    json["ruleId"] = diagnostic.code->id;
    json["ruleIndex"] = std::find(codes.begin(), codes.end(), diagnostic.code) - codes.begin();
    json["level"] = level(diagnostic.severity);
    json["message"] =
        text(diagnostic.help.empty() ? diagnostic.message : fmt::format("{}\n{}", diagnostic.message, diagnostic.help));
    if (file != nullptr) {
      json["locations"] = Json::array();
      json["locations"].push_back({{"physicalLocation", physical(diagnostic.span)}});
    }
    Json related = Json::array();
    for (const auto& note : diagnostic.notes) {
      Json each{{"id", related.size()}};
      if (note.span.file != nullptr) each["physicalLocation"] = physical(note.span);
      each["message"] = text(note.text);
      related.push_back(std::move(each));
    }
    if (!related.empty()) json["relatedLocations"] = std::move(related);
    json["partialFingerprints"] = {{"meshgen/v1", fingerprint(diagnostic)}};
    if (diagnostic.silence != Silence::kNone) {
      Json silence{{"kind", diagnostic.silence == Silence::kDocument ? "inSource" : "external"}};
      if (!diagnostic.silence_reason.empty()) silence["justification"] = as_utf8(diagnostic.silence_reason);
      json["suppressions"] = Json::array();
      json["suppressions"].push_back(std::move(silence));
    }
    results_.push_back(std::move(json));
  }

  struct Key {
    std::string file;
    std::uint32_t begin;
    std::string_view code;
    std::string message;
    auto operator<=>(const Key&) const = default;
  };

  std::map<std::string, std::size_t> artifact_of_;
  Json artifacts_ = Json::array();
  Json results_ = Json::array();
  std::set<Key> seen_;
  std::map<std::string, std::size_t> same_;
};

}  // namespace

std::string format_sarif(std::span<const Report> reports, const Tool& tool) {
  Log log;
  for (const auto& report : reports) log.add(report);
  return log.finish(tool);
}

}  // namespace meshgen::diag
