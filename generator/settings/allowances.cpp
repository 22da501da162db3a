#include "settings/allowances.hpp"

#include <array>
#include <string>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "settings/contracts.hpp"

namespace meshgen::settings {
namespace {

using load::Kind;
using load::Node;

/// nullptr, and reported, if it is not there or says nothing.
const Node* text_of(const Node& map, const char* field, diag::Sink& sink) {
  const auto* node = map.find(field);
  if (node == nullptr) {
    sink.report(diag::codes::kMissingField, map.span, fmt::format("what is let pass has no '{}'", field))
        .with_help("write '{code: property-removed, path: operations/…, reason: nobody reads it}'");
    return nullptr;
  }
  if (node->is(Kind::kString) && !node->text.empty()) return node;
  wrong_kind(*node, field, "words", sink);
  return nullptr;
}

void check_code(const Node& code, diag::Sink& sink) {
  if (diff::find_code(code.text) != nullptr) return;
  std::vector<std::string_view> known;
  for (const auto& each : diff::kCodes) known.push_back(each.id);
  const auto near = base::closest(code.text, known);
  sink.report(diag::codes::kWrongValue, code.span, fmt::format("there is no change '{}'", code.text))
      .with_help(near ? fmt::format("did you mean '{}'?", *near) : "take the word in brackets behind the change");
}

}  // namespace

std::vector<diff::Allowance> read_allowances(const Node& diff, diag::Sink& sink) {
  static constexpr std::array<std::string_view, 1> kFields{"allow"};
  static constexpr std::array<std::string_view, 3> kEntry{"code", "path", "reason"};
  std::vector<diff::Allowance> allowances;
  if (!diff.is(Kind::kMap)) {
    wrong_kind(diff, "diff", "an object", sink);
    return allowances;
  }
  refuse_unknown(diff, "'diff'", kFields, sink);
  const auto* list = diff.find("allow");
  if (list == nullptr) return allowances;
  if (!list->is(Kind::kList)) {
    wrong_kind(*list, "allow", "a list", sink);
    return allowances;
  }
  for (const auto& entry : list->items) {
    if (!entry.is(Kind::kMap)) {
      wrong_kind(entry, "allow", "a list of objects", sink);
      continue;
    }
    refuse_unknown(entry, "an entry of 'allow'", kEntry, sink);
    const auto* code = text_of(entry, "code", sink);
    const auto* path = text_of(entry, "path", sink);
    const auto* reason = text_of(entry, "reason", sink);
    if (code != nullptr) check_code(*code, sink);
    if (code != nullptr && path != nullptr && reason != nullptr)
      allowances.push_back({code->text, path->text, reason->text});
  }
  return allowances;
}

}  // namespace meshgen::settings
