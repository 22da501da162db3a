#include <mesh/agent/agent.hpp>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <unistd.h>

#include <mesh/agent/topic_check_private.hpp>
#include <mesh/consume/subscription_loop_private.hpp>
#include <mesh/policy/topic_address.hpp>

namespace mesh {
namespace {

constexpr std::size_t kMostLanesByDefault = 8;
constexpr Millis kShortestFlush{500};

/// Names an instance where there is one a host. In a pod it is the pod's name.
std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

}  // namespace

std::string_view to_string(AgentState state) noexcept {
  switch (state) {
    case AgentState::kConfigured:
      return "configured";
    case AgentState::kStarting:
      return "starting";
    case AgentState::kReady:
      return "ready";
    case AgentState::kDraining:
      return "draining";
    case AgentState::kStopped:
      return "stopped";
    case AgentState::kFailed:
      return "failed";
  }
  return "failed";
}

class AgentRunner::Impl {
 public:
  Impl(Transport& transport, std::string name, std::vector<Subscription> subscriptions,
       std::vector<TopicSpec> send_topics, AgentOptions options, std::vector<Requester*> requesters)
      : transport_(&transport),
        name_(std::move(name)),
        subscriptions_(std::move(subscriptions)),
        send_topics_(std::move(send_topics)),
        requesters_(std::move(requesters)),
        options_(std::move(options)) {}

  Result<void> start();
  Result<void> wait_ready(Millis timeout);
  Result<ExitReport> run(const std::stop_token& stop);
  ExitReport stop();
  AgentState state() const;

 private:
  using Loop = consume::SubscriptionLoop;

  Result<void> check_settings() const;
  consume::LoopOptions loop_options(const ReceiveSpec& spec, const std::map<std::string, std::int32_t>& topics) const;
  Result<void> start_requesters(const std::map<std::string, std::int32_t>& topics);
  void loops_changed();
  std::optional<Error> failure() const;
  bool all_assigned() const;
  void enter(AgentState state);
  Error failed_start(Error error);

  Transport* const transport_;
  const std::string name_;
  const std::vector<Subscription> subscriptions_;
  const std::vector<TopicSpec> send_topics_;
  const std::vector<Requester*> requesters_;
  const AgentOptions options_;

  std::mutex lifecycle_;  ///< held by start() and stop(), which may come from different threads
  std::optional<ExitReport> report_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::mutex telling_;
  AgentState state_ = AgentState::kConfigured;
  std::vector<std::unique_ptr<Loop>> loops_;
};

AgentState AgentRunner::Impl::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void AgentRunner::Impl::enter(AgentState state) {
  const std::lock_guard one_after_the_other(telling_);  // told in the order in which they are entered
  {
    const std::lock_guard lock(mutex_);
    if (state <= state_) return;  // States go one way only, whichever thread comes last.
    state_ = state;
  }
  changed_.notify_all();
  if (options_.observer == nullptr) return;
  Happening what;
  what.kind = EventKind::kStateChanged;
  what.operation = name_;
  what.reason = to_string(state);
  options_.observer->on(what);
}

Error AgentRunner::Impl::failed_start(Error error) {
  enter(AgentState::kFailed);
  return error;
}

Result<void> AgentRunner::Impl::check_settings() const {
  if (options_.max_in_flight == 0 || options_.max_in_flight_bytes == 0) {
    return fail(ErrorKind::kConfiguration, "max_in_flight and max_in_flight_bytes must be at least 1");
  }
  for (const auto& [spec, handler] : subscriptions_) {
    const auto operation = "operation '" + std::string(spec.operation) + "' ";
    if (handler == nullptr) return fail(ErrorKind::kInvalidArgument, operation + "has no handler");
    if (spec.group.empty()) return fail(ErrorKind::kConfiguration, operation + "has no consumer group");
    if (spec.retry.max_attempts < 1) {
      return fail(ErrorKind::kConfiguration, operation + "has max_attempts under 1: the first attempt counts");
    }
  }
  return {};
}

consume::LoopOptions AgentRunner::Impl::loop_options(const ReceiveSpec& spec,
                                                     const std::map<std::string, std::int32_t>& topics) const {
  consume::LoopOptions options;
  options.operation = spec.operation;
  options.topic = transport_->topic_prefix() + std::string(spec.topic.name);
  options.topics = subscription_topics(spec.topic, transport_->topic_prefix());
  options.group = transport_->group_prefix() + std::string(spec.group);
  options.client_id = spec.client_id.empty() ? name_ : std::string(spec.client_id);
  options.cloud_events = spec.cloud_events;
  options.retry = spec.retry;
  options.breaker = spec.breaker;
  options.dead_letters = spec.dead_letter.enabled;
  if (options.dead_letters) {
    options.dead_letter_topic = transport_->topic_prefix() + agent::dead_letter_topic(spec);
    options.dead_letter_partitions = topics.at(options.dead_letter_topic);
    options.dead_letter_families = spec.dead_letter.families | options_.dead_letter_families;
  }
  const auto cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostLanesByDefault);
  options.lanes = options_.lanes == 0 ? cores : options_.lanes;
  options.max_in_flight = options_.max_in_flight;
  options.max_in_flight_bytes = options_.max_in_flight_bytes;
  options.dedup_window = options_.dedup_window;
  options.commit_interval = options_.commit_interval;
  options.drain_timeout = options_.drain_timeout;
  options.delivery = spec.delivery;
  if (spec.delivery == DeliveryGuarantee::kAtMostOnce) options.retry.max_attempts = 1;
  if (spec.delivery == DeliveryGuarantee::kExactlyOnce) {
    const auto instance = options_.instance_id.empty() ? host_name() : options_.instance_id;
    options.transactional_id = options.group + "." + options.operation + "." + instance;
    options.start_timeout = options_.ready_timeout;
    options.commit_interval = options_.transaction_interval;
  }
  options.observer = options_.observer;
  return options;
}

