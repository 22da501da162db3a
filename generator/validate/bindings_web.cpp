#include <array>

#include "validate/bindings.hpp"

namespace meshgen::validate {
namespace {

using namespace words;

// clang-format off
constexpr std::array<std::string_view, 9> kMethods{
    "GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"};
constexpr std::array kHttpOperationFields{
    one_of("method", kMethods), a(Want::kSchema, "query"), text("bindingVersion")};
constexpr ObjectRule kHttpOperation{"HTTP Operation Binding", kHttpOperationFields};
constexpr std::array kHttpMessageFields3{
    a(Want::kSchema, "headers"), a(Want::kNumber, "statusCode"), text("bindingVersion")};
constexpr ObjectRule kHttpMessage3{"HTTP Message Binding", kHttpMessageFields3};
constexpr std::array kHttpMessageFields2{a(Want::kSchema, "headers"), text("bindingVersion")};
constexpr ObjectRule kHttpMessage2{"HTTP Message Binding", kHttpMessageFields2};
constexpr std::array kHttpOperations{
    BindingVersion{"0.3.0", &kHttpOperation}, BindingVersion{"0.2.0", &kHttpOperation}};
constexpr std::array kHttpMessages{BindingVersion{"0.3.0", &kHttpMessage3}, BindingVersion{"0.2.0", &kHttpMessage2}};

constexpr std::array<std::string_view, 2> kSocketMethods{"GET", "POST"};
constexpr std::array kSocketFields{
    one_of("method", kSocketMethods), a(Want::kSchema, "query"), a(Want::kSchema, "headers"), text("bindingVersion")};
constexpr ObjectRule kSocket{"WebSockets Channel Binding", kSocketFields};
constexpr std::array kSocketChannels{BindingVersion{"0.1.0", &kSocket}};

constexpr std::array kBindings{
    Binding{"http", Place::kOperation, kHttpOperations}, Binding{"http", Place::kMessage, kHttpMessages},
    Binding{"ws", Place::kChannel, kSocketChannels}};
// clang-format on

}  // namespace

std::span<const Binding> web_bindings() { return kBindings; }

}  // namespace meshgen::validate
