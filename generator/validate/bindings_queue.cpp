#include <array>

#include "validate/bindings.hpp"

namespace meshgen::validate {
namespace {

using namespace words;

// clang-format off
// AMQP 0-9-1
constexpr std::array<std::string_view, 5> kExchangeTypes{"topic", "direct", "fanout", "default", "headers"};
constexpr std::array kExchangeFields{
    text("name", 0, 255), one_of("type", kExchangeTypes), flag("durable"), flag("autoDelete"), text("vhost")};
constexpr ObjectRule kExchange{"AMQP Exchange", kExchangeFields, Obj::kOther, true, true};
constexpr std::array kAmqpQueueFields{
    text("name", 0, 255), flag("durable"), flag("exclusive"), flag("autoDelete"), text("vhost")};
constexpr ObjectRule kAmqpQueue{"AMQP Queue", kAmqpQueueFields, Obj::kOther, true, true};
constexpr std::array<std::string_view, 2> kIs{"queue", "routingKey"};
constexpr std::array kAmqpChannelFields{
    one_of("is", kIs), object("exchange", kExchange), object("queue", kAmqpQueue), text("bindingVersion")};
constexpr ObjectRule kAmqpChannel{"AMQP Channel Binding", kAmqpChannelFields, Obj::kAmqpChannel};
constexpr std::array kAmqpOperationFields{
    integer("expiration", 0), text("userId"), texts("cc"), integer("priority"), integer("deliveryMode", 1, 2),
    flag("mandatory"), texts("bcc"), flag("timestamp"), flag("ack"), text("bindingVersion")};
constexpr ObjectRule kAmqpOperation{"AMQP Operation Binding", kAmqpOperationFields};
constexpr std::array kAmqpMessageFields{text("contentEncoding"), text("messageType"), text("bindingVersion")};
constexpr ObjectRule kAmqpMessage{"AMQP Message Binding", kAmqpMessageFields};
constexpr std::array kAmqpChannels{BindingVersion{"0.3.0", &kAmqpChannel}};
constexpr std::array kAmqpOperations{BindingVersion{"0.3.0", &kAmqpOperation}};
constexpr std::array kAmqpMessages{BindingVersion{"0.3.0", &kAmqpMessage}};

// IBM MQ
constexpr std::array kMqServerFields{
    text("groupId"), text("ccdtQueueManagerName"), text("cipherSpec"), flag("multiEndpointServer"),
    integer("heartBeatInterval", 0, 999'999), text("bindingVersion")};
constexpr ObjectRule kMqServer{"IBM MQ Server Binding", kMqServerFields};
constexpr std::array kMqQueueFields{required(text("objectName", 0, 48)), flag("isPartitioned"), flag("exclusive")};
constexpr ObjectRule kMqQueue{"IBM MQ Queue", kMqQueueFields, Obj::kOther, true, true};
constexpr std::array kMqTopicFields{
    text("string", 0, 10'240), text("objectName", 0, 48), flag("durablePermitted"), flag("lastMsgRetained")};
constexpr ObjectRule kMqTopic{"IBM MQ Topic", kMqTopicFields, Obj::kOther, true, true};
constexpr std::array<std::string_view, 2> kMqDestinations{"topic", "queue"};
constexpr std::array kMqChannelFields{
    one_of("destinationType", kMqDestinations), object("queue", kMqQueue), object("topic", kMqTopic),
    integer("maxMsgLength", 0, 104'857'600), text("bindingVersion")};
constexpr ObjectRule kMqChannel{"IBM MQ Channel Binding", kMqChannelFields, Obj::kIbmmqChannel};
constexpr std::array<std::string_view, 3> kMqTypes{"string", "jms", "binary"};
constexpr std::array kMqMessageFields{
    one_of("type", kMqTypes), text("headers"), integer("expiry", 0), text("bindingVersion")};
constexpr ObjectRule kMqMessage{"IBM MQ Message Binding", kMqMessageFields, Obj::kIbmmqMessage};
constexpr std::array kMqServers{BindingVersion{"0.1.0", &kMqServer}};
constexpr std::array kMqChannels{BindingVersion{"0.1.0", &kMqChannel}};
constexpr std::array kMqMessages{BindingVersion{"0.1.0", &kMqMessage}};

// JMS
constexpr std::array kJmsPropertyFields{required(text("name")), required(a(Want::kScalar, "value"))};
constexpr ObjectRule kJmsProperty{"JMS Property", kJmsPropertyFields, Obj::kOther, true, true};
constexpr std::array kJmsServerFields{
    required(text("jmsConnectionFactory")), list("properties", kJmsProperty), text("clientID"), text("bindingVersion")};
constexpr ObjectRule kJmsServer{"JMS Server Binding", kJmsServerFields};
constexpr std::array<std::string_view, 2> kJmsDestinations{"queue", "fifo-queue"};
constexpr std::array kJmsChannelFields{
    text("destination"), one_of("destinationType", kJmsDestinations), text("bindingVersion")};
constexpr ObjectRule kJmsChannel{"JMS Channel Binding", kJmsChannelFields};
constexpr std::array kJmsMessageFields{a(Want::kSchema, "headers"), text("bindingVersion")};
constexpr ObjectRule kJmsMessage{"JMS Message Binding", kJmsMessageFields};
constexpr std::array kJmsServers{BindingVersion{"0.0.1", &kJmsServer}};
constexpr std::array kJmsChannels{BindingVersion{"0.0.1", &kJmsChannel}};
constexpr std::array kJmsMessages{BindingVersion{"0.0.1", &kJmsMessage}};

// Anypoint MQ
constexpr std::array<std::string_view, 3> kAnypointDestinations{"exchange", "queue", "fifo-queue"};
constexpr std::array kAnypointChannelFields{
    text("destination"), one_of("destinationType", kAnypointDestinations), text("bindingVersion")};
constexpr ObjectRule kAnypointChannel{"Anypoint MQ Channel Binding", kAnypointChannelFields};
constexpr ObjectRule kAnypointMessage{"Anypoint MQ Message Binding", kJmsMessageFields};
constexpr std::array kAnypointChannels{BindingVersion{"0.0.1", &kAnypointChannel}};
constexpr std::array kAnypointMessages{BindingVersion{"0.0.1", &kAnypointMessage}};

constexpr std::array kBindings{
    Binding{"amqp", Place::kChannel, kAmqpChannels}, Binding{"amqp", Place::kOperation, kAmqpOperations},
    Binding{"amqp", Place::kMessage, kAmqpMessages}, Binding{"ibmmq", Place::kServer, kMqServers},
    Binding{"ibmmq", Place::kChannel, kMqChannels}, Binding{"ibmmq", Place::kMessage, kMqMessages},
    Binding{"jms", Place::kServer, kJmsServers}, Binding{"jms", Place::kChannel, kJmsChannels},
    Binding{"jms", Place::kMessage, kJmsMessages}, Binding{"anypointmq", Place::kChannel, kAnypointChannels},
    Binding{"anypointmq", Place::kMessage, kAnypointMessages}};
// clang-format on

}  // namespace

std::span<const Binding> queue_bindings() { return kBindings; }

}  // namespace meshgen::validate
