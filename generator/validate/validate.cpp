#include "validate/validate.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "validate/relations.hpp"
#include "validate/rules.hpp"
#include "validate/schema.hpp"

namespace meshgen::validate {
namespace {

using load::Kind;
using load::Node;
using resolve::ResolvedDocument;

bool is_extension(std::string_view key) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  return key.size() > 2 && key.starts_with("x-") && key.find_first_not_of(kAllowed) == std::string_view::npos;
}

/// "an Info Object"
std::string with_article(std::string_view name) {
  const bool vowel = std::string_view("AEIOU").find(name.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", name);
}

class Validator {
 public:
  Validator(const ResolvedDocument& document, diag::Sink& sink)
      : document_(document), sink_(sink), schemas_(document, sink) {}

  void check_root() { check_object(document_.root(), Obj::kRoot); }

 private:
  void wrong_kind(const Node& node, std::string_view name, std::string_view want) {
    sink_.report(diag::codes::kWrongKind, node.span,
                 fmt::format("'{}' must be {}, not {}", name, want, load::describe(node.kind)));
  }

  /// Follows a reference where one may stand; nullptr when there is nothing sound to look at.
  const Node* target(const Node& node, const FieldRule& field) {
    const auto* text = ResolvedDocument::reference(node);
    if (text == nullptr) return &node;
    if (!field.may_refer) {
      sink_.report(diag::codes::kMisplacedRef, text->span, fmt::format("'{}' cannot be a reference", field.name));
      return nullptr;
    }
    return document_.follow(node);
  }

  void check_object(const Node& node, Obj object) {
    if (!seen_.insert({&node, object}).second) return;
    const auto& rules = rule(object);
    if (!node.is(Kind::kMap)) {
      sink_.report(
          diag::codes::kWrongKind, node.span,
          fmt::format("here stands {} where {} is expected", load::describe(node.kind), with_article(rules.name)));
      return;
    }
    if (object == Obj::kSecurityScheme && looks_like_2x_security(node)) return;
    for (const auto& member : node.members) {
      const auto found = std::find_if(rules.fields.begin(), rules.fields.end(),
                                      [&](const FieldRule& field) { return field.name == member.key; });
      if (found != rules.fields.end()) {
        check_field(member.value, *found);
      } else if (!(rules.extensible && is_extension(member.key)) && !is_open(node, object)) {
        unknown_field(member, object);
      }
    }
    for (const auto& field : rules.fields) {
      if (field.required && node.find(field.name) == nullptr) {
        sink_.report(diag::codes::kMissingField, node.span, fmt::format("this {} has no '{}'", rules.name, field.name));
      }
    }
    check_more(node, object);
  }

  [[nodiscard]] static bool is_open(const Node& node, Obj object) {
    if (object == Obj::kSecurityScheme) {  // the published schema leaves oauth2's own object open
      const auto* type = node.find("type");
      return type != nullptr && type->text == "oauth2";
    }
    return rule(object).open;
  }

  void unknown_field(const load::Member& member, Obj object) {
    const auto& rules = rule(object);
    auto& diagnostic = sink_.report(diag::codes::kUnknownField, member.key_span,
                                    fmt::format("{} has no field '{}'", with_article(rules.name), member.key));
    if (const auto now = spelling_in_3(object, member.key); !now.empty()) {
      diagnostic.with_help(std::string(now));
      return;
    }
    std::vector<std::string_view> names;
    for (const auto& field : rules.fields) names.push_back(field.name);
    if (const auto near = base::closest(member.key, names)) {
      diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
    } else {
      diagnostic.with_help("fields of your own begin with 'x-'");
    }
  }

  /// `security: [{saslScram: []}]`
  bool looks_like_2x_security(const Node& node) {
    if (node.members.empty() || node.find("type") != nullptr) return false;
    const bool lists = std::all_of(node.members.begin(), node.members.end(),
                                   [](const load::Member& member) { return member.value.is(Kind::kList); });
    if (!lists) return false;
    const auto& name = node.members.front().key;
    sink_
        .report(diag::codes::kSecurityShape, node.members.front().key_span,
                fmt::format("'{}: []' is how 2.x names a security scheme", name))
        .with_help(
            fmt::format("write '- $ref: \"#/components/securitySchemes/{}\"' and declare the scheme there", name));
    return true;
  }

  void check_list(const Node& value, const FieldRule& field) {
    if (!value.is(Kind::kList)) return wrong_kind(value, field.name, "a list");
    for (const auto& item : value.items) {
      if (const auto* sound = target(item, field)) check_object(*sound, field.of);
    }
  }

  void check_map(const Node& value, const FieldRule& field) {
    if (!value.is(Kind::kMap)) return wrong_kind(value, field.name, "an object");
    const bool is_channels = &value == document_.root().find("channels");
    for (const auto& member : value.members) {
      if (is_channels && member.key.find_first_of("?#") != std::string::npos) {
        sink_
            .report(diag::codes::kChannelKey, member.key_span,
                    fmt::format("channel '{}' has a query or fragment in its name", member.key))
            .with_help("'?' and '#' are not allowed in a channel's key");
      }
      if (const auto* sound = target(member.value, field)) check_object(*sound, field.of);
    }
  }

  void check_reference(const Node& value, std::string_view name, std::string_view to) {
    if (ResolvedDocument::reference(value) != nullptr) return;
    if (value.is(Kind::kMap)) {
      const auto of = to == "channels" ? Obj::kChannel : to == "servers" ? Obj::kServer : Obj::kMessage;
      sink_
          .report(diag::codes::kInlineObject, value.span,
                  fmt::format("'{}' is written here, where a reference belongs", name))
          .with_help(fmt::format("put it under '{}' and refer to it: {{$ref: '#/{}/…'}}", to, to));
      return check_object(value, of);
    }
    auto& diagnostic =
        sink_.report(diag::codes::kNotAReference, value.span, fmt::format("'{}' must be a reference", name));
    if (value.is(Kind::kString)) {
      const bool is_pointer = value.text.find("#/") != std::string::npos;
      diagnostic.with_help(is_pointer ? fmt::format("write '{{$ref: \"{}\"}}'", value.text)
                                      : fmt::format("write '{{$ref: \"#/{}/{}\"}}'", to, value.text));
    } else {
      diagnostic.with_help(fmt::format("declare it under '{}' and refer to it", to));
    }
  }

  void check_integer(const Node& value, const FieldRule& field, std::int64_t minimum) {
    const auto number = value.as_int64();
    if (!number) return wrong_kind(value, field.name, "an integer");
    if (*number < minimum) {
      sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' must be {} or more", field.name, minimum));
    }
  }

  void check_expression(const Node& value, const FieldRule& field) {
    if (!value.is(Kind::kString)) return wrong_kind(value, field.name, "a runtime expression");
    const auto head = std::string_view(value.text).substr(0, value.text.find('#'));
    if (head == "$message.header" || head == "$message.payload") return;
    sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' is no runtime expression", value.text))
        .with_help("write '$message.payload#/a/b' or '$message.header#/name'");
  }

  // NOLINTNEXTLINE(readability-function-size): one switch, a line a kind
  void check_field(const Node& value, const FieldRule& field) {
    switch (field.want) {
      case Want::kString:
        if (!value.is(Kind::kString)) {
          const bool quotable = value.is_numeric() || value.is(Kind::kBool);
          auto& diagnostic =
              sink_.report(diag::codes::kWrongKind, value.span,
                           fmt::format("'{}' must be a string, not {}", field.name, load::describe(value.kind)));
          if (quotable) diagnostic.with_help(fmt::format("put it in quotes: '{}'", value.text));
        }
        return;
      case Want::kStringOrNull:
        if (!value.is(Kind::kString) && !value.is(Kind::kNull)) {
          wrong_kind(value, field.name, "a string or null");
        }
        return;
      case Want::kBoolean:
        if (!value.is(Kind::kBool)) wrong_kind(value, field.name, "a boolean");
        return;
      case Want::kCount:
        return check_integer(value, field, 1);
      case Want::kIntegerFrom0:
        return check_integer(value, field, 0);
      case Want::kIntegerFromM1:
        return check_integer(value, field, -1);
      case Want::kStrings:
        if (!value.is(Kind::kList) || !std::all_of(value.items.begin(), value.items.end(),
                                                   [](const Node& item) { return item.is(Kind::kString); })) {
          wrong_kind(value, field.name, "a list of strings");
        }
        return;
      case Want::kStringMap:
      case Want::kAnyObject:
        if (!value.is(Kind::kMap)) wrong_kind(value, field.name, "an object");
        return;
      case Want::kAny:
        return;
      case Want::kObject:
        if (const auto* sound = target(value, field)) check_object(*sound, field.of);
        return;
      case Want::kList:
        return check_list(value, field);
      case Want::kMap:
        return check_map(value, field);
      case Want::kReference:
        return check_reference(value, field.name, "channels");
      case Want::kReferences:
        if (!value.is(Kind::kList)) return wrong_kind(value, field.name, "a list of references");
        for (const auto& item : value.items) {
          check_reference(item, field.name, field.name == "servers" ? "servers" : "channels/<channel>/messages");
        }
        return;
      case Want::kSchema:
        return schemas_.check_multi_format(value);
      case Want::kPlainSchema:
        return check_plain_schema(value, field);
      case Want::kSchemaMap:
        if (!value.is(Kind::kMap)) return wrong_kind(value, field.name, "an object");
        for (const auto& member : value.members) schemas_.check_multi_format(member.value);
        return;
      case Want::kExpression:
        return check_expression(value, field);
    }
  }

  void check_plain_schema(const Node& value, const FieldRule& field) {
    if (value.is(Kind::kMap)) return schemas_.check(value);
    auto& diagnostic =
        sink_.report(diag::codes::kWrongKind, value.span,
                     fmt::format("'{}' must be a schema, not {}", field.name, load::describe(value.kind)));
    if (value.is(Kind::kString)) {
      diagnostic.with_help(field.name == "key"
                               ? std::string("write 'key: {type: string}'")
                               : fmt::format("write '{}: {{type: string, const: {}}}'", field.name, value.text));
    }
  }

  void one_of(const Node& node, std::string_view field, std::span<const std::string_view> allowed) {
    const auto* value = node.find(field);
    if (value == nullptr || !value->is(Kind::kString)) return;
    if (std::find(allowed.begin(), allowed.end(), value->text) != allowed.end()) return;
    auto& diagnostic =
        sink_.report(diag::codes::kWrongValue, value->span, fmt::format("'{}' is no {}", value->text, field));
    const auto near = base::closest(value->text, allowed);
    const std::vector<std::string> all(allowed.begin(), allowed.end());
    diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near) : "there are: " + base::join(all, ", "));
  }

