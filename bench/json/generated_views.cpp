/// The codec of the same contract with `--types string=view`.
#include "contestant.hpp"
#include "views/codec.hpp"

namespace bench {

OtherTypes generated_views(Kind kind) {
  switch (kind) {
    case Kind::kOrder:
      return decode_other<view_messages::Order>();
    case Kind::kAgentMessage:
      return decode_other<view_messages::AgentMessage>();
    case Kind::kTelemetry:
      return decode_other<view_messages::Telemetry>();
  }
  return {};
}

}  // namespace bench
