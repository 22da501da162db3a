/// The one table of diagnostic codes. Stable: users search and silence by them. README.md explains each.
#pragma once

#include <array>

#include "diag/diagnostic.hpp"

namespace meshgen::diag::codes {

// clang-format off
// load
inline constexpr Code kFileNotRead        {"file-not-read",         Severity::kError,   Category::kInput};
inline constexpr Code kFileTooLarge       {"file-too-large",        Severity::kError,   Category::kDocument};
inline constexpr Code kYamlSyntax         {"yaml-syntax",           Severity::kError,   Category::kDocument};
inline constexpr Code kNotUtf8            {"not-utf8",              Severity::kError,   Category::kDocument};
inline constexpr Code kDuplicateKey       {"duplicate-key",         Severity::kError,   Category::kDocument};
inline constexpr Code kNotAStringKey      {"key-not-a-string",      Severity::kError,   Category::kDocument};
inline constexpr Code kTooDeep            {"too-deep",              Severity::kError,   Category::kDocument};
inline constexpr Code kTooManyAliases     {"too-many-aliases",      Severity::kError,   Category::kDocument};
inline constexpr Code kEmptyDocument      {"empty-document",        Severity::kError,   Category::kDocument};
// resolve
inline constexpr Code kUnresolvedRef      {"unresolved-ref",        Severity::kError,   Category::kDocument};
inline constexpr Code kRefCycle           {"ref-cycle",             Severity::kError,   Category::kDocument};
inline constexpr Code kTooManyFiles       {"too-many-files",        Severity::kError,   Category::kDocument};
inline constexpr Code kRefOutsideRoot     {"ref-outside-root",      Severity::kError,   Category::kDocument};
inline constexpr Code kRefChain           {"ref-chain",             Severity::kError,   Category::kDocument};
inline constexpr Code kRemoteRef          {"remote-ref",            Severity::kError,   Category::kDocument};
inline constexpr Code kLock               {"lock",                  Severity::kError,   Category::kDocument};
inline constexpr Code kVendoredCopy       {"vendored-copy",         Severity::kError,   Category::kDocument};
inline constexpr Code kNotFetched         {"not-fetched",           Severity::kError,   Category::kInput};
inline constexpr Code kRefSibling         {"ref-sibling-ignored",   Severity::kWarning, Category::kDocument};
// validate
inline constexpr Code kOldVersion         {"asyncapi-2",            Severity::kError,   Category::kUnsupported};
inline constexpr Code kVersion            {"asyncapi-version",      Severity::kError,   Category::kDocument};
inline constexpr Code kUnknownField       {"unknown-field",         Severity::kError,   Category::kDocument};
inline constexpr Code kMissingField       {"missing-field",         Severity::kError,   Category::kDocument};
inline constexpr Code kWrongKind          {"wrong-kind",            Severity::kError,   Category::kDocument};
inline constexpr Code kWrongValue         {"wrong-value",           Severity::kError,   Category::kDocument};
inline constexpr Code kNotAReference      {"not-a-reference",       Severity::kError,   Category::kDocument};
inline constexpr Code kInlineObject       {"inline-object",         Severity::kWarning, Category::kDocument};
inline constexpr Code kMisplacedRef       {"misplaced-ref",         Severity::kError,   Category::kDocument};
inline constexpr Code kSecurityShape      {"security-2",            Severity::kError,   Category::kDocument};
inline constexpr Code kNamePattern        {"name-pattern",          Severity::kWarning, Category::kDocument};
inline constexpr Code kExpressionPointer  {"expression-pointer",    Severity::kWarning, Category::kDocument};
inline constexpr Code kChannelKey         {"channel-key",           Severity::kError,   Category::kDocument};
inline constexpr Code kOperationChannel   {"operation-channel",     Severity::kError,   Category::kDocument};
inline constexpr Code kChannelElsewhere   {"channel-elsewhere",     Severity::kWarning, Category::kDocument};
inline constexpr Code kChannelServer      {"channel-server",        Severity::kError,   Category::kDocument};
inline constexpr Code kUnknownMessage     {"unknown-message",       Severity::kError,   Category::kDocument};
inline constexpr Code kMessageElsewhere   {"message-elsewhere",     Severity::kWarning, Category::kDocument};
inline constexpr Code kReplyMessage       {"reply-message",         Severity::kWarning, Category::kDocument};
inline constexpr Code kParameters         {"address-parameters",    Severity::kError,   Category::kDocument};
inline constexpr Code kParametersMissing  {"parameters-missing",    Severity::kWarning, Category::kDocument};
inline constexpr Code kExtensionName      {"extension-name",        Severity::kWarning, Category::kDocument};
// model
inline constexpr Code kExtension          {"extension-value",       Severity::kError,   Category::kDocument};
inline constexpr Code kKeyConflict        {"key-conflict",          Severity::kError,   Category::kDocument};
inline constexpr Code kNotCarried         {"not-carried",           Severity::kWarning, Category::kUnsupported};
inline constexpr Code kUnsupported        {"unsupported",           Severity::kError,   Category::kUnsupported};
// lint
inline constexpr Code kIllegalTopic       {"illegal-topic",         Severity::kWarning, Category::kUnsupported};
inline constexpr Code kNoTopic            {"no-topic",              Severity::kWarning, Category::kUnsupported};
inline constexpr Code kTopicPerValue      {"topic-per-value",       Severity::kWarning, Category::kDocument};
inline constexpr Code kMessagesAlike      {"messages-alike",        Severity::kWarning, Category::kUnsupported};
inline constexpr Code kNoOperations       {"no-operations",         Severity::kWarning, Category::kUnsupported};
inline constexpr Code kExampleMismatch    {"example-mismatch",      Severity::kWarning, Category::kDocument};
inline constexpr Code kCloudEventsId      {"cloudevents-id",        Severity::kWarning, Category::kDocument};
inline constexpr Code kDataschema         {"dataschema-format",     Severity::kWarning, Category::kDocument};
inline constexpr Code kDeadLetterLoop     {"dead-letter-loop",      Severity::kError,   Category::kDocument};
inline constexpr Code kContradictoryRange {"contradictory-range",   Severity::kWarning, Category::kDocument};
inline constexpr Code kBadPattern         {"bad-pattern",           Severity::kWarning, Category::kUnsupported};
inline constexpr Code kNoRequired         {"nothing-required",      Severity::kWarning, Category::kDocument};
inline constexpr Code kDefaultMismatch    {"default-mismatch",      Severity::kWarning, Category::kDocument};
inline constexpr Code kEnumMismatch       {"enum-mismatch",         Severity::kWarning, Category::kDocument};
inline constexpr Code kConstMismatch      {"const-mismatch",        Severity::kWarning, Category::kDocument};
inline constexpr Code kRequiredImpossible {"required-impossible",   Severity::kWarning, Category::kDocument};
inline constexpr Code kInvalidPattern     {"invalid-pattern",       Severity::kWarning, Category::kUnsupported};
inline constexpr Code kDiscriminator      {"discriminator-nowhere", Severity::kWarning, Category::kDocument};
inline constexpr Code kUnsatisfiable      {"unsatisfiable",         Severity::kWarning, Category::kDocument};
inline constexpr Code kParameterValues    {"parameter-values",      Severity::kWarning, Category::kDocument};
inline constexpr Code kParameterLocation  {"parameter-location",    Severity::kWarning, Category::kDocument};
inline constexpr Code kLocation           {"location-nowhere",      Severity::kWarning, Category::kDocument};
inline constexpr Code kServerVariables    {"server-variables",      Severity::kWarning, Category::kDocument};
inline constexpr Code kServerVariableValues{"server-variable-values", Severity::kWarning, Category::kDocument};
inline constexpr Code kReplyAddress       {"reply-address",         Severity::kWarning, Category::kDocument};
inline constexpr Code kReplyNowhere       {"reply-nowhere",         Severity::kWarning, Category::kDocument};
inline constexpr Code kReplyToItself      {"reply-to-itself",       Severity::kWarning, Category::kDocument};
inline constexpr Code kReplyEmpty         {"reply-empty",           Severity::kWarning, Category::kDocument};
inline constexpr Code kTopicSettings      {"topic-settings",        Severity::kWarning, Category::kDocument};
inline constexpr Code kTopicCollision     {"topic-collision",       Severity::kWarning, Category::kDocument};
inline constexpr Code kTopicConfiguration {"topic-configuration",   Severity::kWarning, Category::kDocument};
inline constexpr Code kSchemaRegistry     {"schema-registry",       Severity::kWarning, Category::kDocument};
inline constexpr Code kSecurityMechanism  {"security-mechanism",    Severity::kWarning, Category::kDocument};
inline constexpr Code kSecurityCleartext  {"security-cleartext",    Severity::kWarning, Category::kDocument};
inline constexpr Code kSecurityScopes     {"security-scopes",       Severity::kWarning, Category::kDocument};
inline constexpr Code kCredentials        {"credentials",           Severity::kWarning, Category::kDocument};
inline constexpr Code kEventMode          {"cloudevents-mode",      Severity::kWarning, Category::kUnsupported};
inline constexpr Code kEventRequired      {"cloudevents-required",  Severity::kWarning, Category::kDocument};
inline constexpr Code kEventPrefix        {"cloudevents-prefix",    Severity::kWarning, Category::kUnsupported};
inline constexpr Code kEventValue         {"cloudevents-value",     Severity::kWarning, Category::kDocument};
inline constexpr Code kEventName          {"cloudevents-name",      Severity::kWarning, Category::kDocument};
inline constexpr Code kContentTypeHeader  {"content-type-header",   Severity::kWarning, Category::kDocument};
inline constexpr Code kDeadLetterCycle    {"dead-letter-cycle",     Severity::kWarning, Category::kDocument};
inline constexpr Code kDeadLetterConsumed {"dead-letter-consumed",  Severity::kWarning, Category::kDocument};
inline constexpr Code kNothingSent        {"nothing-in-transaction", Severity::kWarning, Category::kDocument};
inline constexpr Code kUnusedComponent    {"unused-component",      Severity::kWarning, Category::kDocument};
// plan
inline constexpr Code kNameClash          {"name-clash",            Severity::kWarning, Category::kUnsupported};
inline constexpr Code kNamespace          {"namespace",             Severity::kError,   Category::kDocument};
inline constexpr Code kSharedDocument     {"shared-document",       Severity::kError,   Category::kUnsupported};
inline constexpr Code kSharedTypeDiffers  {"shared-type-differs",   Severity::kWarning, Category::kUnsupported};
// render
inline constexpr Code kTemplateSyntax     {"template-syntax",       Severity::kError,   Category::kDocument};
inline constexpr Code kTemplateName       {"template-name",         Severity::kError,   Category::kDocument};
inline constexpr Code kTemplateSet        {"template-set",          Severity::kError,   Category::kInput};
// settings
inline constexpr Code kUnusedIgnore       {"unused-ignore",         Severity::kWarning, Category::kDocument};
inline constexpr Code kToolVersion        {"tool-version",          Severity::kError,   Category::kUnsupported};
// write
inline constexpr Code kForeignFile        {"foreign-file",          Severity::kError,   Category::kInput};
inline constexpr Code kNotWritten         {"not-written",           Severity::kError,   Category::kInput};
// clang-format on

}  // namespace meshgen::diag::codes
