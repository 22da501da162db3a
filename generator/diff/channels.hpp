/// Topics and servers: where records lie, for how long, and who may come.
#pragma once

#include <string>
#include <vector>

#include "diff/change.hpp"
#include "diff/messages.hpp"
#include "model/api.hpp"

namespace meshgen::diff {

/// The topic with its parameters' names left out: "orders.{}.v1".
[[nodiscard]] std::string unnamed(std::string_view topic);

/// By topic, else by key.
[[nodiscard]] std::vector<Pair> pair_channels(const model::Api& before, const model::Api& after);

/// What became of the channels themselves. `used[i]` says who is at the other end of the channel of pair i.
void compare_channels(const model::Api& before, const model::Api& after, const std::vector<Pair>& pairs,
                      const std::vector<Parties>& used, Changes& changes);

void compare_servers(const model::Api& before, const model::Api& after, Changes& changes);

}  // namespace meshgen::diff
