/// Operations with a reply: how both sides find each other, what a requester reads and a replier writes.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "plan/build_agent.hpp"
#include "plan/build_events.hpp"
#include "plan/fill.hpp"
#include "plan/view_agent.hpp"

namespace meshgen::plan {

/// The reply's channel, if its topic is the contract's to say; its constant is the caller's.
[[nodiscard]] std::optional<std::size_t> fixed_reply_channel(const model::Api& api, const model::Operation& operation);

/// Without `reply_topic`.
[[nodiscard]] ExchangeView plan_exchange(const model::Api& api, const model::Operation& operation);

class ExchangePlanner {
 public:
  ExchangePlanner(const model::Api& api, TypesPlan& types, const EventsPlan& events, const ChannelsPlan& channels,
                  diag::Sink& sink)
      : api_(api), types_(types), events_(events), channels_(channels), sink_(sink) {}

  /// `publisher` is what the operation would be without a reply, its methods called as asks are.
  [[nodiscard]] RequesterView requester(std::size_t operation, const PublisherView& publisher) const;
  /// Completes what the operation would be without a reply.
  void replier(std::size_t operation, HandlerView& handler) const;

 private:
  [[nodiscard]] AskMethodView method(const model::Operation& operation, const model::Message& message,
                                     const SendMethodView& send) const;
  void tell_apart(const model::Operation& operation, RequesterView& view) const;
  [[nodiscard]] std::vector<FillView> fills(const model::Message& message, const std::optional<model::Location>& place,
                                            const FillRoots& roots, const std::string& value,
                                            const std::string& what) const;
  [[nodiscard]] std::vector<FillView> request_fills(const model::Operation& operation, const model::Message& message,
                                                    const FillRoots& roots) const;
  void also_as_extension(const model::Message& message, const FillRoots& roots, const std::string& value,
                         std::vector<FillView>& fills) const;

  const model::Api& api_;
  TypesPlan& types_;
  const EventsPlan& events_;
  const ChannelsPlan& channels_;
  diag::Sink& sink_;
  mutable std::set<std::tuple<const diag::SourceFile*, std::uint32_t, std::string>> reported_;
};

}  // namespace meshgen::plan
