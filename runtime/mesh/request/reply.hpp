/// A reply as a value: what an ask gives, and what a handler answers with.
#pragma once

#include <memory>
#include <utility>

#include <mesh/consume/message.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh {

/// One message of a reply; `M` is a generated message.
template <class M>
struct Reply {
  using Message = M;

  typename M::Payload value{};
  typename M::Headers headers{};  ///< typed headers (plain messages) or extension attributes (CloudEvents)
  EventAttributes event{};        ///< empty for plain messages
  /// As it came: topic, partition, raw headers; with `--types string=view`, texts of `value` lie in it. Null in a reply
  /// that is to be sent.
  std::shared_ptr<const FetchedRecord> record{};
};

using ReplyRecord = std::shared_ptr<const FetchedRecord>;

namespace request {

/// `kBadReply`.
[[nodiscard]] tl::unexpected<Error> bad_reply(const Poison& poison);
/// What tells the messages of a reply apart is none of those that the contract knows.
[[nodiscard]] tl::unexpected<Error> unknown_reply(std::string_view what, std::string_view value,
                                                  std::string_view known);

/// The record as message `M`. `kBadReply` if it breaks its contract.
template <class M>
[[nodiscard]] Result<Reply<M>> read_reply(ReplyRecord record) {
  Reply<M> reply;
  if (auto ok = M::read(record->view(), reply.value, reply.headers, reply.event); !ok) return bad_reply(ok.error());
  reply.record = std::move(record);
  return reply;
}

}  // namespace request
}  // namespace mesh
