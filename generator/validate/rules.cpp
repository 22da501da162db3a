#include "validate/rules.hpp"

#include <array>

#include "validate/bindings.hpp"

namespace meshgen::validate {
namespace {

using namespace words;

// clang-format off
constexpr std::array kExternalDocsFields{required(a(Want::kUri, "url")), text("description")};
constexpr ObjectRule kExternalDocs{"External Documentation Object", kExternalDocsFields};

constexpr std::array kTagFields{required(text("name")), text("description"), object("externalDocs", kExternalDocs)};
constexpr ObjectRule kTag{"Tag Object", kTagFields};

constexpr std::array kContactFields{text("name"), a(Want::kUri, "url"), a(Want::kEmail, "email")};
constexpr ObjectRule kContact{"Contact Object", kContactFields};
constexpr std::array kLicenseFields{required(text("name")), a(Want::kUri, "url")};
constexpr ObjectRule kLicense{"License Object", kLicenseFields};
constexpr std::array kInfoFields{
    required(text("title")), required(text("version")), text("description"), a(Want::kUri, "termsOfService"),
    itself(object("contact", kContact)), itself(object("license", kLicense)), unique(list("tags", kTag)),
    object("externalDocs", kExternalDocs)};
constexpr ObjectRule kInfo{"Info Object", kInfoFields};

constexpr std::array kServerVariableFields{
    unique(texts("enum")), text("default"), text("description"), texts("examples")};
constexpr ObjectRule kServerVariable{"Server Variable Object", kServerVariableFields};

/// Its fields are those of its type: see security.cpp.
constexpr ObjectRule kSecurityScheme{"Security Scheme Object", {}, Obj::kSecurityScheme};

constexpr ObjectRule kServerBindings{"Server Bindings Object", {}, Obj::kServerBindings};
constexpr ObjectRule kChannelBindings{"Channel Bindings Object", {}, Obj::kChannelBindings};
constexpr ObjectRule kOperationBindings{"Operation Bindings Object", {}, Obj::kOperationBindings};
constexpr ObjectRule kMessageBindings{"Message Bindings Object", {}, Obj::kMessageBindings};

constexpr std::array kServerFields{
    required(text("host")), required(text("protocol")), text("protocolVersion"), text("pathname"), text("title"),
    text("summary"), text("description"), map("variables", kServerVariable), list("security", kSecurityScheme),
    unique(list("tags", kTag)), object("externalDocs", kExternalDocs), object("bindings", kServerBindings)};
constexpr ObjectRule kServer{"Server Object", kServerFields, Obj::kServer};

constexpr std::array kCorrelationIdFields{required(a(Want::kExpression, "location")), text("description")};
constexpr ObjectRule kCorrelationId{"Correlation ID Object", kCorrelationIdFields};
constexpr std::array kMessageExampleFields{
    text("name"), text("summary"), a(Want::kAnyObject, "headers"), a(Want::kAny, "payload")};
constexpr ObjectRule kMessageExample{"Message Example Object", kMessageExampleFields, Obj::kMessageExample};

constexpr std::array kMessageTraitFields{
    a(Want::kAnySchema, "headers"), object("correlationId", kCorrelationId), text("contentType"), text("name"),
    text("title"), text("summary"), text("description"), unique(list("tags", kTag)),
    object("externalDocs", kExternalDocs), object("bindings", kMessageBindings),
    itself(list("examples", kMessageExample)), flag("deprecated")};
constexpr ObjectRule kMessageTrait{"Message Trait Object", kMessageTraitFields};
constexpr std::array kMessageFields{
    a(Want::kAnySchema, "headers"), a(Want::kAnySchema, "payload"), object("correlationId", kCorrelationId),
    text("contentType"), text("name"), text("title"), text("summary"), text("description"), unique(list("tags", kTag)),
    object("externalDocs", kExternalDocs), object("bindings", kMessageBindings),
    itself(list("examples", kMessageExample)), of(Want::kTraits, "traits", kMessageTrait), flag("deprecated")};
constexpr ObjectRule kMessage{"Message Object", kMessageFields, Obj::kMessage};

constexpr std::array kParameterFields{
    texts("enum"), text("default"), text("description"), texts("examples"), a(Want::kExpression, "location")};
constexpr ObjectRule kParameter{"Parameter Object", kParameterFields, Obj::kParameter};

constexpr std::array kChannelFields{
    a(Want::kStringOrNull, "address"), map("messages", kMessage), text("title"), text("summary"), text("description"),
    unique(of(Want::kReferences, "servers", kServer)), map("parameters", kParameter), unique(list("tags", kTag)),
    object("externalDocs", kExternalDocs), object("bindings", kChannelBindings)};
constexpr ObjectRule kChannel{"Channel Object", kChannelFields, Obj::kChannel};

constexpr std::array kReplyAddressFields{required(a(Want::kExpression, "location")), text("description")};
constexpr ObjectRule kReplyAddress{"Operation Reply Address Object", kReplyAddressFields};
constexpr std::array kReplyFields{
    object("address", kReplyAddress), of(Want::kReference, "channel", kChannel),
    of(Want::kReferences, "messages", kMessage)};
constexpr ObjectRule kReply{"Operation Reply Object", kReplyFields};

constexpr std::array kOperationTraitFields{
    text("title"), text("summary"), text("description"), list("security", kSecurityScheme), unique(list("tags", kTag)),
    object("externalDocs", kExternalDocs), object("bindings", kOperationBindings)};
constexpr ObjectRule kOperationTrait{"Operation Trait Object", kOperationTraitFields};
constexpr std::array<std::string_view, 2> kActions{"send", "receive"};
constexpr std::array kOperationFields{
    required(one_of("action", kActions)), required(of(Want::kReference, "channel", kChannel)), text("title"),
    text("summary"), text("description"), list("security", kSecurityScheme), unique(list("tags", kTag)),
    object("externalDocs", kExternalDocs), object("bindings", kOperationBindings), list("traits", kOperationTrait),
    of(Want::kReferences, "messages", kMessage), object("reply", kReply)};
constexpr ObjectRule kOperation{"Operation Object", kOperationFields, Obj::kOperation};

constexpr std::array kComponentsFields{
    a(Want::kSchemaMap, "schemas"), map("servers", kServer), map("channels", kChannel), map("operations", kOperation),
    map("messages", kMessage), map("securitySchemes", kSecurityScheme), map("serverVariables", kServerVariable),
    map("parameters", kParameter), map("correlationIds", kCorrelationId), map("replies", kReply),
    map("replyAddresses", kReplyAddress), map("externalDocs", kExternalDocs), map("tags", kTag),
    map("operationTraits", kOperationTrait), map("messageTraits", kMessageTrait),
    map("serverBindings", kServerBindings), map("channelBindings", kChannelBindings),
    map("operationBindings", kOperationBindings), map("messageBindings", kMessageBindings)};
constexpr ObjectRule kComponents{"Components Object", kComponentsFields, Obj::kComponents};

constexpr std::array kRootFields{
    required(text("asyncapi")), a(Want::kUri, "id"), required(itself(object("info", kInfo))), map("servers", kServer),
    text("defaultContentType"), map("channels", kChannel), map("operations", kOperation),
    itself(object("components", kComponents))};
constexpr ObjectRule kRoot{"AsyncAPI Object", kRootFields, Obj::kRoot};
// clang-format on

}  // namespace

const ObjectRule& root_rule() { return kRoot; }
const ObjectRule& channel_rule() { return kChannel; }

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
