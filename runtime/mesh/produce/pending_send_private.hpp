#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include <mesh/produce/publisher.hpp>

namespace mesh {

/// Filled once by the adapter's report thread, read by whoever waits. One allocation a send, and no lock unless
/// somebody waits.
class PendingSend::State final : public SendListener {
 public:
  [[nodiscard]] static std::shared_ptr<State> make();
  /// The producer refused the record: nobody will answer.
  void refused() noexcept { self_.reset(); }

  void answered(Result<Sent> result) override;
  [[nodiscard]] bool ready() const noexcept { return phase_.load(std::memory_order_acquire) == Phase::kAnswered; }
  /// False if there is no answer by then.
  [[nodiscard]] bool wait_until(std::chrono::steady_clock::time_point until);
  /// When it is ready.
  [[nodiscard]] const Result<Sent>& result() const noexcept { return result_; }

 private:
  enum class Phase { kUnderWay, kAwaited, kAnswered };

  std::atomic<Phase> phase_{Phase::kUnderWay};
  std::shared_ptr<State> self_;  ///< the producer's share
  Result<Sent> result_;
};

}  // namespace mesh
