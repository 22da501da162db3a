#include "validate/validate.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "validate/objects.hpp"
#include "validate/relations.hpp"
#include "validate/rules.hpp"

namespace meshgen::validate {

using load::Kind;
using resolve::ResolvedDocument;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `3.0.x`, `3.1.x`, and pre-releases of them: `3.1.0-rc.1`.
bool is_known(std::string_view version) {
  if (!version.starts_with("3.0.") && !version.starts_with("3.1.")) return false;
  version.remove_prefix(4);
  const auto* const end = std::find_if_not(version.begin(), version.end(), is_digit);
  if (end == version.begin()) return false;
  if (end == version.end()) return true;
  const std::string_view release(end + 1, version.end());
  return *end == '-' && !release.empty() && std::all_of(release.begin(), release.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
  });
}

}  // namespace

bool validate(const ResolvedDocument& document, diag::Sink& sink) {
  const auto& root = document.root();
  const auto* version = root.is(Kind::kMap) ? root.find("asyncapi") : nullptr;
  if (version == nullptr) {
    auto& diagnostic = sink.report(diag::codes::kVersion, root.span, "this is no AsyncAPI document");
    const bool is_openapi = root.is(Kind::kMap) && (root.find("openapi") != nullptr || root.find("swagger") != nullptr);
    diagnostic.with_help(is_openapi ? "this is an OpenAPI document; meshgen reads AsyncAPI 3"
                                    : "a contract begins with 'asyncapi: 3.0.0'");
    return false;
  }
  if (version->text.starts_with("2.")) {
    sink.report(diag::codes::kOldVersion, version->span, fmt::format("AsyncAPI {} is not supported", version->text))
        .with_help("convert it with the AsyncAPI CLI: asyncapi convert FILE --target-version 3.0.0");
    return false;
  }
  if (!version->is(Kind::kString) || !is_known(version->text)) {
    sink.report(diag::codes::kVersion, version->span, fmt::format("'{}' is no version we know", version->text))
        .with_help("meshgen reads 3.0.x and 3.1.x: write 'asyncapi: 3.0.0'");
    return false;
  }
  ObjectValidator(document, sink, version->text.starts_with("3.1")).check(root, root_rule());
  check_relations(document, sink);
  return true;
}

}  // namespace meshgen::validate
