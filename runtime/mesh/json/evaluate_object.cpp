#include <algorithm>
#include <unordered_set>

#include <mesh/json/evaluate_private.hpp>

namespace mesh::json {

/// Which of the names that a schema mentions are there.
class Evaluator::Members {
 public:
  explicit Members(std::size_t count) : more_(count > kFew ? count - kFew : 0) {}
  void add(std::size_t index) {
    if (index < kFew) {
      few_ |= std::uint64_t{1} << index;
    } else {
      more_[index - kFew] = true;
    }
  }
  [[nodiscard]] bool has(std::size_t index) const {
    return index < kFew ? (few_ >> index & 1U) != 0 : more_[index - kFew];
  }

 private:
  static constexpr std::size_t kFew = 64;
  std::uint64_t few_ = 0;
  std::vector<bool> more_;
};

bool Evaluator::check_object(const Rule& rule, const Value& value) {
  const ObjectRules& object = *rule.object;
  const std::size_t known = object.names.size();
  Members seen(known);
  bool good = true;
  std::size_t count = 0;
  std::size_t expected = 0;
  for (const char* p = first_in(value.at, value.end); p != nullptr; ++count) {
    const SoundString name(p, context_);
    std::size_t index = expected;  // most texts have their members in one order
    if (index >= known || object.names[index].text != name.view()) {
      const auto found = object.indexes.find(name.view());
      index = found == object.indexes.end() ? known : found->second;
    }
    if (index < known) {
      seen.add(index);
      expected = index + 1;
    }
    Value member;
    member.outer = &value;
    member.name = name.view();
    member.depth = value.depth + 1;
    if (object.of_names != nullptr) {
      member.at = p;
      member.is_name = true;
      if (!check(*object.of_names, member)) {
        good = false;
        if (!collects()) return false;
      }
      member.is_name = false;
      member.end = nullptr;
    }
    member.at = value_behind(name.end());
    if (!check_member(rule, member, index)) {
      good = false;
      if (!collects()) return false;
    }
    p = next_in(member.behind(), value.end);
  }
  if (count < object.min || count > object.max) {
    good = check_count(rule, value, count);
    if (!collects()) return false;
  }
  return check_names(rule, value, seen) && good;
}

bool Evaluator::check_member(const Rule& rule, const Value& member, std::size_t index) {
  const ObjectRules& object = *rule.object;
  bool good = true;
  bool is_described = index < object.names.size() && object.names[index].is_known;
  if (is_described && object.patterns.empty()) return check(*object.names[index].rule, member);
  const During shared(shared_);  // its patterns may lead to one rule in several ways
  if (is_described) good = check(*object.names[index].rule, member);
  if (!good && !collects()) return false;
  for (const ObjectRules::Pattern& pattern : object.patterns) {
    if (!pattern.regex->matches(member.name)) continue;
    is_described = true;
    if (check(*pattern.rule, member)) continue;
    good = false;
    if (!collects()) return false;
  }
  if (is_described || object.additional == nullptr) return good;
  if (behind(*object.additional).answer != Rule::Answer::kNever) return check(*object.additional, member) && good;
  return fail(rule, member, "additionalProperties",
              [](bool) { return std::string("is not a member the contract knows"); });
}

bool Evaluator::check_names(const Rule& rule, const Value& value, const Members& seen) {
  const ObjectRules& object = *rule.object;
  bool good = true;
  for (std::size_t i = 0; i < object.names.size(); ++i) {
    if (!object.names[i].is_required || seen.has(i)) continue;
    good = fail_missing(rule, value, object.names[i].text, "required", "is missing");
    if (!collects()) return false;
  }
  if (object.dependencies.empty()) return good;
  const During shared(shared_);
  for (const ObjectRules::Dependency& dependency : object.dependencies) {
    if (!seen.has(dependency.name)) continue;
    for (const std::size_t need : dependency.needs) {
      if (seen.has(need)) continue;
      good = fail_missing(rule, value, object.names[need].text, "dependencies",
                          "is missing, must be there beside " + quoted(object.names[dependency.name].text));
      if (!collects()) return false;
    }
    if (dependency.rule == nullptr || check(*dependency.rule, value)) continue;
    good = false;
    if (!collects()) return false;
  }
  return good;
}

std::vector<const Rule*> with_branches(std::span<const Rule* const> rules) {
  std::vector<const Rule*> all;
  std::unordered_set<const Rule*> known;
  const auto add = [&](const Rule* rule) {
    if (rule != nullptr && known.insert(rule).second) all.push_back(rule);
  };
  for (const Rule* const rule : rules) add(rule);
  std::size_t done = 0;
  while (done < all.size()) {
    const Rule& rule = *all[done++];
    add(rule.target);
    if (rule.object != nullptr) {
      for (const auto& dependency : rule.object->dependencies) add(dependency.rule);
    }
    if (rule.branches == nullptr) continue;
    for (const auto* list : {&rule.branches->all_of, &rule.branches->any_of, &rule.branches->one_of}) {
      for (const Rule* const each : *list) add(each);
    }
    for (const Rule* const each :
         {rule.branches->none, rule.branches->condition, rule.branches->then, rule.branches->otherwise}) {
      add(each);
    }
  }
  return all;
}

std::vector<const Rule*> rules_of_names(const std::vector<const Rule*>& rules) {
  std::vector<const Rule*> of_names;
  for (const Rule* const rule : rules) {
    if (rule->object != nullptr && rule->object->of_names != nullptr) of_names.push_back(rule->object->of_names);
  }
  return of_names;
}

std::vector<const Rule*> rules_below(const std::vector<const Rule*>& rules, const Value& value) {
  std::vector<const Rule*> below;
  const auto add = [&](const Rule* rule) {
    if (rule != nullptr) below.push_back(rule);
  };
  for (const Rule* const rule : rules) {
    if (value.is_item && rule->array != nullptr) {
      const ArrayRules& array = *rule->array;
      add(value.index < array.tuple.size() ? array.tuple[value.index] : array.rest);
      add(array.contains);
    }
    if (value.is_item || rule->object == nullptr) continue;
    const ObjectRules& object = *rule->object;
    const auto known = object.indexes.find(value.name);
    bool is_described = false;
    if (known != object.indexes.end() && object.names[known->second].is_known) {
      add(object.names[known->second].rule);
      is_described = true;
    }
    for (const auto& pattern : object.patterns) {
      if (!pattern.regex->matches(value.name)) continue;
      add(pattern.rule);
      is_described = true;
    }
    if (!is_described) add(object.additional);
  }
  return below;
}

}  // namespace mesh::json
