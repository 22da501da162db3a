/// Runtime expressions (`$message.payload#/a/b`) as C++ that writes there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/api.hpp"
#include "plan/build_types.hpp"

namespace meshgen::plan {

/// Names of the message's parts where the statements stand.
struct FillRoots {
  std::string payload;
  std::string headers;
  std::string event;
};

/// Statements that assign `value`, an lvalue of type std::string, to the place. Empty: it is a header that the contract
/// does not declare, which the runtime writes. nullopt: the place is no string that could be assigned.
[[nodiscard]] std::optional<std::vector<std::string>> fill(const model::Api& api, const TypesPlan& types,
                                                           const model::Message& message,
                                                           const model::Location& location, const FillRoots& roots,
                                                           std::string_view value);

}  // namespace meshgen::plan
