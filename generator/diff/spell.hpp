/// Words that all formats share.
#pragma once

#include <string>
#include <string_view>

#include "diff/format.hpp"

namespace meshgen::diff {

/// "breaking", "compatible", "documentation", or "allowed" for what an override lets pass.
[[nodiscard]] std::string_view word_for(const Change& change);

/// "main:asyncapi/orders.yaml:12:5"; empty if there is no place.
[[nodiscard]] std::string place_of(const diag::Span& span, std::string_view revision);

/// "2 breaking, 1 compatible, 1 documentation only", "no change"
[[nodiscard]] std::string summary(const Result& result);

/// What the change asks of `info.version`; empty: nothing.
[[nodiscard]] std::string version_text(const VersionAdvice& advice);

/// "OrderPlaced::total was std::int64_t, and is std::string"
[[nodiscard]] std::string spell(const SourceChange& change);

}  // namespace meshgen::diff
