/// The codec of the same contract without its constraints (and so with other struct types).
#include "contestant.hpp"
#include "plain/codec.hpp"

namespace bench {

OtherTypes generated_plain(Kind kind) {
  switch (kind) {
    case Kind::kOrder:
      return decode_other<plain_messages::Order>();
    case Kind::kAgentMessage:
      return decode_other<plain_messages::AgentMessage>();
    case Kind::kTelemetry:
      return decode_other<plain_messages::Telemetry>();
  }
  return {};
}

}  // namespace bench
