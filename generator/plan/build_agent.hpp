/// Channels and operations: topics, publishers, handlers and the agent that ties them.
#pragma once

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "plan/build_events.hpp"
#include "plan/build_types.hpp"
#include "plan/view_agent.hpp"

namespace meshgen::plan {

/// Constants that channels.hpp declares, by index into Api::channels and Api::operations.
struct ChannelsPlan {
  ChannelsFileView view;
  std::map<std::size_t, std::string> channel_constants;
  std::map<std::size_t, std::string> operation_constants;
  std::map<std::size_t, std::string> exchange_constants;
  std::map<std::size_t, ChannelView> addresses;  ///< of channels whose topics have parameters
};

[[nodiscard]] ChannelsPlan plan_channels(const model::Api& api, TypesPlan& types, diag::Sink& sink);

[[nodiscard]] AgentFileView plan_agent(const model::Api& api, TypesPlan& types, const EventsPlan& events,
                                       const ChannelsPlan& channels, diag::Sink& sink);

}  // namespace meshgen::plan
