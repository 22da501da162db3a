#include <functional>
#include <utility>

#include <mesh/json/verdicts_private.hpp>

namespace mesh::json {

void Verdicts::set_sound(const char* begin, const char* end) noexcept {
  begin_ = begin;
  end_ = end;
  ++generation_;
  used_ = 0;
}

std::size_t Verdicts::slot(const Rule& rule, const char* at) const noexcept {
  constexpr std::size_t kOdd = 0x9E3779B97F4A7C15U;
  const auto mixed = (std::hash<const void*>{}(&rule) * kOdd ^ std::hash<const void*>{}(at)) * kOdd;
  const std::size_t mask = entries_.size() - 1;
  std::size_t index = (mixed >> 32U) & mask;
  while (entries_[index].generation == generation_ && (entries_[index].rule != &rule || entries_[index].at != at)) {
    index = (index + 1) & mask;
  }
  return index;
}

Verdicts::Verdict Verdicts::find(const Rule& rule, const char* at) const noexcept {
  if (used_ == 0) return {};
  const Entry& entry = entries_[slot(rule, at)];
  return entry.generation == generation_ ? entry.verdict : Verdict{};
}

void Verdicts::set(const Rule& rule, const char* at, Verdict verdict) {
  if (used_ * 2 >= entries_.size()) grow();
  Entry& entry = entries_[slot(rule, at)];
  if (entry.generation != generation_) ++used_;
  entry = {&rule, at, generation_, verdict};
}

void Verdicts::grow() {
  constexpr std::size_t kFirst = 64;
  std::vector<Entry> old(entries_.empty() ? kFirst : entries_.size() * 2);
  old.swap(entries_);
  for (const Entry& entry : old) {
    if (entry.generation == generation_) entries_[slot(*entry.rule, entry.at)] = entry;
  }
}

}  // namespace mesh::json
