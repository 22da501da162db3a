#include <mesh/request/requester.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <mesh/request/ask_private.hpp>

namespace mesh {
namespace request {
namespace {

/// How late an ask may time out that nobody waits for, and how long a stop may take to be seen.
constexpr Millis kLongestPoll{50};
constexpr Millis kPauseAfterTrouble{20};
constexpr Millis kCloseTimeout{500};
constexpr std::size_t kMostRecords = 1'000;

}  // namespace

Core::Core(Transport& transport, const SendSpec& spec, const ExchangeSpec& exchange, std::string reply_topic,
           RequesterOptions options)
    : transport_(&transport),
      publisher_(transport, spec),
      spec_(spec),
      exchange_spec_(exchange),
      exchange_(exchange),
      reply_topic_(exchange.reply_topic.name.empty() ? std::move(reply_topic) : std::string(exchange.reply_topic.name)),
      full_reply_topic_(transport.topic_prefix() + reply_topic_),
      options_(options),
      pending_(options.max_pending) {}

TopicSpec Core::reply_topic() const {
  auto topic = exchange_spec_.reply_topic;
  topic.name = reply_topic_;
  return topic;
}

RequesterCounts Core::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::optional<Error> Core::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

Result<Ticket> Core::open(Millis timeout) {
  const std::lock_guard lock(mutex_);
  if (phase_ != Phase::kRunning) {
    if (failure_) return tl::unexpected(*failure_);
    const bool is_early = phase_ == Phase::kNew;
    return fail(ErrorKind::kClosed,
                fmt::format("{}: {}", spec_.operation,
                            is_early ? "its agent has not started: ask after wait_ready()" : "its agent has stopped"),
                is_early);
  }
  const auto ask = std::make_shared<Ask>(shared_from_this(), ids_.next(), timeout);
  if (!pending_.add(ask->id(), ask->deadline(), ask)) {
    return fail(ErrorKind::kWouldBlock,
                fmt::format("{}: {} asks are pending: wait for replies, or raise 'max_pending'", spec_.operation,
                            pending_.size()),
                true);
  }
  return Ticket(ask);
}

void Core::give_back(const Ask& ask) {
  const std::lock_guard lock(mutex_);
  (void)pending_.take(ask.id());
}

Result<void> Core::hand_over(const Shared& ask, OutgoingRecord record) {
  ask->lend(ask);
  auto taken = transport_->producer().send(std::move(record), *ask);
  if (!taken) ask->not_taken();
  return taken;
}

/// Waits for room in the producer's queue, until the ask is over; a stop ends it.
Result<void> Core::insist(const Shared& ask, const OutgoingRecord& record) {
  constexpr Millis kFirstPause{1};
  constexpr Millis kLongestPause{50};
  for (auto pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
    // A copy, because a refusal does not give the record back.
    auto taken = hand_over(ask, record);
    if (taken || taken.error().kind != ErrorKind::kWouldBlock) return taken;
    if (std::chrono::steady_clock::now() >= ask->deadline()) {
      return fail(ErrorKind::kTimeout,
                  fmt::format("{}: the producer's queue had no room for {} ms: is the broker reachable?",
                              spec_.operation, ask->timeout().count()),
                  true);
    }
    if (ask->wait_until(std::chrono::steady_clock::now() + pause)) return {};  // what it ended with is its result
  }
}

Result<PendingRecord> Core::send(Ticket ticket, OutgoingRecord record, bool waits) {
  const auto ask = ticket.ask_;
  exchange_.address_request(record, ask->id(), full_reply_topic_, partition_);
  if (auto ok = publisher_.address(record); !ok) return tl::unexpected(std::move(ok).error());
  auto taken = waits ? insist(ask, record) : hand_over(ask, std::move(record));
  if (!taken) return tl::unexpected(std::move(taken).error());
  ticket.ask_.reset();
  const std::lock_guard lock(mutex_);
  ++counts_.asked;
  return PendingRecord(ask);
}

void Core::not_sent(const Ask& ask, Error error) {
  std::optional<Shared> mine;
  {
    const std::lock_guard lock(mutex_);
    mine = pending_.take(ask.id());
    if (!mine) return;
    ++counts_.failed;
  }
  error.message = fmt::format("{}: the request was not sent: {}", spec_.operation, error.message);
  (*mine)->complete(tl::unexpected(std::move(error)));
}

void Core::expire(Instant now) {
  std::vector<Shared> over;
  {
    const std::lock_guard lock(mutex_);
    over = pending_.expire(now);
    counts_.timed_out += over.size();
  }
  for (const auto& ask : over) {
    auto error = fail(ErrorKind::kTimeout,
                      fmt::format("{}: no reply within {} ms; the request may have been handled all the same",
                                  spec_.operation, ask->timeout().count()),
                      true);
    error.value().persisted = Persistence::kMaybe;
    tell(EventKind::kAskTimedOut, nullptr, ask->text(), fmt::format("no reply within {} ms", ask->timeout().count()));
    ask->complete(std::move(error));
  }
}

void Core::take(FetchedRecord record) {
  const auto view = record.view();
  const auto id = exchange_.id_of_reply(view);
  const bool is_ours = id && ids_.owns(*id);
  std::optional<Shared> ask;
  auto refusal = is_ours ? policy::Exchange::refusal_of(view) : std::nullopt;
  {
    const std::lock_guard lock(mutex_);
    if (is_ours) ask = pending_.take(*id);
    ++(!is_ours ? counts_.unknown : !ask ? counts_.late : refusal ? counts_.refused : counts_.replied);
  }
  if (!is_ours) {
    tell(EventKind::kReplyUnknown, &view, id ? policy::to_text(*id) : std::string(),
         id ? "it answers another requester" : "it has no correlation id of ours");
  } else if (!ask) {
    tell(EventKind::kReplyLate, &view, policy::to_text(*id), "its ask timed out or was answered before");
  } else if (refusal) {
    auto error = fail(ErrorKind::kRefused, fmt::format("{}: {}{}{}: {}", spec_.operation, refusal->kind,
                                                       refusal->code.empty() ? "" : " ", refusal->code, refusal->text));
    error.value().refusal = std::make_shared<const Refusal>(*std::move(refusal));
    (*ask)->complete(std::move(error));
  } else {
    (*ask)->complete(std::make_shared<const FetchedRecord>(std::move(record)));
  }
}

void Core::tell(EventKind kind, const RecordView* record, std::string_view id, std::string_view detail) const {
  if (start_.observer == nullptr) return;
  Happening what;
  what.kind = kind;
  what.operation = spec_.operation;
  what.topic = full_reply_topic_;
  what.partition = partition_;
  if (record != nullptr) {
    what.offset = record->offset;
    what.key = record->key.value_or(std::string_view());
  }
  what.event_id = id;
  what.detail = detail;
  start_.observer->on(what);
}

void Core::tell_trouble(const Error& error) const {
  if (start_.observer == nullptr) return;
  Happening what;
  what.kind = EventKind::kBrokerError;
  what.operation = spec_.operation;
  what.topic = full_reply_topic_;
  what.partition = partition_;
  what.reason = to_string(error.kind);
  what.detail = error.message;
  start_.observer->on(what);
}

void Core::read() {
  const auto wanted = [](const TopicPartition&) { return true; };
  while (!stopping_) {
    auto batch = consumer_->poll(kLongestPoll, kMostRecords, wanted);
    if (batch) {
      for (auto& record : *batch) take(std::move(record));
    } else if (batch.error().retriable) {
      tell_trouble(batch.error());
      std::this_thread::sleep_for(kPauseAfterTrouble);
    } else {
      tell_trouble(batch.error());
      {
        const std::lock_guard lock(mutex_);
        failure_ = batch.error();
      }
      end(batch.error());
      start_.failed();
      return;
    }
    expire(std::chrono::steady_clock::now());
  }
}

/// Nothing is pending any more, and nothing will be.
void Core::end(const Error& why) {
  std::vector<Shared> rest;
  {
    const std::lock_guard lock(mutex_);
    phase_ = Phase::kStopped;
    rest = pending_.clear();
    counts_.cancelled += rest.size();
  }
  for (const auto& ask : rest) ask->complete(tl::unexpected(why));
}

Result<void> Core::start(Requester::Start start) {
  const std::lock_guard one_at_a_time(lifecycle_);
  const auto operation = std::string(spec_.operation);
  {
    const std::lock_guard lock(mutex_);
    if (phase_ != Phase::kNew)
      return fail(ErrorKind::kInvalidArgument, operation + ": this requester has started before: make a new one");
  }
  start_ = std::move(start);
  if (start_.partitions <= 0) {
    return fail(ErrorKind::kUnknownTopic,
                fmt::format("{}: reply topic '{}' does not exist", operation, full_reply_topic_));
  }
  partition_ = options_.reply_partition.value_or(
      static_cast<std::int32_t>(ids_.lot() % static_cast<std::uint64_t>(start_.partitions)));
  if (partition_ < 0 || partition_ >= start_.partitions) {
    return fail(ErrorKind::kConfiguration, fmt::format("{}: reply_partition is {}, but topic '{}' has {}, from 0 on",
                                                       operation, partition_, full_reply_topic_, start_.partitions));
  }
  auto consumer = transport_->make_reader({{full_reply_topic_, partition_}, start_.client_id, start_.timeout});
  if (!consumer) {
    auto error = std::move(consumer).error();
    error.message = fmt::format("{}: read replies: {}", operation, error.message);
    return tl::unexpected(std::move(error));
  }
  consumer_ = *std::move(consumer);
  {
    const std::lock_guard lock(mutex_);
    phase_ = Phase::kRunning;
  }
  reader_ = std::thread([this] { read(); });
  return {};
}

void Core::stop() {
  const std::lock_guard one_at_a_time(lifecycle_);
  stopping_ = true;
  if (reader_.joinable()) reader_.join();
  end(fail(ErrorKind::kClosed, fmt::format("{}: cancelled: the agent stops", spec_.operation)).value());
  if (consumer_) consumer_->close(kCloseTimeout);
  consumer_.reset();
}

}  // namespace request

Requester::Requester(Transport& transport, const SendSpec& spec, const ExchangeSpec& exchange, std::string reply_topic,
                     RequesterOptions options)
    : core_(std::make_shared<request::Core>(transport, spec, exchange, std::move(reply_topic), options)) {}

Requester::~Requester() { core_->stop(); }

Result<request::Ticket> Requester::open(Millis timeout) const { return core_->open(timeout); }
Result<request::PendingRecord> Requester::send(request::Ticket ticket, OutgoingRecord record, bool waits) const {
  return core_->send(std::move(ticket), std::move(record), waits);
}
RequesterCounts Requester::counts() const { return core_->counts(); }
TopicSpec Requester::reply_topic() const { return core_->reply_topic(); }
std::string_view Requester::operation() const { return core_->operation(); }
Result<void> Requester::start(Start start) { return core_->start(std::move(start)); }
void Requester::stop() { core_->stop(); }
std::optional<Error> Requester::failure() const { return core_->failure(); }

}  // namespace mesh