Result<void> AgentRunner::Impl::start() {
  const std::lock_guard one_at_a_time(lifecycle_);
  {
    const std::lock_guard lock(mutex_);
    if (state_ != AgentState::kConfigured) {
      return fail(ErrorKind::kInvalidArgument, "agent '" + name_ + "' was started before: make a new one");
    }
  }
  enter(AgentState::kStarting);
  if (auto ok = check_settings(); !ok) return tl::unexpected(failed_start(std::move(ok).error()));
  const auto topics = agent::check_topics(*transport_, subscriptions_, send_topics_, requesters_, options_);
  if (!topics) return tl::unexpected(failed_start(topics.error()));
  // Before the subscriptions: their handlers may ask.
  if (auto ok = start_requesters(*topics); !ok) return tl::unexpected(failed_start(std::move(ok).error()));

  std::vector<std::unique_ptr<Loop>> loops;
  loops.reserve(subscriptions_.size());
  for (const auto& [spec, handler] : subscriptions_) {
    loops.push_back(
        std::make_unique<Loop>(*transport_, loop_options(spec, *topics), *handler, [this] { loops_changed(); }));
  }
  {
    const std::lock_guard lock(mutex_);
    loops_ = std::move(loops);
  }
  for (const auto& loop : loops_) {
    if (auto ok = loop->start(); !ok) return tl::unexpected(failed_start(std::move(ok).error()));
  }
  loops_changed();
  return {};
}

Result<void> AgentRunner::Impl::start_requesters(const std::map<std::string, std::int32_t>& topics) {
  for (auto* requester : requesters_) {
    const auto found = topics.find(transport_->topic_prefix() + std::string(requester->reply_topic().name));
    Requester::Start start;
    start.client_id = name_;
    start.partitions = found == topics.end() ? 0 : found->second;
    start.timeout = options_.ready_timeout;
    start.observer = options_.observer;
    start.failed = [this] { loops_changed(); };
    if (auto ok = requester->start(std::move(start)); !ok) return ok;
  }
  return {};
}

/// From poll threads.
void AgentRunner::Impl::loops_changed() {
  if (failure()) {
    enter(AgentState::kFailed);
  } else if (all_assigned()) {
    enter(AgentState::kReady);
  }
  changed_.notify_all();
}

std::optional<Error> AgentRunner::Impl::failure() const {
  const std::lock_guard lock(mutex_);
  for (const auto& loop : loops_) {
    if (auto error = loop->failure()) {
      error->message = "operation '" + loop->options().operation + "': " + error->message;
      return error;
    }
  }
  for (const auto* requester : requesters_) {
    if (auto error = requester->failure()) {
      error->message = "operation '" + std::string(requester->operation()) + "': " + error->message;
      return error;
    }
  }
  return std::nullopt;
}

