#include "validate/rules.hpp"

#include <array>

namespace meshgen::validate {
namespace {

using enum Want;
using O = Obj;

// clang-format off
constexpr std::array kRoot{
    FieldRule{"asyncapi", kString, true}, FieldRule{"id", kString}, FieldRule{"info", kObject, true, O::kInfo, false},
    FieldRule{"servers", kMap, false, O::kServer}, FieldRule{"defaultContentType", kString},
    FieldRule{"channels", kMap, false, O::kChannel}, FieldRule{"operations", kMap, false, O::kOperation},
    FieldRule{"components", kObject, false, O::kComponents, false}};
constexpr std::array kInfo{
    FieldRule{"title", kString, true}, FieldRule{"version", kString, true}, FieldRule{"description", kString},
    FieldRule{"termsOfService", kString}, FieldRule{"contact", kObject, false, O::kContact, false},
    FieldRule{"license", kObject, false, O::kLicense, false}, FieldRule{"tags", kList, false, O::kTag},
    FieldRule{"externalDocs", kObject, false, O::kExternalDocs}};
constexpr std::array kContact{FieldRule{"name", kString}, FieldRule{"url", kString}, FieldRule{"email", kString}};
constexpr std::array kLicense{FieldRule{"name", kString, true}, FieldRule{"url", kString}};
constexpr std::array kServer{
    FieldRule{"host", kString, true}, FieldRule{"protocol", kString, true}, FieldRule{"protocolVersion", kString},
    FieldRule{"pathname", kString}, FieldRule{"title", kString}, FieldRule{"summary", kString},
    FieldRule{"description", kString}, FieldRule{"variables", kMap, false, O::kServerVariable},
    FieldRule{"security", kList, false, O::kSecurityScheme}, FieldRule{"tags", kList, false, O::kTag},
    FieldRule{"externalDocs", kObject, false, O::kExternalDocs}, FieldRule{"bindings", kObject, false, O::kServerBindings}};
constexpr std::array kServerVariable{
    FieldRule{"enum", kStrings}, FieldRule{"default", kString}, FieldRule{"description", kString},
    FieldRule{"examples", kStrings}};
constexpr std::array kChannel{
    FieldRule{"address", kStringOrNull}, FieldRule{"messages", kMap, false, O::kMessage}, FieldRule{"title", kString},
    FieldRule{"summary", kString}, FieldRule{"description", kString}, FieldRule{"servers", kReferences},
    FieldRule{"parameters", kMap, false, O::kParameter}, FieldRule{"tags", kList, false, O::kTag},
    FieldRule{"externalDocs", kObject, false, O::kExternalDocs}, FieldRule{"bindings", kObject, false, O::kChannelBindings}};
constexpr std::array kOperation{
    FieldRule{"action", kString, true}, FieldRule{"channel", kReference, true}, FieldRule{"title", kString},
    FieldRule{"summary", kString}, FieldRule{"description", kString},
    FieldRule{"security", kList, false, O::kSecurityScheme}, FieldRule{"tags", kList, false, O::kTag},
    FieldRule{"externalDocs", kObject, false, O::kExternalDocs},
    FieldRule{"bindings", kObject, false, O::kOperationBindings}, FieldRule{"traits", kList, false, O::kOperationTrait},
    FieldRule{"messages", kReferences}, FieldRule{"reply", kObject, false, O::kReply}};
constexpr std::array kOperationTrait{
    FieldRule{"title", kString}, FieldRule{"summary", kString}, FieldRule{"description", kString},
    FieldRule{"security", kList, false, O::kSecurityScheme}, FieldRule{"tags", kList, false, O::kTag},
    FieldRule{"externalDocs", kObject, false, O::kExternalDocs},
    FieldRule{"bindings", kObject, false, O::kOperationBindings}};
constexpr std::array kReply{
    FieldRule{"address", kObject, false, O::kReplyAddress}, FieldRule{"channel", kReference},
    FieldRule{"messages", kReferences}};
constexpr std::array kReplyAddress{FieldRule{"location", kExpression, true}, FieldRule{"description", kString}};
constexpr std::array kParameter{
    FieldRule{"enum", kStrings}, FieldRule{"default", kString}, FieldRule{"description", kString},
    FieldRule{"examples", kStrings}, FieldRule{"location", kExpression}};
constexpr std::array kMessage{
    FieldRule{"headers", kSchema}, FieldRule{"payload", kSchema}, FieldRule{"correlationId", kObject, false, O::kCorrelationId},
    FieldRule{"contentType", kString}, FieldRule{"name", kString}, FieldRule{"title", kString},
    FieldRule{"summary", kString}, FieldRule{"description", kString}, FieldRule{"tags", kList, false, O::kTag},
    FieldRule{"externalDocs", kObject, false, O::kExternalDocs}, FieldRule{"bindings", kObject, false, O::kMessageBindings},
    FieldRule{"examples", kList, false, O::kMessageExample, false}, FieldRule{"traits", kList, false, O::kMessageTrait},
    FieldRule{"deprecated", kBoolean}};
constexpr std::array kMessageTrait{
    FieldRule{"headers", kSchema}, FieldRule{"correlationId", kObject, false, O::kCorrelationId},
    FieldRule{"contentType", kString}, FieldRule{"name", kString}, FieldRule{"title", kString},
    FieldRule{"summary", kString}, FieldRule{"description", kString}, FieldRule{"tags", kList, false, O::kTag},
    FieldRule{"externalDocs", kObject, false, O::kExternalDocs}, FieldRule{"bindings", kObject, false, O::kMessageBindings},
    FieldRule{"examples", kList, false, O::kMessageExample, false}, FieldRule{"deprecated", kBoolean}};
constexpr std::array kMessageExample{
    FieldRule{"name", kString}, FieldRule{"summary", kString}, FieldRule{"headers", kAnyObject}, FieldRule{"payload", kAny}};
constexpr std::array kTag{
    FieldRule{"name", kString, true}, FieldRule{"description", kString},
    FieldRule{"externalDocs", kObject, false, O::kExternalDocs}};
constexpr std::array kExternalDocs{FieldRule{"url", kString, true}, FieldRule{"description", kString}};
constexpr std::array kCorrelationId{FieldRule{"location", kExpression, true}, FieldRule{"description", kString}};
constexpr std::array kComponents{
    FieldRule{"schemas", kSchemaMap}, FieldRule{"servers", kMap, false, O::kServer},
    FieldRule{"channels", kMap, false, O::kChannel}, FieldRule{"operations", kMap, false, O::kOperation},
    FieldRule{"messages", kMap, false, O::kMessage}, FieldRule{"securitySchemes", kMap, false, O::kSecurityScheme},
    FieldRule{"serverVariables", kMap, false, O::kServerVariable}, FieldRule{"parameters", kMap, false, O::kParameter},
    FieldRule{"correlationIds", kMap, false, O::kCorrelationId}, FieldRule{"replies", kMap, false, O::kReply},
    FieldRule{"replyAddresses", kMap, false, O::kReplyAddress}, FieldRule{"externalDocs", kMap, false, O::kExternalDocs},
    FieldRule{"tags", kMap, false, O::kTag}, FieldRule{"operationTraits", kMap, false, O::kOperationTrait},
    FieldRule{"messageTraits", kMap, false, O::kMessageTrait}, FieldRule{"serverBindings", kMap, false, O::kServerBindings},
    FieldRule{"channelBindings", kMap, false, O::kChannelBindings},
    FieldRule{"operationBindings", kMap, false, O::kOperationBindings},
    FieldRule{"messageBindings", kMap, false, O::kMessageBindings}};
constexpr std::array kSecurityScheme{
    FieldRule{"type", kString, true}, FieldRule{"description", kString}, FieldRule{"name", kString}, FieldRule{"in", kString},
    FieldRule{"scheme", kString}, FieldRule{"bearerFormat", kString},
    FieldRule{"flows", kObject, false, O::kOAuthFlows, false}, FieldRule{"openIdConnectUrl", kString},
    FieldRule{"scopes", kStrings}};
constexpr std::array kOAuthFlows{
    FieldRule{"implicit", kObject, false, O::kOAuthFlow, false}, FieldRule{"password", kObject, false, O::kOAuthFlow, false},
    FieldRule{"clientCredentials", kObject, false, O::kOAuthFlow, false},
    FieldRule{"authorizationCode", kObject, false, O::kOAuthFlow, false}};
constexpr std::array kOAuthFlow{
    FieldRule{"authorizationUrl", kString}, FieldRule{"tokenUrl", kString}, FieldRule{"refreshUrl", kString},
    FieldRule{"availableScopes", kStringMap, true}};
/// Bindings of other protocols are kept, not looked into: they make no code.
constexpr auto bindings(Obj kafka) {
  return std::array{
      FieldRule{"kafka", kObject, false, kafka}, FieldRule{"http", kAnyObject}, FieldRule{"ws", kAnyObject},
      FieldRule{"anypointmq", kAnyObject}, FieldRule{"amqp", kAnyObject}, FieldRule{"amqp1", kAnyObject},
      FieldRule{"mqtt", kAnyObject}, FieldRule{"mqtt5", kAnyObject}, FieldRule{"nats", kAnyObject},
      FieldRule{"jms", kAnyObject}, FieldRule{"sns", kAnyObject}, FieldRule{"solace", kAnyObject},
      FieldRule{"sqs", kAnyObject}, FieldRule{"stomp", kAnyObject}, FieldRule{"redis", kAnyObject},
      FieldRule{"mercure", kAnyObject}, FieldRule{"ibmmq", kAnyObject}, FieldRule{"googlepubsub", kAnyObject},
      FieldRule{"pulsar", kAnyObject}, FieldRule{"ros2", kAnyObject}};
}
constexpr auto kServerBindings = bindings(O::kKafkaServer);
constexpr auto kChannelBindings = bindings(O::kKafkaChannel);
constexpr auto kOperationBindings = bindings(O::kKafkaOperation);
constexpr auto kMessageBindings = bindings(O::kKafkaMessage);
constexpr std::array kKafkaServer{
    FieldRule{"schemaRegistryUrl", kString}, FieldRule{"schemaRegistryVendor", kString}, FieldRule{"bindingVersion", kString}};
constexpr std::array kKafkaChannel{
    FieldRule{"topic", kString}, FieldRule{"partitions", kCount}, FieldRule{"replicas", kCount},
    FieldRule{"topicConfiguration", kObject, false, O::kKafkaTopicConfiguration, false}, FieldRule{"bindingVersion", kString}};
constexpr std::array kKafkaTopicConfiguration{
    FieldRule{"cleanup.policy", kStrings}, FieldRule{"retention.ms", kIntegerFromM1}, FieldRule{"retention.bytes", kIntegerFromM1},
    FieldRule{"delete.retention.ms", kIntegerFrom0}, FieldRule{"max.message.bytes", kIntegerFrom0},
    FieldRule{"confluent.key.schema.validation", kBoolean}, FieldRule{"confluent.value.schema.validation", kBoolean},
    FieldRule{"confluent.key.subject.name.strategy", kString}, FieldRule{"confluent.value.subject.name.strategy", kString}};
constexpr std::array kKafkaOperation{
    FieldRule{"groupId", kPlainSchema}, FieldRule{"clientId", kPlainSchema}, FieldRule{"bindingVersion", kString}};
constexpr std::array kKafkaMessage{
    FieldRule{"key", kPlainSchema}, FieldRule{"schemaIdLocation", kString}, FieldRule{"schemaIdPayloadEncoding", kString},
    FieldRule{"schemaLookupStrategy", kString}, FieldRule{"bindingVersion", kString}};
// clang-format on

}  // namespace

const ObjectRule& rule(Obj object) {
  static constexpr std::array kRules{
      ObjectRule{"AsyncAPI Object", kRoot},
      ObjectRule{"Info Object", kInfo},
      ObjectRule{"Contact Object", kContact},
      ObjectRule{"License Object", kLicense},
      ObjectRule{"Server Object", kServer},
      ObjectRule{"Server Variable Object", kServerVariable},
      ObjectRule{"Channel Object", kChannel},
      ObjectRule{"Operation Object", kOperation},
      ObjectRule{"Operation Trait Object", kOperationTrait},
      ObjectRule{"Operation Reply Object", kReply},
      ObjectRule{"Operation Reply Address Object", kReplyAddress},
      ObjectRule{"Parameter Object", kParameter},
      ObjectRule{"Message Object", kMessage},
      ObjectRule{"Message Trait Object", kMessageTrait},
      ObjectRule{"Message Example Object", kMessageExample},
      ObjectRule{"Tag Object", kTag},
      ObjectRule{"External Documentation Object", kExternalDocs},
      ObjectRule{"Correlation ID Object", kCorrelationId},
      ObjectRule{"Components Object", kComponents},
      ObjectRule{"Security Scheme Object", kSecurityScheme},
      ObjectRule{"OAuth Flows Object", kOAuthFlows, false},
      ObjectRule{"OAuth Flow Object", kOAuthFlow},
      ObjectRule{"Server Bindings Object", kServerBindings},
      ObjectRule{"Channel Bindings Object", kChannelBindings},
      ObjectRule{"Operation Bindings Object", kOperationBindings},
      ObjectRule{"Message Bindings Object", kMessageBindings},
      ObjectRule{"Kafka Server Binding", kKafkaServer},
      ObjectRule{"Kafka Channel Binding", kKafkaChannel},
      ObjectRule{"Kafka Topic Configuration", kKafkaTopicConfiguration, true, true},
      ObjectRule{"Kafka Operation Binding", kKafkaOperation},
      ObjectRule{"Kafka Message Binding", kKafkaMessage},
  };
  return kRules.at(static_cast<std::size_t>(object));
}

std::string_view spelling_in_3(Obj object, std::string_view field) {
  struct Old {
    Obj object;
    std::string_view field;
    std::string_view now;
  };
  static constexpr std::array kOld{
      Old{Obj::kServer, "url", "3.x writes 'host' (without scheme) and 'pathname'"},
      Old{Obj::kChannel, "publish", "3.x declares operations at the root: action 'receive' for what was 'publish'"},
      Old{Obj::kChannel, "subscribe", "3.x declares operations at the root: action 'send' for what was 'subscribe'"},
      Old{Obj::kOperation, "operationId", "in 3.x the key of the operation is its id"},
      Old{Obj::kOperation, "message", "3.x writes 'messages', a list of references to the channel's messages"},
      Old{Obj::kParameter, "schema",
          "in 3.x every parameter is a string: 'enum', 'default', 'description', 'examples' and 'location' stand "
          "beside each other"},
      Old{Obj::kMessage, "schemaFormat", "3.x writes 'payload: {schemaFormat: …, schema: …}'"},
      Old{Obj::kMessage, "messageId", "in 3.x the key of the message is its id"},
      Old{Obj::kRoot, "tags", "in 3.x 'tags' stands in 'info'"},
      Old{Obj::kRoot, "externalDocs", "in 3.x 'externalDocs' stands in 'info'"},
      Old{Obj::kOAuthFlow, "scopes", "3.x writes 'availableScopes'"},
  };
  for (const auto& old : kOld) {
    if (old.object == object && old.field == field) return old.now;
  }
  return {};
}

}  // namespace meshgen::validate
