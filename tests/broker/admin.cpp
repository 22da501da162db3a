#include "admin.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

namespace mesh::test {
namespace {

constexpr int kLimitMs = 30'000;
constexpr int kQuickMs = 1000;

using Words = std::array<char, 512>;

template <class T, auto kRelease>
struct Release {
  void operator()(T* handle) const noexcept { kRelease(handle); }
};
template <class T, auto kRelease>
using Owner = std::unique_ptr<T, Release<T, kRelease>>;

using Queue = Owner<rd_kafka_queue_t, &rd_kafka_queue_destroy>;
using Event = Owner<rd_kafka_event_t, &rd_kafka_event_destroy>;
using Options = Owner<rd_kafka_AdminOptions_t, &rd_kafka_AdminOptions_destroy>;
using Partitions = Owner<rd_kafka_topic_partition_list_t, &rd_kafka_topic_partition_list_destroy>;

void need(rd_kafka_resp_err_t code, const std::string& doing, const char* words = nullptr) {
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return;
  throw std::runtime_error(doing + ": " + (words == nullptr ? rd_kafka_err2str(code) : words));
}

/// Sends a request with `call(options, queue)` and waits for its answer.
template <class Call>
Event ask(rd_kafka_t* client, rd_kafka_admin_op_t kind, const std::string& doing, const Call& call) {
  const Queue queue(rd_kafka_queue_new(client));
  const Options options(rd_kafka_AdminOptions_new(client, kind));
  Words words{};
  need(rd_kafka_AdminOptions_set_request_timeout(options.get(), kLimitMs, words.data(), words.size()), doing,
       words.data());
  call(options.get(), queue.get());
  Event event(rd_kafka_queue_poll(queue.get(), kLimitMs));
  if (!event) throw std::runtime_error(doing + ": no answer");
  need(rd_kafka_event_error(event.get()), doing, rd_kafka_event_error_string(event.get()));
  return event;
}

void set(rd_kafka_conf_t* conf, const char* name, const std::string& value) {
  Words words{};
  if (rd_kafka_conf_set(conf, name, value.c_str(), words.data(), words.size()) != RD_KAFKA_CONF_OK) {
    throw std::runtime_error(words.data());
  }
}

struct ReleaseMetadata {
  void operator()(const rd_kafka_metadata_t* metadata) const noexcept { rd_kafka_metadata_destroy(metadata); }
};
using Metadata = std::unique_ptr<const rd_kafka_metadata_t, ReleaseMetadata>;

/// nullptr while no broker answers.
Metadata metadata_of(rd_kafka_t* client) {
  const rd_kafka_metadata_t* answer = nullptr;
  (void)rd_kafka_metadata(client, 1, nullptr, &answer, kQuickMs);
  return Metadata(answer);
}

}  // namespace

Admin::Client Admin::make_client(rd_kafka_type_t type, const std::map<std::string, std::string>& settings) {
  auto* conf = rd_kafka_conf_new();
  set(conf, "reconnect.backoff.max.ms", "200");
  set(conf, "log_level", "0");
  for (const auto& [name, value] : settings) set(conf, name.c_str(), value);
  Words words{};
  Client client(rd_kafka_new(type, conf, words.data(), words.size()));
  if (!client) throw std::runtime_error(words.data());
  return client;
}

Admin::Admin(const std::string& bootstrap)
    : bootstrap_(bootstrap), client_(make_client(RD_KAFKA_PRODUCER, {{"bootstrap.servers", bootstrap}})) {}

bool Admin::is_whole(int nodes) const {
  const auto metadata = metadata_of(client_.get());
  if (!metadata || metadata->broker_cnt != nodes) return false;
  for (const auto& topic : std::span(metadata->topics, static_cast<std::size_t>(metadata->topic_cnt))) {
    for (const auto& one : std::span(topic.partitions, static_cast<std::size_t>(topic.partition_cnt))) {
      if (one.leader < 0 || one.isr_cnt != one.replica_cnt) return false;
    }
  }
  return true;
}

bool Admin::sees(const std::vector<std::string>& topics) const {
  const auto metadata = metadata_of(client_.get());
  if (!metadata) return false;
  const std::span all(metadata->topics, static_cast<std::size_t>(metadata->topic_cnt));
  return std::all_of(topics.begin(), topics.end(), [&](const std::string& name) {
    return std::any_of(all.begin(), all.end(), [&](const auto& topic) { return name == topic.topic; });
  });
}

int Admin::leader(const std::string& topic, std::int32_t partition) const {
  const auto metadata = metadata_of(client_.get());
  for (int i = 0; metadata && i < metadata->topic_cnt; ++i) {
    const auto& found = metadata->topics[i];
    if (found.topic == topic && partition < found.partition_cnt) return found.partitions[partition].leader;
  }
  return -1;
}

int Admin::coordinator(const std::string& group) const {
  // The old call: librdkafka 2.0.2 crashes when it describes a group of three nodes.
  const struct rd_kafka_group_list* list = nullptr;
  need(rd_kafka_list_groups(client_.get(), group.c_str(), &list, kLimitMs), "list group " + group);
  const auto node = list->group_cnt == 1 ? list->groups[0].broker.id : -1;
  rd_kafka_group_list_destroy(list);
  return node;
}

std::map<std::int32_t, std::int64_t> Admin::committed(const std::string& group, const std::string& topic,
                                                      std::int32_t partitions) const {
  // As a consumer of the group that never joins: librdkafka 2.0.2 crashes when the answer to an administrator's
  // question for offsets is an error, and a coordinator that has just moved gives one.
  auto& reader = readers_[group];
  if (!reader) reader = make_client(RD_KAFKA_CONSUMER, {{"bootstrap.servers", bootstrap_}, {"group.id", group}});
  const Partitions list(rd_kafka_topic_partition_list_new(partitions));
  for (std::int32_t i = 0; i < partitions; ++i) rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), i);
  need(rd_kafka_committed(reader.get(), list.get(), kLimitMs), "offsets of " + group);
  std::map<std::int32_t, std::int64_t> offsets;
  for (const auto& one : std::span(list->elems, static_cast<std::size_t>(list->cnt))) {
    need(one.err, "offsets of " + group);
    if (one.offset >= 0) offsets[one.partition] = one.offset;
  }
  return offsets;
}