bool AgentRunner::Impl::all_assigned() const {
  const std::lock_guard lock(mutex_);
  return std::all_of(loops_.begin(), loops_.end(), [](const auto& loop) { return loop->assigned(); });
}

Result<void> AgentRunner::Impl::wait_ready(Millis timeout) {
  std::unique_lock lock(mutex_);
  if (state_ == AgentState::kConfigured)
    return fail(ErrorKind::kInvalidArgument, "agent '" + name_ + "' is not started");
  changed_.wait_for(lock, timeout, [&] { return state_ != AgentState::kStarting; });
  const auto reached = state_;
  std::string waiting;
  for (const auto& loop : loops_) {
    if (!loop->assigned()) waiting += (waiting.empty() ? "'" : ", '") + loop->options().operation + "'";
  }
  lock.unlock();
  if (reached == AgentState::kReady) return {};
  if (reached == AgentState::kStarting) {
    return fail(ErrorKind::kTimeout,
                "no partitions were assigned in " + std::to_string(timeout.count()) + " ms for " + waiting, true);
  }
  if (auto error = failure()) return tl::unexpected(*std::move(error));
  return fail(ErrorKind::kClosed, "agent '" + name_ + "' is " + std::string(to_string(reached)));
}

Result<ExitReport> AgentRunner::Impl::run(const std::stop_token& stop) {
  // Who started it already, to send something first, goes on from there.
  if (state() == AgentState::kConfigured) {
    if (auto ok = start(); !ok) {
      (void)this->stop();
      return tl::unexpected(std::move(ok).error());
    }
  }
  {
    // The token is looked at under the mutex: a request in between can't be missed.
    const std::stop_callback wake(stop, [this] {
      const std::lock_guard lock(mutex_);
      changed_.notify_all();
    });
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return stop.stop_requested() || (state_ != AgentState::kStarting && state_ != AgentState::kReady);
    });
  }
  const auto report = this->stop();
  if (auto error = failure()) return tl::unexpected(*std::move(error));
  return report;
}

ExitReport AgentRunner::Impl::stop() {
  const std::lock_guard one_at_a_time(lifecycle_);
  if (report_) return *report_;
  const auto deadline = std::chrono::steady_clock::now() + options_.drain_timeout;
  enter(AgentState::kDraining);
  ExitReport total;
  for (const auto& loop : loops_) loop->request_stop();  // All first: they drain side by side.
  for (const auto& loop : loops_) {
    const auto part = loop->join();
    total.handled += part.handled;
    total.dead_lettered += part.dead_lettered;
    total.duplicates += part.duplicates;
    total.dropped += part.dropped;
    total.abandoned += part.abandoned;
  }
  total.drained = total.abandoned == 0;
  for (auto* requester : requesters_) requester->stop();  // After the lanes: a handler's ask may still be answered.
  // What handlers have sent without waiting.
  const auto left = std::chrono::duration_cast<Millis>(deadline - std::chrono::steady_clock::now());
  if (const auto flushed = transport_->producer().flush(std::max(left, kShortestFlush));
      !flushed && options_.observer != nullptr) {
    Happening what;
    what.kind = EventKind::kSendFailed;
    what.operation = name_;
    what.reason = to_string(flushed.error().kind);
    what.detail = flushed.error().message;
    options_.observer->on(what);
  }
  enter(AgentState::kStopped);
  report_ = total;
  return total;
}

AgentRunner::AgentRunner(Transport& transport, std::string name, std::vector<Subscription> subscriptions,
                         std::vector<TopicSpec> send_topics, AgentOptions options, std::vector<Requester*> requesters)
    : impl_(std::make_unique<Impl>(transport, std::move(name), std::move(subscriptions), std::move(send_topics),
                                   std::move(options), std::move(requesters))) {}

AgentRunner::~AgentRunner() { (void)impl_->stop(); }

Result<void> AgentRunner::start() { return impl_->start(); }
Result<void> AgentRunner::wait_ready(Millis timeout) { return impl_->wait_ready(timeout); }
// NOLINTNEXTLINE(performance-unnecessary-value-param): the signature is std::jthread's.
Result<ExitReport> AgentRunner::run(std::stop_token stop) { return impl_->run(stop); }
ExitReport AgentRunner::stop() { return impl_->stop(); }
AgentState AgentRunner::state() const { return impl_->state(); }

}  // namespace mesh
