#include "validate/objects.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "validate/extensions.hpp"
#include "validate/values.hpp"

namespace meshgen::validate {

using load::Kind;
using load::Node;
using resolve::ResolvedDocument;

namespace {

std::string_view map_of(const FieldRule& field) {
  if (field.name == "channel") return "channels";
  return field.name == "servers" ? "servers" : "channels/<channel>/messages";
}

std::vector<std::string> names(const ObjectRule& rule) {
  std::vector<std::string> all;
  for (const auto& field : rule.fields) all.emplace_back(field.name);
  return all;
}

}  // namespace

ObjectValidator::ObjectValidator(const ResolvedDocument& document, diag::Sink& sink, bool is_3_1)
    : document_(document), sink_(sink), is_3_1_(is_3_1), schemas_(document, sink, is_3_1), kinds_(kinds_of(document)) {}

ObjectValidator::ObjectValidator(const ObjectValidator& other, diag::Sink& sink)
    : document_(other.document_),
      sink_(sink),
      is_3_1_(other.is_3_1_),
      schemas_(other.document_, sink, other.is_3_1_),
      kinds_(other.kinds_) {}

std::shared_ptr<const ObjectValidator::Kinds> ObjectValidator::kinds_of(const ResolvedDocument& document) {
  auto kinds = std::make_shared<Kinds>();
  const auto add = [&](const Node& node, const ObjectRule& rule, const auto& self) -> void {
    for (const auto& field : rule.fields) {
      const auto* value = node.find(field.name);
      if (value == nullptr || !value->is(Kind::kMap)) continue;
      if (field.want == Want::kObject && field.name == "components") self(*value, *field.of, self);
      if (field.want != Want::kMap && field.want != Want::kSchemaMap) continue;
      for (const auto& member : value->members) {
        kinds->emplace(&member.value, field.want == Want::kMap ? field.of->name : "Schema Object");
        if (field.want == Want::kMap && field.of->id == Obj::kChannel) self(member.value, *field.of, self);
      }
    }
  };
  add(document.root(), root_rule(), add);
  return kinds;
}

void ObjectValidator::check(const Node& node, const ObjectRule& rule) {
  if (!seen_.emplace(&node, &rule).second) return;
  if (!node.is(Kind::kMap)) {
    auto& diagnostic = sink_.report(
        diag::codes::kWrongKind, node.span,
        fmt::format("here stands {} where {} is expected", load::describe(node.kind), with_article(rule.name)));
    if (!rule.fields.empty()) diagnostic.with_help(fmt::format("its fields are: {}", base::join(names(rule), ", ")));
    return;
  }
  switch (rule.id) {
    case Obj::kSecurityScheme:
      return check_security(node, rule);
    case Obj::kServerBindings:
      return check_bindings(node, rule, Place::kServer);
    case Obj::kChannelBindings:
      return check_bindings(node, rule, Place::kChannel);
    case Obj::kOperationBindings:
      return check_bindings(node, rule, Place::kOperation);
    case Obj::kMessageBindings:
      return check_bindings(node, rule, Place::kMessage);
    case Obj::kOther:
    case Obj::kRoot:
    case Obj::kServer:
    case Obj::kChannel:
    case Obj::kOperation:
    case Obj::kParameter:
    case Obj::kMessage:
    case Obj::kMessageExample:
    case Obj::kComponents:
    case Obj::kOAuthFlow:
    case Obj::kAmqpChannel:
    case Obj::kIbmmqChannel:
    case Obj::kIbmmqMessage:
      check_members(node, rule);
      check_more(node, rule);
  }
}

void ObjectValidator::check_members(const Node& node, const ObjectRule& rule) {
  std::set<std::string, std::less<>> meant;
  for (const auto& member : node.members) {
    const auto found = std::find_if(rule.fields.begin(), rule.fields.end(),
                                    [&](const FieldRule& field) { return field.name == member.key; });
    if (found != rule.fields.end()) {
      check_field(member.value, *found, rule);
    } else if (member.key == "$ref" && !member.value.is(Kind::kString)) {
      wrong_kind(member.value, member.key, "a string");
    } else if (rule.is_extensible && is_extension(member.key)) {
      check_extension(member, rule.name, sink_);
    } else if (!rule.is_open) {
      meant.insert(unknown_field(member, rule));
    }
  }
  for (const auto& field : rule.fields) {
    // A misspelt field is one fault, and told already.
    if (field.is_required && node.find(field.name) == nullptr && !meant.contains(field.name)) {
      sink_.report(diag::codes::kMissingField, node.span, fmt::format("this {} has no '{}'", rule.name, field.name));
    }
  }
}

/// Returns the name that was meant, if there is a guess.
std::string ObjectValidator::unknown_field(const load::Member& member, const ObjectRule& rule) {
  auto& diagnostic = sink_.report(diag::codes::kUnknownField, member.key_span,
                                  fmt::format("{} has no field '{}'", with_article(rule.name), member.key));
  if (const auto now = spelling_in_3(rule.id, member.key); !now.empty()) {
    diagnostic.with_help(std::string(now));
    constexpr std::string_view kInstead = "3.x writes '";
    const auto name = now.substr(std::min(kInstead.size(), now.size()));
    return now.starts_with(kInstead) ? std::string(name.substr(0, name.find_first_of("':"))) : std::string();
  }
  std::vector<std::string_view> known;
  for (const auto& field : rule.fields) known.push_back(field.name);
  if (const auto near = base::closest(member.key, known)) {
    diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
    return *near;
  }
  if (rule.is_extensible) diagnostic.with_help("fields of your own begin with 'x-'");
  return {};
}

/// Follows a reference where one may stand; nullptr when there is nothing sound to look at.
const Node* ObjectValidator::target(const Node& value, const FieldRule& field) {
  const auto* text = ResolvedDocument::reference(value);
  if (text == nullptr) return &value;
  const auto* found = document_.follow(value);
  if (found == nullptr) return nullptr;
  const bool is_object = field.of != nullptr && field.want != Want::kMap;
  if (is_object && !field.may_refer && !field.of->is_open) {
    sink_.report(diag::codes::kMisplacedRef, text->span, fmt::format("'{}' cannot be a reference", field.name));
    return nullptr;
  }
  return is_object && !leads_to_its_kind(*text, *found, *field.of) ? nullptr : found;
}

/// One word where the reference stands instead of many at its target.
bool ObjectValidator::leads_to_its_kind(const Node& reference, const Node& target, const ObjectRule& rule) {
  const auto kind = kinds_->find(&target);
  if (kind == kinds_->end() || kind->second == rule.name) return true;
  diag::Sink aside;
  ObjectValidator(*this, aside).check(target, rule);
  if (!aside.has_errors()) return true;  // it may be taken for one
  sink_.report(
      diag::codes::kWrongKind, reference.span,
      fmt::format("'{}' leads to {}, not to {}", reference.text, with_article(kind->second), with_article(rule.name)));
  return false;
}

void ObjectValidator::check_field(const Node& value, const FieldRule& field, const ObjectRule& owner) {
  if (field.want == Want::kReference) return check_reference(value, field);
  if (field.want == Want::kAnySchema) return schemas_.check_multi_format(value);
  if (field.want == Want::kAny) return;
  if (field.want == Want::kObject) {
    if (const auto* sound = target(value, field)) check(*sound, *field.of);
    return;
  }
  const auto* text = ResolvedDocument::reference(value);
  const bool is_data = field.want == Want::kAnyObject || field.want == Want::kSchema ||
                       field.want == Want::kSchemaOrAvro || field.want == Want::kIntegerOrSchema ||
                       field.want == Want::kStringOrSchema;
  if (text != nullptr && !is_data) {
    sink_
        .report_as(diag::Severity::kWarning, diag::codes::kMisplacedRef, text->span,
                   fmt::format("'{}' should not be a reference", field.name))
        .with_help("other tools may not follow it: write here what it leads to");
  }
  const auto* sound = field.want == Want::kAnyObject ? &value : document_.follow(value);
  if (sound == nullptr) return;
  if (field.want == Want::kMap || field.want == Want::kSchemaMap) return check_map(*sound, field, owner);
  if (field.want == Want::kList || field.want == Want::kReferences || field.want == Want::kTraits) {
    return check_list(*sound, field);
  }
  check_value(*sound, field);
}

void ObjectValidator::check_item(const Node& item, const FieldRule& field) {
  if (field.want == Want::kReferences) return check_reference(item, field);
  auto each = field;
  each.want = Want::kObject;
  if (const auto* sound = target(item, each)) check(*sound, *field.of);
}

void ObjectValidator::check_list(const Node& value, const FieldRule& field) {
  if (!value.is(Kind::kList)) {
    return wrong_kind(value, field.name, field.want == Want::kReferences ? "a list of references" : "a list");
  }
  if (field.is_filled && value.items.empty()) {
    sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' must not be empty", field.name));
  }
  if (field.is_unique) check_unique(value, field);
  for (const auto& item : value.items) {
    if (field.want != Want::kTraits || !item.is(Kind::kList)) {
      check_item(item, field);
      continue;
    }
    sink_
        .report_as(diag::Severity::kWarning, diag::codes::kWrongKind, item.span,
                   "a trait in a list of its own is a form of older documents")
        .with_help("write the trait, or the reference to it, alone");
    if (!item.items.empty()) check_item(item.items.front(), field);
    if (item.items.size() > 1 && !item.items[1].is(Kind::kMap)) wrong_kind(item.items[1], field.name, "an object");
  }
}

void ObjectValidator::check_map(const Node& value, const FieldRule& field, const ObjectRule& owner) {
  if (!value.is(Kind::kMap)) return wrong_kind(value, field.name, "an object");
  for (const auto& member : value.members) {
    check_name(member, field, owner);
    // What stands under a key that components cannot have is looked at by nobody.
    if (owner.id == Obj::kComponents && !is_name(member.key, ".")) continue;
    if (field.want == Want::kSchemaMap) {
      schemas_.check_multi_format(member.value);
    } else {
      check_item(member.value, field);
    }
  }
}

void ObjectValidator::check_name(const load::Member& member, const FieldRule& field, const ObjectRule& owner) {
  if (owner.id == Obj::kRoot && field.name == "channels" && member.key.find_first_of("?#") != std::string::npos) {
    sink_
        .report(diag::codes::kChannelKey, member.key_span,
                fmt::format("channel '{}' has a query or fragment in its name", member.key))
        .with_help("'?' and '#' are not allowed in a channel's key");
    return;
  }
  const bool is_component = owner.id == Obj::kComponents;
  const bool is_named =
      is_component || field.name == "parameters" || (owner.id == Obj::kRoot && field.name == "servers");
  if (!is_named || is_name(member.key, is_component ? "." : "")) return;
  sink_
      .report(diag::codes::kNamePattern, member.key_span,
              fmt::format("'{}' is no name that '{}' may have", member.key, field.name))
      .with_help(fmt::format("names are made of letters, digits, '-', '_'{}", is_component ? " and '.'" : ""));
}

void ObjectValidator::check_reference(const Node& value, const FieldRule& field) {
  if (const auto* text = ResolvedDocument::reference(value)) {
    const auto* found = document_.follow(value);
    if (found != nullptr && leads_to_its_kind(*text, *found, *field.of)) check(*found, *field.of);
    return;
  }
  const auto to = map_of(field);
  if (value.is(Kind::kMap)) {
    sink_
        .report(diag::codes::kInlineObject, value.span,
                fmt::format("{} is written here, where a reference belongs", with_article(field.of->name)))
        .with_help(fmt::format("put it under '{}' and refer to it: {{$ref: '#/{}/…'}}", to, to));
    return check(value, *field.of);
  }
  auto& diagnostic =
      sink_.report(diag::codes::kNotAReference, value.span, fmt::format("'{}' must be a reference", field.name));
  if (value.is(Kind::kString)) {
    const bool is_pointer = value.text.find("#/") != std::string::npos;
    diagnostic.with_help(is_pointer ? fmt::format("write '{{$ref: \"{}\"}}'", value.text)
                                    : fmt::format("write '{{$ref: \"#/{}/{}\"}}'", to, value.text));
  } else {
    diagnostic.with_help(fmt::format("declare it under '{}' and refer to it", to));
  }
}

}  // namespace meshgen::validate