std::map<std::int32_t, std::int64_t> Admin::ends(const std::string& topic, std::int32_t partitions) const {
  std::map<std::int32_t, std::int64_t> offsets;
  for (std::int32_t i = 0; i < partitions; ++i) {
    std::int64_t first = 0;
    need(rd_kafka_query_watermark_offsets(client_.get(), topic.c_str(), i, &first, &offsets[i], kLimitMs),
         "end of " + topic);
  }
  return offsets;
}

void Admin::set_topic(const std::string& topic, const std::string& name, const std::string& value) const {
  const Owner<rd_kafka_ConfigResource_t, &rd_kafka_ConfigResource_destroy> resource(
      rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
  need(rd_kafka_ConfigResource_set_config(resource.get(), name.c_str(), value.c_str()), "set " + name);
  auto* raw = resource.get();
  const auto event =
      ask(client_.get(), RD_KAFKA_ADMIN_OP_ALTERCONFIGS, "set " + name + " of " + topic,
          [&](auto* options, auto* queue) { rd_kafka_AlterConfigs(client_.get(), &raw, 1, options, queue); });
  std::size_t count = 0;
  const auto** results =
      rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event.get()), &count);
  for (std::size_t i = 0; i < count; ++i) {
    need(rd_kafka_ConfigResource_error(results[i]), "set " + name, rd_kafka_ConfigResource_error_string(results[i]));
  }
}

void Admin::truncate(const std::string& topic, std::int32_t partition, std::int64_t offset) const {
  const Partitions before(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(before.get(), topic.c_str(), partition)->offset = offset;
  const Owner<rd_kafka_DeleteRecords_t, &rd_kafka_DeleteRecords_destroy> request(
      rd_kafka_DeleteRecords_new(before.get()));
  auto* raw = request.get();
  const auto event =
      ask(client_.get(), RD_KAFKA_ADMIN_OP_DELETERECORDS, "truncate " + topic,
          [&](auto* options, auto* queue) { rd_kafka_DeleteRecords(client_.get(), &raw, 1, options, queue); });
  const auto* done = rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event.get()));
  for (int i = 0; i < done->cnt; ++i) need(done->elems[i].err, "truncate " + topic);
}

void Admin::allow(const std::string& principal, rd_kafka_ResourceType_t type, const std::string& name,
                  rd_kafka_AclOperation_t operation) const {
  Words words{};
  const Owner<rd_kafka_AclBinding_t, &rd_kafka_AclBinding_destroy> binding(
      rd_kafka_AclBinding_new(type, name.c_str(), RD_KAFKA_RESOURCE_PATTERN_LITERAL, principal.c_str(), "*", operation,
                              RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, words.data(), words.size()));
  if (!binding) throw std::runtime_error(words.data());
  auto* raw = binding.get();
  const auto event =
      ask(client_.get(), RD_KAFKA_ADMIN_OP_CREATEACLS, "allow " + principal + " " + name,
          [&](auto* options, auto* queue) { rd_kafka_CreateAcls(client_.get(), &raw, 1, options, queue); });
  std::size_t count = 0;
  const auto** results = rd_kafka_CreateAcls_result_acls(rd_kafka_event_CreateAcls_result(event.get()), &count);
  for (std::size_t i = 0; i < count; ++i) {
    if (const auto* error = rd_kafka_acl_result_error(results[i]); error != nullptr) {
      need(rd_kafka_error_code(error), "allow " + principal, rd_kafka_error_string(error));
    }
  }
}

}  // namespace mesh::test
