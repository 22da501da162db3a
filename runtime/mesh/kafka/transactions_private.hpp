/// The transactional producer, and what it needs to know of a consumer.
#pragma once

#include <memory>
#include <unordered_map>
#include <utility>

#include <mesh/kafka/client_private.hpp>
#include <mesh/kafka/handles_private.hpp>
#include <mesh/kafka/settings_private.hpp>
#include <mesh/ports/transactions.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::kafka {

class KafkaMember final : public GroupMetadata {
 public:
  explicit KafkaMember(GroupMetadataOwner metadata) : metadata_(std::move(metadata)) {}
  [[nodiscard]] const rd_kafka_consumer_group_metadata_t* get() const noexcept { return metadata_.get(); }

 private:
  GroupMetadataOwner metadata_;
};

/// What a transactional producer is made with: those of a producer, the id, and times that fit each other.
[[nodiscard]] Result<Properties> transactional_properties(Properties producers, const TransactionalOptions& options);

class KafkaTransactionalProducer final : public TransactionalProducer {
 public:
  [[nodiscard]] static Result<std::unique_ptr<KafkaTransactionalProducer>> make(const Properties& properties,
                                                                                LogSink log);
  /// Waits for librdkafka's threads, not for the broker.
  ~KafkaTransactionalProducer() override;

  [[nodiscard]] TransactionResult init(Millis timeout) override;
  [[nodiscard]] TransactionResult begin() override;
  [[nodiscard]] TransactionResult send(const OutgoingRecord& record) override;
  [[nodiscard]] TransactionResult send_offsets(std::span<const CommitEntry> offsets,
                                               const GroupMetadata& member) override;
  [[nodiscard]] TransactionResult commit() override;
  [[nodiscard]] TransactionResult abort() override;
  [[nodiscard]] std::size_t largest_record() const noexcept override { return largest_record_; }
  void abandon() noexcept override { state_->is_closed = true; }

 private:
  explicit KafkaTransactionalProducer(LogSink log) : state_(std::make_unique<ClientState>(log)) {}

  [[nodiscard]] TransactionResult answer(ErrorOwner error, std::string_view doing) const;
  [[nodiscard]] TransactionError fault_of(rd_kafka_resp_err_t code, std::string_view doing) const;
  [[nodiscard]] rd_kafka_topic_t* topic_of(const std::string& name);

  std::unique_ptr<ClientState> state_;
  ClientOwner client_;
  std::unordered_map<std::string, TopicOwner> topics_;
  std::size_t largest_record_ = 0;
};

}  // namespace mesh::kafka
