#include <nlohmann/json.hpp>

#include "diag/escape.hpp"
#include "diag/format.hpp"
#include "diff/format.hpp"
#include "diff/spell.hpp"

namespace meshgen::diff {
namespace {

using Json = nlohmann::ordered_json;

Json as_json(const diag::Span& span) {
  const auto region = diag::region_of(span);
  if (!region) return nullptr;
  return {{"file", diag::as_utf8(span.file->path())},
          {"line", region->begin.line},
          {"column", region->begin.column},
          {"endLine", region->end.line},
          {"endColumn", region->end.column}};
}

Json as_json(const Change& change) {
  Json json{{"code", change.code->id},
            {"impact", change.impact == Impact::kBreaking     ? "breaking"
                       : change.impact == Impact::kCompatible ? "compatible"
                                                              : "documentation"},
            {"breaks", Json::array()},
            {"path", diag::as_utf8(change.place.path)},
            {"message", diag::as_utf8(change.text)},
            {"before", as_json(change.place.before)},
            {"after", as_json(change.place.after)},
            {"allowed", change.allowed ? Json(diag::as_utf8(*change.allowed)) : Json(nullptr)}};
  if (change.breaks.consumers) json["breaks"].push_back("consumers");
  if (change.breaks.producers) json["breaks"].push_back("producers");
  if (change.breaks.application) json["breaks"].push_back("application");
  return json;
}

Json as_json(const VersionAdvice& advice) {
  static constexpr std::array kSteps{"none", "patch", "minor", "major"};
  return {{"before", diag::as_utf8(advice.was)},
          {"after", diag::as_utf8(advice.is)},
          {"deserves", kSteps.at(static_cast<std::size_t>(advice.deserves))},
          {"wanted", advice.wanted.empty() ? Json(nullptr) : Json(advice.wanted)},
          {"enough", advice.is_readable ? Json(advice.is_enough) : Json(nullptr)}};
}

Json as_json(const Result& result) {
  Json json{{"before", diag::as_utf8(result.before)},
            {"after", diag::as_utf8(result.after)},
            {"new", result.is_new},
            {"breaking", result.breaking()},
            {"changes", Json::array()},
            {"version", result.is_new ? Json(nullptr) : as_json(result.version)},
            {"source", result.source_is_known ? Json::array() : Json(nullptr)}};
  for (const auto& change : result.changes) json["changes"].push_back(as_json(change));
  for (const auto& change : result.source) {
    json["source"].push_back({{"name", change.name},
                              {"before", change.was.empty() ? Json(nullptr) : Json(diag::as_utf8(change.was))},
                              {"after", change.is.empty() ? Json(nullptr) : Json(diag::as_utf8(change.is))}});
  }
  return json;
}

}  // namespace

std::string format_json(std::span<const Result> results, std::string_view tool_version) {
  Json json{
      {"formatVersion", 1}, {"tool", {{"name", "meshgen"}, {"version", tool_version}}}, {"contracts", Json::array()}};
  for (const auto& result : results) json["contracts"].push_back(as_json(result));
  return json.dump(2) + "\n";
}

}  // namespace meshgen::diff
