#include <mesh/consume/dedup_shards_private.hpp>

namespace mesh::consume {
namespace {

constexpr std::size_t kShards = 16;
// Below this a part would be so small that chance decides what is remembered.
constexpr std::size_t kSmallestSplitWindow = 4096;

}  // namespace

DedupShards::DedupShards(std::size_t capacity) {
  if (capacity == 0) return;
  const auto shards = capacity < kSmallestSplitWindow ? 1 : kShards;
  for (std::size_t i = 0; i < shards; ++i) shards_.emplace_back((capacity + shards - 1) / shards);
}

DedupShards::Shard& DedupShards::shard_of(const policy::EventKey& event) {
  return shards_[event.hash % shards_.size()];
}

bool DedupShards::contains(const policy::EventKey& event) {
  auto& shard = shard_of(event);
  const std::lock_guard lock(shard.mutex);
  return shard.window.contains(event);
}

void DedupShards::remember(const policy::EventKey& event) {
  auto& shard = shard_of(event);
  const std::lock_guard lock(shard.mutex);
  shard.window.remember(event);
}

}  // namespace mesh::consume
