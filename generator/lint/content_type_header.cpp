#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;

/// Without parameters, blanks and capitals: "application/json".
std::string media_type(std::string_view text) {
  std::string type(text.substr(0, text.find(';')));
  std::erase(type, ' ');
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return type;
}

}  // namespace

/// What the header says of the content and what the message says of it are one thing.
void check_content_type_header(const Context& context) {
  for (const auto& message : context.survey.messages) {
    const auto* properties = message.headers == nullptr ? nullptr : message.headers->find("properties");
    const auto* place = properties == nullptr ? nullptr : properties->find("content-type");
    const auto* schema = place == nullptr ? nullptr : json_schema(context.document, *place);
    if (schema == nullptr || message.content_type.empty()) continue;
    const auto* value = schema->find("const");
    const auto* values = schema->find("enum");
    if (value == nullptr && values != nullptr && values->items.size() == 1) value = &values->items.front();
    if (value == nullptr || !value->is(Kind::kString)) continue;
    if (media_type(value->text) == media_type(message.content_type)) continue;
    const auto* said = text_at(*message.name.node, "contentType");
    auto& diagnostic = context.sink.report(
        diag::codes::kContentTypeHeader, value->span,
        fmt::format("the header 'content-type' of message '{}' is '{}', but its content type is '{}'",
                    message.name.name, value->text, message.content_type));
    if (said != nullptr) diagnostic.note(said->span, "the content type is here");
    diagnostic.with_help("say the same in both, or leave the header out: it is written from 'contentType'");
  }
}

}  // namespace meshgen::lint
