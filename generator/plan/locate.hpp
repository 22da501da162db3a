/// Runtime expressions (`$message.payload#/a/b`) as C++ over the message that is being sent.
#pragma once

#include <optional>

#include "model/api.hpp"
#include "plan/build_types.hpp"
#include "plan/view_agent.hpp"

namespace meshgen::plan {

/// Text at a place in `payload`, `headers` or `event`, as they are called where a message is sent. nullopt if the place
/// does not lead through objects to a string, an enum or an integer.
[[nodiscard]] std::optional<KeyView> locate(const model::Api& api, const TypesPlan& types,
                                            const model::Message& message, const model::Location& location);

}  // namespace meshgen::plan
