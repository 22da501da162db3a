/// The structure of AsyncAPI 3.0 and 3.1 as tables: which object has which fields, and of what kind.
#pragma once

#include <span>
#include <string_view>

namespace meshgen::validate {

enum class Obj {
  kRoot,
  kInfo,
  kContact,
  kLicense,
  kServer,
  kServerVariable,
  kChannel,
  kOperation,
  kOperationTrait,
  kReply,
  kReplyAddress,
  kParameter,
  kMessage,
  kMessageTrait,
  kMessageExample,
  kTag,
  kExternalDocs,
  kCorrelationId,
  kComponents,
  kSecurityScheme,
  kOAuthFlows,
  kOAuthFlow,
  kServerBindings,
  kChannelBindings,
  kOperationBindings,
  kMessageBindings,
  kKafkaServer,
  kKafkaChannel,
  kKafkaTopicConfiguration,
  kKafkaOperation,
  kKafkaMessage,
};

enum class Want {
  kString,
  kStringOrNull,
  kBoolean,
  kCount,  ///< integer of 1 or more
  kIntegerFrom0,
  kIntegerFromM1,
  kStrings,    ///< list of strings
  kStringMap,  ///< map of strings
  kAny,
  kAnyObject,
  kObject,       ///< `of`
  kList,         ///< list of `of`
  kMap,          ///< map of `of`
  kReference,    ///< a Reference Object and nothing else
  kReferences,   ///< list of Reference Objects
  kSchema,       ///< Schema or Multi Format Schema
  kPlainSchema,  ///< Schema Object (Kafka key, groupId)
  kSchemaMap,
  kExpression,  ///< runtime expression
};

struct FieldRule {
  std::string_view name;
  Want want = Want::kAny;
  bool required = false;
  Obj of = Obj::kRoot;    ///< for kObject, kList, kMap
  bool may_refer = true;  ///< for those: a Reference Object may stand there
};

struct ObjectRule {
  std::string_view name;  ///< as the specification writes it: "Server Object"
  std::span<const FieldRule> fields;
  bool extensible = true;  ///< `x-` fields are allowed
  bool open = false;       ///< unknown fields pass
};

[[nodiscard]] const ObjectRule& rule(Obj object);

/// A 2.x construct at this place and how 3.x spells it; empty if there is none.
[[nodiscard]] std::string_view spelling_in_3(Obj object, std::string_view field);

}  // namespace meshgen::validate
