#include <array>

#include "validate/bindings.hpp"

namespace meshgen::validate {
namespace {

using namespace words;

constexpr std::int64_t kMaxUint32 = 4'294'967'295;

constexpr FieldRule integer_or_schema(std::string_view name, std::int64_t minimum, std::int64_t maximum) {
  return {.name = name, .want = Want::kIntegerOrSchema, .minimum = minimum, .maximum = maximum};
}

// clang-format off
// MQTT
constexpr std::array kLastWillFields{text("topic"), integer("qos", 0, 2), text("message"), flag("retain")};
constexpr ObjectRule kLastWill{"MQTT Last Will", kLastWillFields, Obj::kOther, true, true};
constexpr std::array kMqttServerFields{
    text("clientId"), flag("cleanSession"), object("lastWill", kLastWill), integer("keepAlive"),
    integer_or_schema("sessionExpiryInterval", 0, kNoMaximum), integer_or_schema("maximumPacketSize", 1, kMaxUint32),
    text("bindingVersion")};
constexpr ObjectRule kMqttServer{"MQTT Server Binding", kMqttServerFields};
constexpr std::array kMqttOperationFields{
    integer("qos", 0, 2), flag("retain"), integer_or_schema("messageExpiryInterval", 0, kMaxUint32),
    text("bindingVersion")};
constexpr ObjectRule kMqttOperation{"MQTT Operation Binding", kMqttOperationFields};
constexpr FieldRule kResponseTopic{.name = "responseTopic", .want = Want::kStringOrSchema, .minimum = 1};
constexpr std::array kMqttMessageFields{
    integer("payloadFormatIndicator", 0, 1), a(Want::kSchema, "correlationData"), text("contentType"),
    kResponseTopic, text("bindingVersion")};
constexpr ObjectRule kMqttMessage{"MQTT Message Binding", kMqttMessageFields};
constexpr std::array kMqttServers{BindingVersion{"0.2.0", &kMqttServer}};
constexpr std::array kMqttOperations{BindingVersion{"0.2.0", &kMqttOperation}};
constexpr std::array kMqttMessages{BindingVersion{"0.2.0", &kMqttMessage}};

// NATS
constexpr std::array kNatsFields{text("queue", 0, 255), text("bindingVersion")};
constexpr ObjectRule kNats{"NATS Operation Binding", kNatsFields};
constexpr std::array kNatsOperations{BindingVersion{"0.1.0", &kNats}};

// Solace
constexpr std::array kSolaceServerFields4{text("msgVpn"), text("clientName", 1, 160), text("bindingVersion")};
constexpr std::array kSolaceServerFields3{text("msgVpn"), text("bindingVersion")};
constexpr std::array kSolaceServerFields2{text("msvVpn"), text("bindingVersion")};
constexpr ObjectRule kSolaceServer4{"Solace Server Binding", kSolaceServerFields4};
constexpr ObjectRule kSolaceServer3{"Solace Server Binding", kSolaceServerFields3};
constexpr ObjectRule kSolaceServer2{"Solace Server Binding", kSolaceServerFields2};
constexpr std::array<std::string_view, 2> kAccessTypes{"exclusive", "nonexclusive"};
constexpr std::array kSolaceQueueFields{
    text("name"), texts("topicSubscriptions"), one_of("accessType", kAccessTypes), text("maxTtl"),
    text("maxMsgSpoolUsage")};
constexpr ObjectRule kSolaceQueue{"Solace Queue", kSolaceQueueFields, Obj::kOther, true, true};
constexpr std::array kSolaceQueueFields2{text("name"), texts("topicSubscriptions"), one_of("accessType", kAccessTypes)};
constexpr ObjectRule kSolaceQueue2{"Solace Queue", kSolaceQueueFields2, Obj::kOther, true, true};
constexpr std::array<std::string_view, 2> kDeliveryModes{"direct", "persistent"};
constexpr std::array<std::string_view, 2> kSolaceDestinations{"queue", "topic"};
constexpr auto destination(const ObjectRule& queue) {
  return std::array{one_of("deliveryMode", kDeliveryModes), required(one_of("destinationType", kSolaceDestinations)),
                    object("queue", queue), texts("topicSubscriptions")};
}
constexpr auto kDestinationFields = destination(kSolaceQueue);
constexpr auto kDestinationFields2 = destination(kSolaceQueue2);
constexpr ObjectRule kDestination{"Solace Destination", kDestinationFields, Obj::kOther, true, true};
constexpr ObjectRule kDestination2{"Solace Destination", kDestinationFields2, Obj::kOther, true, true};
constexpr std::array kSolaceOperationFields4{
    list("destinations", kDestination), integer("timeToLive"), integer("priority", 0, 255), flag("dmqEligible"),
    text("bindingVersion")};
constexpr std::array kSolaceOperationFields3{list("destinations", kDestination), text("bindingVersion")};
constexpr std::array kSolaceOperationFields2{list("destinations", kDestination2), text("bindingVersion")};
constexpr ObjectRule kSolaceOperation4{"Solace Operation Binding", kSolaceOperationFields4, Obj::kOther, false};
constexpr ObjectRule kSolaceOperation3{"Solace Operation Binding", kSolaceOperationFields3, Obj::kOther, false};
constexpr ObjectRule kSolaceOperation2{"Solace Operation Binding", kSolaceOperationFields2, Obj::kOther, false};
constexpr std::array kSolaceServers{
    BindingVersion{"0.4.0", &kSolaceServer4}, BindingVersion{"0.3.0", &kSolaceServer3},
    BindingVersion{"0.2.0", &kSolaceServer2}};
constexpr std::array kSolaceOperations{
    BindingVersion{"0.4.0", &kSolaceOperation4}, BindingVersion{"0.3.0", &kSolaceOperation3},
    BindingVersion{"0.2.0", &kSolaceOperation2}};

// ROS 2
constexpr std::array kRosServerFields{text("rmwImplementation"), integer("domainId", 0, 231), text("bindingVersion")};
constexpr ObjectRule kRosServer{"ROS 2 Server Binding", kRosServerFields, Obj::kOther, true, true};
constexpr std::array<std::string_view, 6> kRosRoles{
    "publisher", "action_client", "service_client", "subscriber", "action_server", "service_server"};
constexpr std::array<std::string_view, 2> kDurabilities{"transient_local", "volatile"};
constexpr std::array<std::string_view, 3> kHistories{"keep_last", "keep_all", "unknown"};
constexpr std::array<std::string_view, 2> kLivelinesses{"automatic", "manual"};
// The misspelling is the published schema's; the right word is the text's.
constexpr std::array<std::string_view, 3> kReliabilities{"best_effort", "realiable", "reliable"};
constexpr std::array kQosFields{
    integer("deadline"), one_of("durability", kDurabilities), one_of("history", kHistories), integer("leaseDuration"),
    integer("lifespan"), one_of("liveliness", kLivelinesses), one_of("reliability", kReliabilities)};
constexpr ObjectRule kQos{"ROS 2 QoS Policies", kQosFields, Obj::kOther, true, true};
constexpr std::array kRosOperationFields{
    required(one_of("role", kRosRoles)), required(text("node")), object("qosPolicies", kQos), text("bindingVersion")};
constexpr ObjectRule kRosOperation{"ROS 2 Operation Binding", kRosOperationFields};
constexpr std::array kRosServers{BindingVersion{"0.1.0", &kRosServer}};
constexpr std::array kRosOperations{BindingVersion{"0.1.0", &kRosOperation}};

constexpr std::array kBindings{
    Binding{"mqtt", Place::kServer, kMqttServers}, Binding{"mqtt", Place::kOperation, kMqttOperations},
    Binding{"mqtt", Place::kMessage, kMqttMessages}, Binding{"nats", Place::kOperation, kNatsOperations},
    Binding{"solace", Place::kServer, kSolaceServers}, Binding{"solace", Place::kOperation, kSolaceOperations},
    Binding{"ros2", Place::kServer, kRosServers}, Binding{"ros2", Place::kOperation, kRosOperations}};
// clang-format on

}  // namespace

std::span<const Binding> topic_bindings() { return kBindings; }

}  // namespace meshgen::validate
