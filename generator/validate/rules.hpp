/// The structure of AsyncAPI 3.0 and 3.1 as tables: which object has which fields, and of what kind.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace meshgen::validate {

/// Objects of which more is to be said than their fields; every other is kOther.
enum class Obj {
  kOther,
  kRoot,
  kServer,
  kChannel,
  kOperation,
  kParameter,
  kMessage,
  kMessageExample,
  kComponents,
  kOAuthFlow,
  kSecurityScheme,
  kServerBindings,
  kChannelBindings,
  kOperationBindings,
  kMessageBindings,
  kAmqpChannel,
  kIbmmqChannel,
  kIbmmqMessage,
};

enum class Want {
  kString,  ///< `minimum` and `maximum` are those of its length
  kStringOrNull,
  kOneOf,  ///< a string, one of `values`
  kUri,
  kEmail,
  kExpression,  ///< runtime expression
  kBoolean,
  kInteger,
  kNumber,
  kScalar,   ///< anything but a list and an object
  kStrings,  ///< list of strings, each one of `values` if there are any
  kStringOrStrings,
  kStringMap,
  kAny,
  kAnyObject,
  kObject,           ///< `of`
  kList,             ///< list of `of`
  kTraits,           ///< the same, each perhaps in a list with an object behind it, as once in 1.x
  kMap,              ///< map of `of`
  kReference,        ///< a Reference Object to `of`
  kReferences,       ///< list of them
  kAnySchema,        ///< Schema or Multi Format Schema
  kSchema,           ///< Schema Object
  kSchemaOrAvro,     ///< or an Avro schema
  kIntegerOrSchema,  ///< MQTT's
  kStringOrSchema,   ///< MQTT's
  kFilter,           ///< a filter policy of SNS
  kSchemaMap,
};

struct ObjectRule;

inline constexpr std::int64_t kNoMinimum = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kNoMaximum = std::numeric_limits<std::int64_t>::max();

struct FieldRule {
  std::string_view name;
  Want want = Want::kAny;
  bool is_required = false;
  bool may_refer = true;  ///< for objects: a Reference Object may stand there
  bool is_unique = false;
  bool is_filled = false;  ///< a list must not be empty
  const ObjectRule* of = nullptr;
  std::span<const std::string_view> values = {};
  std::int64_t minimum = kNoMinimum;
  std::int64_t maximum = kNoMaximum;
};

struct ObjectRule {
  std::string_view name;  ///< as the specification writes it: "Server Object"
  std::span<const FieldRule> fields;
  Obj id = Obj::kOther;
  bool is_extensible = true;  ///< `x-` fields are allowed
  bool is_open = false;       ///< unknown fields pass
};

/// The tables are written in these words.
namespace words {

constexpr FieldRule a(Want want, std::string_view name) { return {.name = name, .want = want}; }
constexpr FieldRule text(std::string_view name) { return a(Want::kString, name); }
constexpr FieldRule flag(std::string_view name) { return a(Want::kBoolean, name); }
constexpr FieldRule texts(std::string_view name) { return a(Want::kStrings, name); }
constexpr FieldRule text(std::string_view name, std::int64_t shortest, std::int64_t longest) {
  return {.name = name, .want = Want::kString, .minimum = shortest, .maximum = longest};
}
constexpr FieldRule integer(std::string_view name, std::int64_t minimum = kNoMinimum,
                            std::int64_t maximum = kNoMaximum) {
  return {.name = name, .want = Want::kInteger, .minimum = minimum, .maximum = maximum};
}
constexpr FieldRule one_of(std::string_view name, std::span<const std::string_view> values) {
  return {.name = name, .want = Want::kOneOf, .values = values};
}
constexpr FieldRule of(Want want, std::string_view name, const ObjectRule& rule) {
  return {.name = name, .want = want, .of = &rule};
}
constexpr FieldRule object(std::string_view name, const ObjectRule& rule) { return of(Want::kObject, name, rule); }
constexpr FieldRule list(std::string_view name, const ObjectRule& rule) { return of(Want::kList, name, rule); }
constexpr FieldRule map(std::string_view name, const ObjectRule& rule) { return of(Want::kMap, name, rule); }

constexpr FieldRule required(FieldRule rule) {
  rule.is_required = true;
  return rule;
}
constexpr FieldRule itself(FieldRule rule) {  ///< no reference to it
  rule.may_refer = false;
  return rule;
}
constexpr FieldRule unique(FieldRule rule) {
  rule.is_unique = true;
  return rule;
}
constexpr FieldRule filled(FieldRule rule) {
  rule.is_filled = true;
  return rule;
}

}  // namespace words

[[nodiscard]] const ObjectRule& root_rule();
[[nodiscard]] const ObjectRule& channel_rule();

/// By `type`; nullptr if there is no such type. `types` are those that there are.
[[nodiscard]] const ObjectRule* security_rule(std::string_view type);
[[nodiscard]] std::span<const std::string_view> security_types();
/// What every scheme has: `type`.
[[nodiscard]] const ObjectRule& any_security_rule();

/// A 2.x construct at this place and how 3.x spells it; empty if there is none.
[[nodiscard]] std::string_view spelling_in_3(Obj object, std::string_view field);

}  // namespace meshgen::validate
