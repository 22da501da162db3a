/// The consumer's side of rebalances, eager and cooperative.
#include <utility>

#include <mesh/kafka/consumer_private.hpp>
#include <mesh/kafka/errors_private.hpp>

namespace mesh::kafka {
namespace {

std::vector<TopicPartition> names_of(const rd_kafka_topic_partition_list_t& list) {
  std::vector<TopicPartition> names;
  names.reserve(static_cast<std::size_t>(list.cnt));
  for (int i = 0; i < list.cnt; ++i) names.push_back({list.elems[i].topic, list.elems[i].partition});
  return names;
}

}  // namespace

void KafkaConsumer::on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* list,
                                 void* opaque) {
  auto& self = *static_cast<State*>(opaque)->self;
  if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) return self.assign(list);
  if (code == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS) return self.revoke(list);
  self.note(translate(code, "rebalance"));
  self.drop_all();
  if (const auto result = rd_kafka_assign(client, nullptr)) self.note(translate(result, "give up the assignment"));
}

bool KafkaConsumer::is_cooperative() {
  // Asked once, at the first assignment: asking from the revocation that close() brings about can hang.
  if (!is_cooperative_) {
    const std::string_view protocol = rd_kafka_rebalance_protocol(client_.get());
    is_cooperative_ = protocol == "COOPERATIVE";
  }
  return *is_cooperative_;
}

void KafkaConsumer::assign(rd_kafka_topic_partition_list_t* list) {
  const auto names = names_of(*list);
  // Before assign(): a fetch that starts now finds the queue detached, and nothing leaks into the group's queue.
  for (const auto& name : names) detach(name);
  if (is_cooperative()) {
    const ErrorOwner error(rd_kafka_incremental_assign(client_.get(), list));
    if (error) note(translate(rd_kafka_error_code(error.get()), "take partitions", rd_kafka_error_string(error.get())));
  } else if (const auto code = rd_kafka_assign(client_.get(), list)) {
    note(translate(code, "take partitions"));
  }
  // An empty one too: a member more than there are partitions is ready, with nothing to do.
  if (listener_ != nullptr) listener_->on_assigned(names);
}

void KafkaConsumer::revoke(rd_kafka_topic_partition_list_t* list) {
  const auto names = names_of(*list);
  if (listener_ != nullptr && !names.empty()) {
    if (rd_kafka_assignment_lost(client_.get()) != 0) {
      listener_->on_lost(names);
    } else {
      listener_->on_revoked(names);
    }
  }
  for (const auto& name : names) drop(name);
  if (is_cooperative()) {
    const ErrorOwner error(rd_kafka_incremental_unassign(client_.get(), list));
    if (error)
      note(translate(rd_kafka_error_code(error.get()), "give up partitions", rd_kafka_error_string(error.get())));
  } else if (const auto code = rd_kafka_assign(client_.get(), nullptr)) {
    note(translate(code, "give up partitions"));
  }
}

void KafkaConsumer::detach(const TopicPartition& where) {
  QueueOwner queue(rd_kafka_queue_get_partition(client_.get(), where.topic.c_str(), where.partition));
  if (!queue) return note(translate(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, "take partition"));
  rd_kafka_queue_forward(queue.get(), nullptr);
  rd_kafka_queue_cb_event_enable(
      queue.get(), [](rd_kafka_t*, void* bell) { static_cast<Bell*>(bell)->ring(); }, &bell_);
  partitions_[where].queue = std::move(queue);
}

void KafkaConsumer::drop(const TopicPartition& where) {
  const auto found = partitions_.find(where);
  if (found == partitions_.end()) return;
  rd_kafka_queue_cb_event_enable(found->second.queue.get(), nullptr, nullptr);
  partitions_.erase(found);
}

void KafkaConsumer::drop_all() {
  while (!partitions_.empty()) drop(partitions_.begin()->first);
}

}  // namespace mesh::kafka
