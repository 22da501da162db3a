#include "rules.hpp"

#include <cstdint>

namespace mesh::test {
namespace {

/// FNV-1a: the same in every process.
std::uint64_t scatter(const RecordId& id) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : id.key + "#" + std::to_string(id.n))
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash ^ (hash >> 32);
}

template <class Left, class Right>
bool same_bytes(const Left& left, const Right& right) {
  return left.has_value() == right.has_value() && left.value_or("") == right.value_or("");
}

}  // namespace

bool is_poison(const RecordId& id) { return scatter(id) % 211 == 0; }

int failures_of(const RecordId& id) {
  const auto lot = scatter(id) % 53;
  return lot == 1 || lot == 2 ? static_cast<int>(lot) : 0;
}

bool is_refused_by_transformer(const RecordId& id) { return !is_poison(id) && id.n % 10 == 7; }

OutgoingRecord soak_record(const std::string& topic, const RecordId& id) {
  OutgoingRecord made;
  made.topic = topic;
  made.key = id.key;
  made.value = std::to_string(id.n);
  if (is_poison(id)) {
    *made.value += std::string("\0\xfe{]", 4);
    made.headers = {
        {"a", "1"}, {"a", "2"}, {"null", std::nullopt}, {"empty", ""}, {"raw", std::string("\0\x01\xff", 3)}};
  }
  return made;
}

bool is_as_sent(const RecordView& record, const RecordId& id) {
  const auto sent = soak_record({}, id);
  if (!same_bytes(record.key, sent.key) || !same_bytes(record.value, sent.value)) return false;
  if (record.headers.size() < sent.headers.size()) return false;
  for (std::size_t i = 0; i < sent.headers.size(); ++i) {
    if (record.headers[i].name != sent.headers[i].name) return false;
    if (!same_bytes(record.headers[i].value, sent.headers[i].value)) return false;
  }
  return true;
}

RecordId id_of(const RecordView& record) {
  return {std::string(record.key.value_or("")), std::stoi(std::string(record.value.value_or("-1")))};
}

}  // namespace mesh::test
