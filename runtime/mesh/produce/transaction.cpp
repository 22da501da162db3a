#include <mesh/produce/transaction.hpp>

#include <string>

namespace mesh {

std::size_t bytes_of(const OutgoingRecord& record) noexcept {
  std::size_t bytes = record.topic.size();
  if (record.key) bytes += record.key->size();
  if (record.value) bytes += record.value->size();
  for (const auto& header : record.headers) bytes += header.name.size() + (header.value ? header.value->size() : 0);
  return bytes;
}

Result<void> Transaction::stage(OutgoingRecord record) {
  if (record.topic.empty()) return fail(ErrorKind::kInvalidArgument, "a staged record must name its topic");
  if (const auto bytes = bytes_of(record); largest_record_ != 0 && bytes > largest_record_) {
    return fail(ErrorKind::kTooLarge, "send to '" + record.topic + "' in a transaction: a record of " +
                                          std::to_string(bytes) + " bytes is over " + std::to_string(largest_record_) +
                                          ": split it, or raise 'kafka.producer.message.max.bytes'");
  }
  records_.push_back(std::move(record));
  return {};
}

}  // namespace mesh
