#include <memory>
#include <utility>

#include <mesh/ports/transport.hpp>

namespace mesh {
namespace {

/// Goes with its answer.
struct FunctionListener final : SendListener {
  explicit FunctionListener(SendDone function) : done(std::move(function)) {}

  void answered(Result<Sent> result) override {
    const auto until_the_end = std::move(self);
    if (done) done(std::move(result));
  }

  SendDone done;
  std::unique_ptr<FunctionListener> self;  ///< while an answer is due
};

}  // namespace

Result<void> Producer::send(OutgoingRecord record, SendDone done) {
  auto owner = std::make_unique<FunctionListener>(std::move(done));
  auto& listener = *owner;
  listener.self = std::move(owner);  // before the answer can come
  auto taken = send(std::move(record), listener);
  if (!taken) owner = std::move(listener.self);
  return taken;
}

}  // namespace mesh
