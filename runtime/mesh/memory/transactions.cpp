#include <mesh/memory/transactions_private.hpp>

#include <algorithm>

namespace mesh::memory {
namespace {

tl::unexpected<TransactionError> refuse(TransactionFault fault, std::string message) {
  const auto kind = fault == TransactionFault::kRetriable ? ErrorKind::kTimeout : ErrorKind::kTransport;
  return tl::unexpected(
      TransactionError{fault, Error{kind, fault == TransactionFault::kRetriable, 0, std::move(message)}});
}

std::string_view name_of(TransactionStep step) {
  switch (step) {
    case TransactionStep::kInit:
      return "init";
    case TransactionStep::kBegin:
      return "begin";
    case TransactionStep::kProduce:
      return "produce";
    case TransactionStep::kOffsets:
      return "send offsets";
    case TransactionStep::kCommit:
      return "commit";
    case TransactionStep::kAbort:
      return "abort";
  }
  return "abort";
}

}  // namespace

Broker::MemoryTransactions::Verdict Broker::MemoryTransactions::enter(TransactionStep step,
                                                                      std::unique_lock<std::mutex>& lock) {
  auto& faults = core_->transaction_steps[step];
  ++faults.calls;
  core_->changed.notify_all();
  core_->changed.wait(lock, [&] { return !faults.held; });
  const auto fenced = [&] { return refuse(TransactionFault::kFenced, "a newer producer has '" + id_ + "'"); };
  if (step != TransactionStep::kInit) {
    if (epoch_ == 0) return {refuse(TransactionFault::kFatal, "the producer was not initialised"), {}};
    if (core_->producer_epochs[id_] != epoch_) return {fenced(), {}};
    const bool wants_open = step != TransactionStep::kBegin;
    if (open_ != wants_open) return {refuse(TransactionFault::kFatal, "no such call in this state"), {}};
    if (must_abort_ && step != TransactionStep::kAbort)
      return {refuse(TransactionFault::kAbortable, "the transaction must be aborted"), {}};
  }
  if (faults.count == 0) return {};
  --faults.count;
  auto error = refuse(faults.fault, std::string(name_of(step)) + ": injected");
  must_abort_ = must_abort_ || faults.fault == TransactionFault::kAbortable;
  if (faults.takes_effect) return {{}, error};
  return {error, {}};
}

void Broker::MemoryTransactions::forget() {
  records_.clear();
  offsets_.clear();
  open_ = false;
  must_abort_ = false;
}

bool Broker::MemoryTransactions::offsets_are_valid() const {
  if (offsets_.empty()) return true;
  const auto member = member_.lock();
  return member != nullptr && member->generation == generation_ &&
         std::all_of(offsets_.begin(), offsets_.end(),
                     [&](const auto& entry) { return member->positions.contains(entry.where); });
}

TransactionResult Broker::MemoryTransactions::init(Millis timeout) {
  (void)timeout;
  std::unique_lock lock(core_->mutex);
  auto verdict = enter(TransactionStep::kInit, lock);
  if (!verdict.go_on) return verdict.go_on;
  forget();
  epoch_ = ++core_->producer_epochs[id_];
  return verdict.answer;
}

TransactionResult Broker::MemoryTransactions::begin() {
  std::unique_lock lock(core_->mutex);
  auto verdict = enter(TransactionStep::kBegin, lock);
  if (!verdict.go_on) return verdict.go_on;
  open_ = true;
  return verdict.answer;
}

TransactionResult Broker::MemoryTransactions::send(const OutgoingRecord& record) {
  std::unique_lock lock(core_->mutex);
  auto verdict = enter(TransactionStep::kProduce, lock);
  if (!verdict.go_on) return verdict.go_on;
  if (core_->find_topic(record.topic) == nullptr) {
    must_abort_ = true;
    return refuse(TransactionFault::kAbortable, "topic '" + record.topic + "' does not exist");
  }
  records_.push_back(record);
  return verdict.answer;
}

TransactionResult Broker::MemoryTransactions::send_offsets(std::span<const CommitEntry> offsets,
                                                           const GroupMetadata& member) {
  std::unique_lock lock(core_->mutex);
  auto verdict = enter(TransactionStep::kOffsets, lock);
  if (!verdict.go_on) return verdict.go_on;
  const auto* who = dynamic_cast<const MemoryMember*>(&member);
  if (who == nullptr) return refuse(TransactionFault::kFatal, "the metadata is of another transport");
  group_ = who->group;
  member_ = who->member;
  generation_ = who->generation;
  offsets_.assign(offsets.begin(), offsets.end());
  if (!offsets_are_valid()) {
    must_abort_ = true;
    return refuse(TransactionFault::kAbortable, "the group has another generation");
  }
  return verdict.answer;
}

TransactionResult Broker::MemoryTransactions::commit() {
  std::unique_lock lock(core_->mutex);
  auto verdict = enter(TransactionStep::kCommit, lock);
  if (!verdict.go_on) return verdict.go_on;
  // Where a group waits for open transactions before it hands partitions out, this one does not: it refuses late ones.
  if (!offsets_are_valid()) {
    must_abort_ = true;
    return refuse(TransactionFault::kAbortable, "the group has another generation");
  }
  for (auto& record : records_) {
    if (auto* topic = core_->find_topic(record.topic); topic != nullptr) (void)core_->append(*topic, std::move(record));
  }
  for (const auto& entry : offsets_) {
    auto& group = core_->group(group_);
    group.committed[entry.where] = entry.next_offset;
    group.history[entry.where].push_back(entry.next_offset);
  }
  forget();
  core_->changed.notify_all();
  return verdict.answer;
}

TransactionResult Broker::MemoryTransactions::abort() {
  std::unique_lock lock(core_->mutex);
  auto verdict = enter(TransactionStep::kAbort, lock);
  if (!verdict.go_on) return verdict.go_on;
  forget();
  return verdict.answer;
}

Result<std::unique_ptr<TransactionalProducer>> Broker::make_transactional_producer(
    const TransactionalOptions& options) {
  if (options.transactional_id.empty()) return fail(ErrorKind::kConfiguration, "a transactional producer needs an id");
  return std::make_unique<MemoryTransactions>(core_, options.transactional_id);
}

}  // namespace mesh::memory
