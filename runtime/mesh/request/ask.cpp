#include <algorithm>

#include <fmt/format.h>

#include <mesh/request/ask_private.hpp>

namespace mesh::request {

Ask::Ask(std::shared_ptr<Core> core, policy::CorrelationId id, Millis timeout)
    : core_(std::move(core)),
      id_(id),
      text_(policy::to_text(id)),
      timeout_(timeout),
      deadline_(std::chrono::steady_clock::now() + timeout) {}

void Ask::complete(Result<ReplyRecord> result) {
  {
    const std::lock_guard lock(mutex_);
    result_ = std::move(result);
    done_ = true;
  }
  changed_.notify_all();
}

bool Ask::ready() const {
  const std::lock_guard lock(mutex_);
  return done_;
}

bool Ask::wait_until(Instant until) {
  std::unique_lock lock(mutex_);
  return changed_.wait_until(lock, until, [this] { return done_; });
}

void Ask::answered(Result<Sent> result) {
  const auto self = std::move(self_);
  if (!result) core_->not_sent(*this, std::move(result).error());
}

Ticket::~Ticket() {
  if (ask_) ask_->core().give_back(*ask_);
}

const std::string& Ticket::id() const noexcept { return ask_->text(); }
const std::string& Ticket::reply_topic() const noexcept { return ask_->core().full_reply_topic(); }

bool PendingRecord::ready() const { return ask_->ready(); }

Result<ReplyRecord> PendingRecord::wait() const {
  constexpr Millis kLook{100};
  // Who took it out of the table completes it: that may be another thread, which is about to.
  for (auto until = ask_->deadline(); !ask_->wait_until(until); until = std::chrono::steady_clock::now() + kLook)
    ask_->core().expire(std::chrono::steady_clock::now());
  return ask_->result();
}

Result<ReplyRecord> PendingRecord::wait_for(Millis timeout) const {
  const auto until = std::chrono::steady_clock::now() + timeout;
  if (until >= ask_->deadline()) return wait();
  if (ask_->wait_until(until)) return ask_->result();
  return fail(ErrorKind::kTimeout, "no reply yet; the ask goes on", true);
}

tl::unexpected<Error> bad_reply(const Poison& poison) {
  return fail(ErrorKind::kBadReply,
              fmt::format("the reply breaks its contract ({}): {}", to_string(poison.reason), poison.detail));
}

tl::unexpected<Error> unknown_reply(std::string_view what, std::string_view value, std::string_view known) {
  constexpr std::size_t kMost = 120;
  return fail(ErrorKind::kBadReply, fmt::format("the reply breaks its contract: {} is '{}', known are: {}", what,
                                                value.substr(0, kMost), known));
}

}  // namespace mesh::request
