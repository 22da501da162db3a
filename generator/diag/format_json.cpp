#include <nlohmann/json.hpp>

#include "diag/escape.hpp"
#include "diag/format.hpp"

namespace meshgen::diag {
namespace {

using Json = nlohmann::ordered_json;

void put_place(Json& json, const Span& span) {
  const auto region = region_of(span);
  json["file"] = region ? Json(as_utf8(span.file->path())) : Json(nullptr);
  json["line"] = region ? Json(region->begin.line) : Json(nullptr);
  json["column"] = region ? Json(region->begin.column) : Json(nullptr);
  json["endLine"] = region ? Json(region->end.line) : Json(nullptr);
  json["endColumn"] = region ? Json(region->end.column) : Json(nullptr);
}

Json as_json(const Report& report, const Diagnostic& diagnostic) {
  Json json;
  json["document"] = as_utf8(report.document);
  put_place(json, diagnostic.span);
  json["code"] = diagnostic.code->id;
  json["severity"] = diagnostic.severity == Severity::kError ? "error" : "warning";
  json["message"] = as_utf8(diagnostic.message);
  json["help"] = as_utf8(diagnostic.help);
  json["notes"] = Json::array();
  for (const auto& note : diagnostic.notes) {
    Json each;
    put_place(each, note.span);
    each["message"] = as_utf8(note.text);
    json["notes"].push_back(std::move(each));
  }
  return json;
}

}  // namespace

std::string format_json(std::span<const Report> reports, const Tool& tool) {
  Json json;
  json["formatVersion"] = 1;
  json["tool"] = {{"name", "meshgen"}, {"version", tool.version}};
  json["documents"] = Json::array();
  json["diagnostics"] = Json::array();
  json["silenced"] = Json::array();
  for (const auto& report : reports) {
    const auto all = report.sink->sorted();
    const auto errors = report.sink->error_count();
    json["documents"].push_back(
        {{"document", as_utf8(report.document)}, {"errors", errors}, {"warnings", all.size() - errors}});
    for (const auto* diagnostic : all) json["diagnostics"].push_back(as_json(report, *diagnostic));
    for (const auto* diagnostic : report.sink->silenced()) {
      auto each = as_json(report, *diagnostic);
      each["silencedBy"] = diagnostic->silence == Silence::kSettings ? "settings" : "document";
      each["reason"] = as_utf8(diagnostic->silence_reason);
      json["silenced"].push_back(std::move(each));
    }
  }
  return json.dump(2) + "\n";
}

}  // namespace meshgen::diag
