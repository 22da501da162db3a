/// Security schemes: each type has fields of its own.
#include <algorithm>
#include <array>

#include "validate/rules.hpp"

namespace meshgen::validate {
namespace {

using namespace words;

// clang-format off
constexpr std::array kPlainFields{required(text("type")), text("description")};

constexpr std::array<std::string_view, 2> kApiKeyPlaces{"user", "password"};
constexpr std::array kApiKeyFields{required(text("type")), text("description"), required(one_of("in", kApiKeyPlaces))};

constexpr std::array<std::string_view, 3> kHttpApiKeyPlaces{"header", "query", "cookie"};
constexpr std::array kHttpApiKeyFields{
    required(text("type")), text("description"), required(text("name")), required(one_of("in", kHttpApiKeyPlaces))};

constexpr std::array kHttpFields{required(text("type")), text("description"), required(text("scheme"))};
constexpr std::array kBearerFields{
    required(text("type")), text("description"), required(text("scheme")), text("bearerFormat")};

constexpr auto scopes = required(a(Want::kStringMap, "availableScopes"));
constexpr std::array kImplicitFields{required(a(Want::kUri, "authorizationUrl")), a(Want::kUri, "refreshUrl"), scopes};
constexpr std::array kTokenFields{required(a(Want::kUri, "tokenUrl")), a(Want::kUri, "refreshUrl"), scopes};
constexpr std::array kCodeFields{
    required(a(Want::kUri, "authorizationUrl")), required(a(Want::kUri, "tokenUrl")), a(Want::kUri, "refreshUrl"), scopes};
constexpr ObjectRule kImplicit{"OAuth Flow Object", kImplicitFields, Obj::kOAuthFlow};
constexpr ObjectRule kToken{"OAuth Flow Object", kTokenFields, Obj::kOAuthFlow};
constexpr ObjectRule kCode{"OAuth Flow Object", kCodeFields, Obj::kOAuthFlow};
constexpr std::array kFlowsFields{
    itself(object("implicit", kImplicit)), itself(object("password", kToken)),
    itself(object("clientCredentials", kToken)), itself(object("authorizationCode", kCode))};
constexpr ObjectRule kFlows{"OAuth Flows Object", kFlowsFields, Obj::kOther, false};
constexpr std::array kOAuthFields{
    required(text("type")), text("description"), required(itself(object("flows", kFlows))), texts("scopes")};

constexpr std::array kOpenIdFields{
    required(text("type")), text("description"), required(a(Want::kUri, "openIdConnectUrl")), texts("scopes")};
// clang-format on

constexpr ObjectRule kPlain{"Security Scheme Object", kPlainFields};
constexpr ObjectRule kApiKey{"Security Scheme Object", kApiKeyFields};
constexpr ObjectRule kHttpApiKey{"Security Scheme Object", kHttpApiKeyFields};
constexpr ObjectRule kHttp{"Security Scheme Object", kHttpFields};
constexpr ObjectRule kBearer{"Security Scheme Object", kBearerFields};
// The published schema leaves this one open, and 3.1.0's own example relies on it.
constexpr ObjectRule kOAuth{"Security Scheme Object", kOAuthFields, Obj::kOther, true, true};
constexpr ObjectRule kOpenId{"Security Scheme Object", kOpenIdFields};

constexpr std::array<std::string_view, 13> kTypes{
    "userPassword", "apiKey",        "X509",  "symmetricEncryption", "asymmetricEncryption", "httpApiKey", "http",
    "oauth2",       "openIdConnect", "plain", "scramSha256",         "scramSha512",          "gssapi"};
constexpr std::array<const ObjectRule*, 13> kRules{&kPlain, &kApiKey, &kPlain, &kPlain, &kPlain, &kHttpApiKey, &kHttp,
                                                   &kOAuth, &kOpenId, &kPlain, &kPlain, &kPlain, &kPlain};

}  // namespace

std::span<const std::string_view> security_types() { return kTypes; }

const ObjectRule& any_security_rule() { return kPlain; }

const ObjectRule* security_rule(std::string_view type) {
  if (type == "bearer") return &kBearer;  // no type: `scheme: bearer` of type http
  const auto found = std::find(kTypes.begin(), kTypes.end(), type);
  return found == kTypes.end() ? nullptr : kRules.at(static_cast<std::size_t>(found - kTypes.begin()));
}

}  // namespace meshgen::validate
