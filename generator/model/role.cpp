#include "model/role.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/paths.hpp"

namespace meshgen::model {

void complete_receive(const Api& api, Operation& operation) {
  if (!operation.group_id) operation.group_id = fmt::format("{}.{}", file_stem(api.file_name), operation.id);
  if (!operation.dead_letter.topic.empty()) return;
  auto topic = api.channels[operation.channel].topic;
  topic.erase(std::remove_if(topic.begin(), topic.end(), [](char c) { return c == '{' || c == '}'; }), topic.end());
  operation.dead_letter.topic = fmt::format("{}.{}.dlq", topic, *operation.group_id);
}

void invert(Api& api) {
  for (auto& operation : api.operations) {
    operation.action = operation.action == Action::kSend ? Action::kReceive : Action::kSend;
    operation.group_id.reset();
    operation.retry = {};
    operation.breaker.reset();
    operation.dead_letter = {};
    operation.delivery = DeliveryGuarantee::kAtLeastOnce;
    if (operation.action == Action::kReceive) complete_receive(api, operation);
  }
}

}  // namespace meshgen::model
