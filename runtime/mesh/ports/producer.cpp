#include <memory>
#include <utility>

#include <mesh/ports/transport.hpp>

namespace mesh {
namespace {

/// Goes with its answer.
class FunctionListener final : public SendListener {
 public:
  explicit FunctionListener(SendDone done) : done_(std::move(done)) {}

  void answered(Result<Sent> result) override {
    const std::unique_ptr<FunctionListener> self(this);
    if (done_) done_(std::move(result));
  }

 private:
  SendDone done_;
};

}  // namespace

Result<void> Producer::send(OutgoingRecord record, SendDone done) {
  auto listener = std::make_unique<FunctionListener>(std::move(done));
  auto taken = send(std::move(record), *listener);
  // NOLINTNEXTLINE(bugprone-unused-return-value): it deletes itself.
  if (taken) (void)listener.release();
  return taken;
}

}  // namespace mesh
