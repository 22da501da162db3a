/// An ask that is under way.
#pragma once

#include <memory>
#include <utility>

#include <mesh/request/reply.hpp>

namespace mesh {

namespace request {
class Ask;

/// The part of a PendingReply that knows no message.
class PendingRecord {
 public:
  explicit PendingRecord(std::shared_ptr<Ask> ask) noexcept : ask_(std::move(ask)) {}

  [[nodiscard]] bool ready() const;
  [[nodiscard]] Result<ReplyRecord> wait() const;
  [[nodiscard]] Result<ReplyRecord> wait_for(Millis timeout) const;

 private:
  std::shared_ptr<Ask> ask_;
};
}  // namespace request

/// Movable; any thread. Dropping it does not cancel the ask: its reply is taken and thrown away.
template <class R>
class PendingReply {
 public:
  using Read = Result<R> (*)(ReplyRecord);
  PendingReply(request::PendingRecord record, Read reader) noexcept : record_(std::move(record)), read_(reader) {}

  /// Is there a reply, or an error?
  [[nodiscard]] bool ready() const { return record_.ready(); }
  /// The reply; waits for it until the ask's own deadline. kTimeout: none came by then, and the request may have been
  /// handled all the same. kRefused: `Error::refusal` says why. kBadReply: it breaks its contract. kClosed: the agent
  /// stopped. Else what became of sending the request.
  [[nodiscard]] Result<R> wait() const { return read(record_.wait()); }
  /// The same, but kTimeout when there is none by then; the ask goes on.
  [[nodiscard]] Result<R> wait_for(Millis timeout) const { return read(record_.wait_for(timeout)); }

 private:
  [[nodiscard]] Result<R> read(Result<ReplyRecord> record) const {
    if (!record) return tl::unexpected(std::move(record).error());
    return read_(*std::move(record));
  }

  request::PendingRecord record_;
  Read read_;
};

}  // namespace mesh
