/// Messages that operations use: how payload, headers, attributes and key become a record and back.
#pragma once

#include <map>

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "plan/build_types.hpp"
#include "plan/view_agent.hpp"

namespace meshgen::plan {

struct EventsPlan {
  EventsFileView view;
  std::map<std::size_t, MessageView> messages;  ///< by index into Api::messages
};

[[nodiscard]] EventsPlan plan_events(const model::Api& api, TypesPlan& types, diag::Sink& sink);

}  // namespace meshgen::plan
