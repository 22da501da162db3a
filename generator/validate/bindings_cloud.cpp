#include <array>

#include "validate/bindings.hpp"

namespace meshgen::validate {
namespace {

using namespace words;

// clang-format off
// What SNS and SQS share
constexpr std::array<std::string_view, 2> kEffects{"Allow", "Deny"};
constexpr std::array kStatementFields{
    required(one_of("effect", kEffects)), required(a(Want::kStringOrStrings, "principal")),
    required(a(Want::kStringOrStrings, "action"))};
constexpr ObjectRule kStatement{"Policy Statement", kStatementFields, Obj::kOther, true, true};
constexpr std::array kPolicyFields{required(list("statements", kStatement))};
constexpr ObjectRule kPolicy{"Policy", kPolicyFields, Obj::kOther, true, true};

// SNS
constexpr std::array<std::string_view, 2> kOrderings{"standard", "FIFO"};
constexpr std::array kOrderingFields{required(one_of("type", kOrderings)), flag("contentBasedDeduplication")};
constexpr ObjectRule kOrdering{"SNS Ordering", kOrderingFields, Obj::kOther, true, true};
constexpr std::array kSnsChannelFields{
    required(text("name")), object("ordering", kOrdering), object("policy", kPolicy), a(Want::kAnyObject, "tags"),
    text("bindingVersion")};
constexpr ObjectRule kSnsChannel{"SNS Channel Binding", kSnsChannelFields};
constexpr std::array kSnsIdentifierFields{text("url"), text("email"), text("phone"), text("arn"), text("name")};
constexpr ObjectRule kSnsIdentifier{"SNS Identifier", kSnsIdentifierFields, Obj::kOther, true, true};
constexpr std::array<std::string_view, 4> kBackoffs{"arithmetic", "exponential", "geometric", "linear"};
constexpr std::array kDeliveryPolicyFields{
    integer("minDelayTarget"), integer("maxDelayTarget"), integer("numRetries"), integer("numNoDelayRetries"),
    integer("numMinDelayRetries"), integer("numMaxDelayRetries"), one_of("backoffFunction", kBackoffs),
    integer("maxReceivesPerSecond")};
constexpr ObjectRule kDeliveryPolicy{"SNS Delivery Policy", kDeliveryPolicyFields, Obj::kOther, true, true};
constexpr std::array kSnsRedriveFields{required(object("deadLetterQueue", kSnsIdentifier)), integer("maxReceiveCount")};
constexpr ObjectRule kSnsRedrive{"Redrive Policy", kSnsRedriveFields, Obj::kOther, true, true};
constexpr std::array<std::string_view, 9> kSnsProtocols{
    "http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"};
constexpr std::array<std::string_view, 2> kFilterScopes{"MessageAttributes", "MessageBody"};
constexpr std::array kConsumerFields{
    required(one_of("protocol", kSnsProtocols)), required(object("endpoint", kSnsIdentifier)),
    a(Want::kFilter, "filterPolicy"), one_of("filterPolicyScope", kFilterScopes), required(flag("rawMessageDelivery")),
    object("redrivePolicy", kSnsRedrive), object("deliveryPolicy", kDeliveryPolicy), text("displayName")};
constexpr ObjectRule kConsumer{"SNS Consumer", kConsumerFields, Obj::kOther, true, true};
constexpr std::array kSnsOperationFields{
    object("topic", kSnsIdentifier), required(filled(list("consumers", kConsumer))),
    object("deliveryPolicy", kDeliveryPolicy), text("bindingVersion")};
constexpr ObjectRule kSnsOperation{"SNS Operation Binding", kSnsOperationFields};
constexpr std::array kSnsChannels{BindingVersion{"0.1.0", &kSnsChannel}};
constexpr std::array kSnsOperations{BindingVersion{"0.1.0", &kSnsOperation}};

// SQS
constexpr std::array kSqsIdentifierFields{text("arn"), text("name")};
constexpr ObjectRule kSqsIdentifier{"SQS Identifier", kSqsIdentifierFields, Obj::kOther, true, true};
constexpr std::array kSqsRedriveFields{required(object("deadLetterQueue", kSqsIdentifier)), integer("maxReceiveCount")};
constexpr ObjectRule kSqsRedrive{"Redrive Policy", kSqsRedriveFields, Obj::kOther, true, true};
constexpr std::array<std::string_view, 2> kDeduplicationScopes{"queue", "messageGroup"};
constexpr std::array<std::string_view, 2> kThroughputLimits{"perQueue", "perMessageGroupId"};
constexpr auto queue(FieldRule is_fifo) {
  return std::array{
      required(text("name")), is_fifo, one_of("deduplicationScope", kDeduplicationScopes),
      one_of("fifoThroughputLimit", kThroughputLimits), integer("deliveryDelay", 0, 900),
      integer("visibilityTimeout", 0, 43'200), integer("receiveMessageWaitTime"),
      integer("messageRetentionPeriod", 60, 1'209'600), object("redrivePolicy", kSqsRedrive), object("policy", kPolicy),
      a(Want::kAnyObject, "tags")};
}
constexpr auto kChannelQueueFields = queue(required(flag("fifoQueue")));
constexpr auto kOperationQueueFields = queue(flag("fifoQueue"));
constexpr ObjectRule kChannelQueue{"SQS Queue", kChannelQueueFields, Obj::kOther, true, true};
constexpr ObjectRule kOperationQueue{"SQS Queue", kOperationQueueFields, Obj::kOther, true, true};
constexpr std::array kSqsChannelFields{
    required(object("queue", kChannelQueue)), object("deadLetterQueue", kChannelQueue), text("bindingVersion")};
constexpr ObjectRule kSqsChannel{"SQS Channel Binding", kSqsChannelFields};
constexpr std::array kSqsOperationFields{required(list("queues", kOperationQueue)), text("bindingVersion")};
constexpr ObjectRule kSqsOperation{"SQS Operation Binding", kSqsOperationFields};
constexpr std::array kSqsChannels{BindingVersion{"0.2.0", &kSqsChannel}};
constexpr std::array kSqsOperations{BindingVersion{"0.2.0", &kSqsOperation}};

// Google Pub/Sub
constexpr std::array kStorageFields{texts("allowedPersistenceRegions")};
constexpr ObjectRule kStorage{"Message Storage Policy", kStorageFields, Obj::kOther, false};
constexpr std::array kSchemaSettingsFields{
    required(text("encoding")), required(text("name")), text("firstRevisionId"), text("lastRevisionId")};
constexpr ObjectRule kSchemaSettings{"Schema Settings", kSchemaSettingsFields, Obj::kOther, true, true};
constexpr std::array kPubSubChannelFields{
    required(object("schemaSettings", kSchemaSettings)), a(Want::kAnyObject, "labels"),
    text("messageRetentionDuration"), itself(object("messageStoragePolicy", kStorage)), text("bindingVersion")};
constexpr ObjectRule kPubSubChannel{"Google Pub/Sub Channel Binding", kPubSubChannelFields};
constexpr std::array kPubSubSchemaFields{required(text("name"))};
constexpr ObjectRule kPubSubSchema{"Google Pub/Sub Schema", kPubSubSchemaFields, Obj::kOther, true, true};
constexpr std::array kPubSubMessageFields{
    a(Want::kAnyObject, "attributes"), text("orderingKey"), object("schema", kPubSubSchema), text("bindingVersion")};
constexpr ObjectRule kPubSubMessage{"Google Pub/Sub Message Binding", kPubSubMessageFields};
constexpr std::array kPubSubChannels{BindingVersion{"0.2.0", &kPubSubChannel}};
constexpr std::array kPubSubMessages{BindingVersion{"0.2.0", &kPubSubMessage}};

// Pulsar
constexpr std::array kPulsarServerFields{text("tenant"), text("bindingVersion")};
constexpr ObjectRule kPulsarServer{"Pulsar Server Binding", kPulsarServerFields};
constexpr std::array kRetentionFields{integer("time", 0), integer("size", 0)};
constexpr ObjectRule kRetention{"Pulsar Retention", kRetentionFields, Obj::kOther, false};
constexpr std::array<std::string_view, 2> kPersistences{"persistent", "non-persistent"};
constexpr std::array kPulsarChannelFields{
    required(text("namespace")), required(one_of("persistence", kPersistences)), integer("compaction", 0),
    texts("geo-replication"), itself(object("retention", kRetention)), integer("ttl"), flag("deduplication"),
    text("bindingVersion")};
constexpr ObjectRule kPulsarChannel{"Pulsar Channel Binding", kPulsarChannelFields};
constexpr std::array kPulsarServers{BindingVersion{"0.1.0", &kPulsarServer}};
constexpr std::array kPulsarChannels{BindingVersion{"0.1.0", &kPulsarChannel}};

constexpr std::array kBindings{
    Binding{"sns", Place::kChannel, kSnsChannels}, Binding{"sns", Place::kOperation, kSnsOperations},
    Binding{"sqs", Place::kChannel, kSqsChannels}, Binding{"sqs", Place::kOperation, kSqsOperations},
    Binding{"googlepubsub", Place::kChannel, kPubSubChannels}, Binding{"googlepubsub", Place::kMessage, kPubSubMessages},
    Binding{"pulsar", Place::kServer, kPulsarServers}, Binding{"pulsar", Place::kChannel, kPulsarChannels}};
// clang-format on

}  // namespace

std::span<const Binding> cloud_bindings() { return kBindings; }

}  // namespace meshgen::validate
