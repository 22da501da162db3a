#include <functional>

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

DedupShards::Shard& DedupShards::shard_of(std::string_view id) {
  return shards_[std::hash<std::string_view>()(id) % shards_.size()];
}

bool DedupShards::contains(std::string_view source, std::string_view id) {
  auto& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  return shard.window.contains(source, id);
}

void DedupShards::remember(std::string_view source, std::string_view id) {
  auto& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  shard.window.remember(source, id);
}

}  // namespace mesh::consume
