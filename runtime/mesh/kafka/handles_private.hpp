/// Owners of librdkafka's handles.
#pragma once

#include <memory>

#include <librdkafka/rdkafka.h>

namespace mesh::kafka {

/// Makes a deleter of a C function.
template <auto kFunction>
struct Release {
  template <class T>
  void operator()(T* handle) const noexcept {
    kFunction(handle);
  }
};

template <class T, auto kFunction>
using Owner = std::unique_ptr<T, Release<kFunction>>;

/// After a C function took what `owner` held.
template <class Handle>
void taken(Handle& owner) noexcept {
  [[maybe_unused]] const auto* const theirs = owner.release();
}

using ConfOwner = Owner<rd_kafka_conf_t, &rd_kafka_conf_destroy>;
using TopicOwner = Owner<rd_kafka_topic_t, &rd_kafka_topic_destroy>;
using QueueOwner = Owner<rd_kafka_queue_t, &rd_kafka_queue_destroy>;
using EventOwner = Owner<rd_kafka_event_t, &rd_kafka_event_destroy>;
using MessageOwner = Owner<rd_kafka_message_t, &rd_kafka_message_destroy>;
using HeadersOwner = Owner<rd_kafka_headers_t, &rd_kafka_headers_destroy>;
using PartitionsOwner = Owner<rd_kafka_topic_partition_list_t, &rd_kafka_topic_partition_list_destroy>;
using ErrorOwner = Owner<rd_kafka_error_t, &rd_kafka_error_destroy>;
using GroupMetadataOwner = Owner<rd_kafka_consumer_group_metadata_t, &rd_kafka_consumer_group_metadata_destroy>;
using AdminOptionsOwner = Owner<rd_kafka_AdminOptions_t, &rd_kafka_AdminOptions_destroy>;
using NewTopicOwner = Owner<rd_kafka_NewTopic_t, &rd_kafka_NewTopic_destroy>;
using DeleteTopicOwner = Owner<rd_kafka_DeleteTopic_t, &rd_kafka_DeleteTopic_destroy>;
using DeleteGroupOwner = Owner<rd_kafka_DeleteGroup_t, &rd_kafka_DeleteGroup_destroy>;

struct ReleaseMetadata {
  void operator()(const rd_kafka_metadata_t* metadata) const noexcept { rd_kafka_metadata_destroy(metadata); }
};
using MetadataOwner = std::unique_ptr<const rd_kafka_metadata_t, ReleaseMetadata>;

/// The client. Its consumer is closed by our own bounded close(), so destroying never waits for the group.
struct ReleaseClient {
  void operator()(rd_kafka_t* client) const noexcept {
    rd_kafka_destroy_flags(client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
  }
};
using ClientOwner = std::unique_ptr<rd_kafka_t, ReleaseClient>;
/// Shared with fetched records: librdkafka's messages must not outlive their client.
using SharedClient = std::shared_ptr<rd_kafka_t>;

}  // namespace mesh::kafka