  void check_more(const Node& node, Obj object) {
    static constexpr std::array<std::string_view, 2> kActions{"send", "receive"};
    static constexpr std::array<std::string_view, 13> kSchemes{
        "userPassword", "apiKey",        "X509",  "symmetricEncryption", "asymmetricEncryption", "httpApiKey", "http",
        "oauth2",       "openIdConnect", "plain", "scramSha256",         "scramSha512",          "gssapi"};
    static constexpr std::array<std::string_view, 3> kBindingVersions{"0.5.0", "0.4.0", "0.3.0"};
    if (object == Obj::kOperation) one_of(node, "action", kActions);
    if (object == Obj::kSecurityScheme) one_of(node, "type", kSchemes);
    if (object == Obj::kKafkaServer || object == Obj::kKafkaChannel || object == Obj::kKafkaOperation ||
        object == Obj::kKafkaMessage) {
      one_of(node, "bindingVersion", kBindingVersions);
    }
    if (object == Obj::kMessageExample && node.find("headers") == nullptr && node.find("payload") == nullptr) {
      sink_.report(diag::codes::kMissingField, node.span, "a message example has 'headers', 'payload' or both");
    }
  }

  const ResolvedDocument& document_;
  diag::Sink& sink_;
  SchemaValidator schemas_;
  std::set<std::pair<const Node*, Obj>> seen_;
};

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
  static const std::regex kVersion(R"(3\.[01]\.\d+(-[0-9A-Za-z.-]+)?)");
  if (!version->is(Kind::kString) || version->text.size() > 40 || !std::regex_match(version->text, kVersion)) {
    sink.report(diag::codes::kVersion, version->span, fmt::format("'{}' is no version we know", version->text))
        .with_help("meshgen reads 3.0.x and 3.1.x: write 'asyncapi: 3.0.0'");
    return false;
  }
  Validator(document, sink).check_root();
  check_relations(document, sink);
  return true;
}

}  // namespace meshgen::validate
