#include <set>

#include <fmt/format.h>

#include "lint/formats.hpp"
#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

std::string subject(const Objection& objection) { return objection.path.empty() ? "it" : "'" + objection.path + "'"; }

std::string name_of(const Node& example) {
  const auto* name = text_at(example, "name");
  return name == nullptr ? std::string("an example") : fmt::format("example '{}'", name->text);
}

class Examples {
 public:
  explicit Examples(const Context& context) : context_(context) {}

  void check_message(const MessageEntry& message) {
    const auto* list = message.name.node->find("examples");
    if (list == nullptr) return;
    for (const auto& item : list->items) {
      const auto* example = context_.document.follow(item);
      if (example == nullptr || !example->is(Kind::kMap)) continue;
      if (!seen_.insert({example->span.file, example->span.begin}).second) continue;  // a trait's, of another message
      if (const auto* payload = example->find("payload"); payload != nullptr && message.payload != nullptr)
        check_part(*message.payload, *payload,
                   fmt::format("{} of message '{}' is", name_of(*example), message.name.name),
                   "the payload's schema is here");
      const auto* headers = example->find("headers");
      if (headers == nullptr || !headers->is(Kind::kMap)) continue;
      if (message.headers != nullptr &&
          !check_part(*message.headers, *headers,
                      fmt::format("the headers of {} of message '{}' are", name_of(*example), message.name.name),
                      "the headers' schema is here")) {
        continue;
      }
      check_attributes(message, *headers);
    }
  }

  void check_schema(const Node& schema) {
    const auto* list = schema.find("examples");
    if (list == nullptr || !list->is(Kind::kList)) return;
    for (const auto& example : list->items) check_part(schema, example, "an example of this schema is", {});
  }

 private:
  bool check_part(const Node& schema, const Node& value, const std::string& whose, const std::string& note) {
    const auto objections = context_.judge.objections(schema, value);
    for (const auto& objection : objections) {
      auto& diagnostic =
          context_.sink.report(diag::codes::kExampleMismatch, objection.span,
                               fmt::format("{} not valid: {} {}", whose, subject(objection), objection.text));
      if (!note.empty()) diagnostic.note(schema.span, note);
      diagnostic.with_help(objection.help);
    }
    return objections.empty();
  }

  /// What CloudEvents asks of attributes, whatever the schema says.
  void check_attributes(const MessageEntry& message, const Node& headers) {
    const auto wrong = [&](const Node& value, std::string_view name, std::string_view what) {
      context_.sink
          .report(diag::codes::kExampleMismatch, value.span,
                  fmt::format("the headers of an example of message '{}' are no CloudEvents: '{}' {}",
                              message.name.name, name, what))
          .with_help("CloudEvents 1.0.2 says so of every event, whatever the schema says");
    };
    if (headers.find("ce_specversion") == nullptr) return;
    for (const auto* name : {"ce_id", "ce_source", "ce_type", "ce_dataschema", "ce_subject"}) {
      const auto* value = headers.find(name);
      if (value != nullptr && (!value->is(Kind::kString) || value->text.empty()))
        wrong(*value, name, "must be a string that is not empty");
    }
    if (const auto* version = headers.find("ce_specversion"); version->text != "1.0" || !version->is(Kind::kString))
      wrong(*version, "ce_specversion", "must be the string '1.0'");
    const auto* time = headers.find("ce_time");
    if (time != nullptr && (!time->is(Kind::kString) || !is_date_time(time->text)))
      wrong(*time, "ce_time", "must be an RFC 3339 date-time");
  }

  const Context& context_;
  std::set<std::pair<const diag::SourceFile*, std::uint32_t>> seen_;
};

}  // namespace

/// "Message examples MUST validate" (AsyncAPI 3, Message Example Object). A warning: the reference parser lets them
/// pass.
void check_examples(const Context& context) {
  Examples examples(context);
  for (const auto& message : context.survey.messages) examples.check_message(message);
  for (const auto& schema : context.survey.schemas) examples.check_schema(*schema.node);
}

}  // namespace meshgen::lint
