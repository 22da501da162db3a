/// The codec of the same contract without its constraints (and so with other struct types).
#include <string_view>

#include "contestant.hpp"
#include "plain/codec.hpp"

namespace bench {
namespace {

template <class Message>
Plain make() {
  return {[](const Texts& texts) {
    std::size_t good = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      Message message;
      good += decode(texts[i], message) ? 1U : 0U;
    }
    return good;
  }};
}

}  // namespace

Plain generated_plain(Kind kind) {
  switch (kind) {
    case Kind::kOrder:
      return make<plain_messages::Order>();
    case Kind::kAgentMessage:
      return make<plain_messages::AgentMessage>();
    case Kind::kTelemetry:
      return make<plain_messages::Telemetry>();
  }
  return {};
}

}  // namespace bench
