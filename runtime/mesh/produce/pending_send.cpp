#include <mesh/produce/pending_send_private.hpp>

namespace mesh {

bool PendingSend::ready() const {
  const std::lock_guard lock(state_->mutex);
  return state_->result.has_value();
}

Result<Sent> PendingSend::wait() const {
  std::unique_lock lock(state_->mutex);
  state_->done.wait(lock, [&] { return state_->result.has_value(); });
  return *state_->result;
}

Result<Sent> PendingSend::wait_for(Millis timeout) const {
  std::unique_lock lock(state_->mutex);
  if (!state_->done.wait_for(lock, timeout, [&] { return state_->result.has_value(); })) {
    return fail(ErrorKind::kTimeout, "the broker has not answered yet; the send goes on", true);
  }
  return *state_->result;
}

}  // namespace mesh
