#include <mesh/consume/round_worker_private.hpp>

#include <algorithm>
#include <utility>

namespace mesh::consume {
namespace {

// For a transaction's retriable errors: less than `transaction.timeout.ms`, which ends it on the broker.
constexpr Millis kBudget{30'000};
constexpr Millis kInitSlice{1000};
constexpr Millis kFirstPause{1};
constexpr Millis kLongestPause{50};

bool is_hopeless(const Error& error) {
  return error.kind == ErrorKind::kAuthorization || error.kind == ErrorKind::kAuthentication ||
         error.kind == ErrorKind::kConfiguration || error.kind == ErrorKind::kInvalidArgument;
}

}  // namespace

RoundWorker::RoundWorker(Transport& transport, TransactionalOptions options, std::shared_ptr<Shared> shared)
    : transport_(&transport), options_(std::move(options)), shared_(std::move(shared)) {}

RoundWorker::~RoundWorker() {
  if (thread_.joinable()) thread_.detach();
}

void RoundWorker::start() {
  // The thread owns the worker too: a broker that is silent may keep it for as long as a transaction lasts.
  thread_ = std::thread([self = shared_from_this()] { self->serve(); });
}

void RoundWorker::make_producer() {
  {
    const std::lock_guard lock(mutex_);
    wants_producer_ = true;
  }
  changed_.notify_all();
}

void RoundWorker::run(RoundJob job) {
  {
    const std::lock_guard lock(mutex_);
    job_ = std::move(job);
  }
  changed_.notify_all();
}

std::optional<RoundResult> RoundWorker::result() {
  const std::lock_guard lock(mutex_);
  return std::exchange(result_, std::nullopt);
}

std::size_t RoundWorker::largest_record() const {
  const std::lock_guard lock(mutex_);
  return largest_record_;
}

void RoundWorker::leave(Millis patience) {
  if (!thread_.joinable()) return;
  std::unique_lock lock(mutex_);
  leaving_ = true;
  changed_.notify_all();
  const bool ended = changed_.wait_until(lock, std::chrono::steady_clock::now() + patience, [&] { return ended_; });
  if (!ended && producer_ != nullptr) producer_->abandon();
  lock.unlock();
  ended ? thread_.join() : thread_.detach();
}

void RoundWorker::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return leaving_ || wants_producer_ || job_; });
    if (leaving_) break;
    const bool make_it = std::exchange(wants_producer_, false);
    const auto job = std::exchange(job_, std::nullopt);
    lock.unlock();
    auto result = make_it ? make() : carry_out(*job);
    lock.lock();
    result_ = std::move(result);
    shared_->bell.ring();
  }
  auto last = std::move(producer_);
  lock.unlock();
  // An open transaction ends with its producer's successor; destroying waits for no broker's word.
  last.reset();
  lock.lock();
  ended_ = true;
  changed_.notify_all();
}

void RoundWorker::pause(Millis time) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, std::chrono::steady_clock::now() + time, [&] { return leaving_; });
}

template <class Call>
std::optional<RoundResult> RoundWorker::step(TransactionStep step, Instant until, const Call& call) {
  for (auto time = kFirstPause;; time = std::min(time * 2, kLongestPause)) {
    const TransactionResult answer = call();
    if (answer) return std::nullopt;
    const auto& [fault, error] = answer.error();
    bool budget_left = std::chrono::steady_clock::now() < until;
    {
      const std::lock_guard lock(mutex_);
      budget_left = budget_left && !leaving_;
    }
    switch (policy::react(step, fault, budget_left)) {
      case policy::TransactionReaction::kAgain:
        pause(time);
        break;
      case policy::TransactionReaction::kAbort:
        return abort_after(error, until);
      case policy::TransactionReaction::kReplace:
        return RoundResult{RoundEnd::kReplaced, error};
      case policy::TransactionReaction::kEnd:
        return RoundResult{RoundEnd::kFenced, error};
    }
  }
}

RoundResult RoundWorker::abort_after(const Error& error, Instant until) {
  const auto failed = step(TransactionStep::kAbort, until, [this] { return producer_->abort(); });
  return failed ? *failed : RoundResult{RoundEnd::kAborted, error};
}

RoundResult RoundWorker::make() {
  // A newer one of the same id may only come when the older one is gone from this process too.
  std::shared_ptr<TransactionalProducer> old;
  {
    const std::lock_guard lock(mutex_);
    old = std::move(producer_);
  }
  old.reset();
  std::shared_ptr<TransactionalProducer> made;
  {
    const std::lock_guard lock(mutex_);
    if (leaving_) return {RoundEnd::kUnready, Error{ErrorKind::kClosed, false, 0, "the subscription ends"}};
    auto producer = transport_->make_transactional_producer(options_);
    if (!producer) return {is_hopeless(producer.error()) ? RoundEnd::kRefused : RoundEnd::kUnready, producer.error()};
    made = *std::move(producer);
    producer_ = made;
  }
  const auto failed =
      step(TransactionStep::kInit, std::chrono::steady_clock::now() + kBudget, [&] { return made->init(kInitSlice); });
  if (!failed) {
    const std::lock_guard lock(mutex_);
    largest_record_ = made->largest_record();
    return {RoundEnd::kReady, {}};
  }
  if (failed->end == RoundEnd::kFenced) return *failed;
  return {is_hopeless(failed->error) ? RoundEnd::kRefused : RoundEnd::kUnready, failed->error};
}

RoundResult RoundWorker::carry_out(const RoundJob& job) {
  const auto until = std::chrono::steady_clock::now() + kBudget;
  if (auto end = step(TransactionStep::kBegin, until, [this] { return producer_->begin(); })) return *end;
  for (const auto& part : job.parts) {
    for (const auto& outputs : part->outputs) {
      for (const auto& record : outputs->records) {
        if (auto end = step(TransactionStep::kProduce, until, [&] { return producer_->send(record); })) return *end;
      }
    }
  }
  const auto offsets = [&] { return producer_->send_offsets(job.offsets, *job.member); };
  if (auto end = step(TransactionStep::kOffsets, until, offsets)) return *end;
  if (auto end = step(TransactionStep::kCommit, until, [this] { return producer_->commit(); })) return *end;
  return {RoundEnd::kCommitted, {}};
}

}  // namespace mesh::consume
