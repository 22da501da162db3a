#include "validate/validate.hpp"

#include <regex>
#include <string>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "validate/objects.hpp"
#include "validate/relations.hpp"
#include "validate/rules.hpp"

namespace meshgen::validate {

using load::Kind;
using resolve::ResolvedDocument;

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
  static const std::regex kVersion(R"(3\.[01]\.\d+(-[0-9A-Za-z.-]+)?)");
  if (!version->is(Kind::kString) || version->text.size() > 40 || !std::regex_match(version->text, kVersion)) {
    sink.report(diag::codes::kVersion, version->span, fmt::format("'{}' is no version we know", version->text))
        .with_help("meshgen reads 3.0.x and 3.1.x: write 'asyncapi: 3.0.0'");
    return false;
  }
  ObjectValidator(document, sink, version->text.starts_with("3.1")).check(root, root_rule());
  check_relations(document, sink);
  return true;
}

}  // namespace meshgen::validate
