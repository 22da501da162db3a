#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

#include "lint/rule.hpp"

namespace meshgen::lint {

/// Patterns run on RE2, in linear time; what it cannot do is said here and not at run time.
void check_patterns(const Context& context) {
  const auto& types = context.api.types;
  RE2::Options options;
  options.set_log_errors(false);
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto* string = std::get_if<model::String>(&types[static_cast<model::TypeId>(i)].shape);
    if (string == nullptr || !string->pattern) continue;
    const RE2 expression(string->pattern->regex, options);
    if (expression.ok()) continue;
    const bool looks = string->pattern->regex.find("(?=") != std::string::npos ||
                       string->pattern->regex.find("(?!") != std::string::npos ||
                       string->pattern->regex.find("(?<") != std::string::npos;
    context
        .refuse(diag::codes::kBadPattern, string->pattern->span,
                fmt::format("pattern '{}' cannot be used: {}", string->pattern->regex, expression.error()))
        .with_help(
            looks ? "look-around has no linear-time form: say the same with a longer pattern or check it in the handler"
                  : "patterns are regular expressions without back-references");
  }
}

}  // namespace meshgen::lint
