#include <array>

#include "validate/bindings.hpp"

namespace meshgen::validate {
namespace {

using namespace words;

// clang-format off
constexpr std::array kServerFields{text("schemaRegistryUrl"), text("schemaRegistryVendor"), text("bindingVersion")};
constexpr ObjectRule kServer{"Kafka Server Binding", kServerFields};

constexpr std::array<std::string_view, 2> kPolicies{"compact", "delete"};
constexpr FieldRule kCleanupPolicy{.name = "cleanup.policy", .want = Want::kStrings, .values = kPolicies};
constexpr std::array kTopicFields4{
    kCleanupPolicy, integer("retention.ms", -1), integer("retention.bytes", -1), integer("delete.retention.ms", 0),
    integer("max.message.bytes", 0)};
constexpr ObjectRule kTopic4{"Kafka Topic Configuration", kTopicFields4, Obj::kOther, false};
constexpr std::array kTopicFields5{
    kCleanupPolicy, integer("retention.ms", -1), integer("retention.bytes", -1), integer("delete.retention.ms", 0),
    integer("max.message.bytes", 0), flag("confluent.key.schema.validation"), flag("confluent.value.schema.validation"),
    text("confluent.key.subject.name.strategy"), text("confluent.value.subject.name.strategy")};
constexpr ObjectRule kTopic5{"Kafka Topic Configuration", kTopicFields5, Obj::kOther, true, true};

constexpr std::array kChannelFields3{
    text("topic"), integer("partitions", 1), integer("replicas", 1), text("bindingVersion")};
constexpr std::array kChannelFields4{
    text("topic"), integer("partitions", 1), integer("replicas", 1), itself(object("topicConfiguration", kTopic4)),
    text("bindingVersion")};
constexpr std::array kChannelFields5{
    text("topic"), integer("partitions", 1), integer("replicas", 1), object("topicConfiguration", kTopic5),
    text("bindingVersion")};
constexpr ObjectRule kChannel3{"Kafka Channel Binding", kChannelFields3};
constexpr ObjectRule kChannel4{"Kafka Channel Binding", kChannelFields4};
constexpr ObjectRule kChannel5{"Kafka Channel Binding", kChannelFields5};

constexpr std::array kOperationFields{
    a(Want::kSchema, "groupId"), a(Want::kSchema, "clientId"), text("bindingVersion")};
constexpr ObjectRule kOperation{"Kafka Operation Binding", kOperationFields};

constexpr std::array<std::string_view, 2> kIdLocations{"header", "payload"};
constexpr auto message(Want key) {
  return std::array{a(key, "key"), one_of("schemaIdLocation", kIdLocations), text("schemaIdPayloadEncoding"),
                    text("schemaLookupStrategy"), text("bindingVersion")};
}
constexpr auto kMessageFields3 = message(Want::kSchema);
// The text lets the key be an Avro schema at 0.5.0, too, which the published schema forgets.
constexpr auto kMessageFields4 = message(Want::kSchemaOrAvro);
constexpr ObjectRule kMessage3{"Kafka Message Binding", kMessageFields3};
constexpr ObjectRule kMessage4{"Kafka Message Binding", kMessageFields4};

constexpr auto versions(const ObjectRule& newest, const ObjectRule& middle, const ObjectRule& oldest) {
  return std::array{BindingVersion{"0.5.0", &newest}, BindingVersion{"0.4.0", &middle}, BindingVersion{"0.3.0", &oldest}};
}
constexpr auto kServers = versions(kServer, kServer, kServer);
constexpr auto kChannels = versions(kChannel5, kChannel4, kChannel3);
constexpr auto kOperations = versions(kOperation, kOperation, kOperation);
constexpr auto kMessages = versions(kMessage4, kMessage4, kMessage3);
constexpr std::array kBindings{
    Binding{"kafka", Place::kServer, kServers}, Binding{"kafka", Place::kChannel, kChannels},
    Binding{"kafka", Place::kOperation, kOperations}, Binding{"kafka", Place::kMessage, kMessages}};
// clang-format on

}  // namespace

std::span<const Binding> kafka_bindings() { return kBindings; }

}  // namespace meshgen::validate
