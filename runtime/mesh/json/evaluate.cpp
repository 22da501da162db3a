#include <algorithm>

#include <mesh/json/compile_private.hpp>
#include <mesh/json/evaluate_private.hpp>
#include <mesh/json/strings.hpp>

namespace mesh::json {

bool Evaluator::remembers(const Rule& rule, const Value& value) const noexcept {
  if (collects()) return true;  // nothing is told twice
  return shared_ > 0 && (rule.has_branches() || is_container(kind_at(value.at)));
}

bool Evaluator::check(const Rule& named, const Value& value) {
  const Rule& rule = behind(named);
  if (rule.answer == Rule::Answer::kAlways) return true;
  if (is_over_) return false;
  if (!remembers(rule, value)) return run(rule, value);
  using State = Verdicts::State;
  const auto known = verdicts_.find(rule, value.at);
  // What leads back to itself adds nothing.
  if (known.state == State::kFits || known.state == State::kRunning) return true;
  if (known.state == State::kFails && (quiet_ > 0 || known.is_told)) {
    fault_depth_ = value.depth + known.fault_depth;
    return false;
  }
  if (shared_ > 0) verdicts_.set(rule, value.at, {State::kRunning, false, 0});
  const bool good = run(rule, value) && !is_over_;
  verdicts_.set(rule, value.at,
                {good ? State::kFits : State::kFails, quiet_ == 0, good ? 0 : fault_depth_ - value.depth});
  return good;
}

bool Evaluator::fits(const Rule& rule, const Value& value) {
  const During quiet(quiet_);
  const During shared(shared_);
  return check(rule, value);
}

bool Evaluator::run(const Rule& rule, const Value& value) {
  ++verdicts_.runs;
  if (rule.broken != nullptr) {
    return give_up(rule, value, rule.broken->keyword,
                   "cannot be checked: the schema" +
                       (rule.broken->path().empty() ? std::string() : " at " + quoted(rule.broken->path())) + " " +
                       rule.broken->message());
  }
  if (rule.answer == Rule::Answer::kNever) {
    return fail(rule, value, "false", [](bool) { return std::string("is not allowed: its schema is 'false'"); });
  }
  const During depth(depth_);
  if (depth_ > kMaxSchemaDepth) {
    return give_up(rule, value, "depth",
                   "has its schemas nested deeper than " + std::to_string(kMaxSchemaDepth) + " levels");
  }
  // What else is wrong with a value of the wrong kind only follows from that.
  if (rule.types != 0 && !check_type(rule, value)) return false;
  for (const ValueRules& values : rule.values) {
    if (!check_values(rule, values, value)) return false;
  }
  bool good = true;
  switch (kind_at(value.at)) {
    case Kind::kNumber:
      good = rule.number == nullptr || check_number(rule, value);
      break;
    case Kind::kString:
      good = rule.text == nullptr || check_text(rule, value);
      break;
    case Kind::kArray:
      good = rule.array == nullptr || check_array(rule, value);
      break;
    case Kind::kObject:
      good = rule.object == nullptr || check_object(rule, value);
      break;
    case Kind::kNull:
    case Kind::kBool:
      break;
  }
  if (rule.branches == nullptr || (!good && !collects())) return good;
  const During shared(shared_);
  return check_branches(rule, value) && good;
}

bool Evaluator::check_branches(const Rule& rule, const Value& value) {
  const BranchRules& branches = *rule.branches;
  bool good = true;
  for (const Rule* const each : branches.all_of) {
    if (check(*each, value)) continue;
    good = false;
    if (!collects()) return false;
  }
  const auto fits_some = [&](const std::vector<const Rule*>& rules, Choice choice) {
    return rules.empty() || choose(rules, choice, &rule, value) < rules.size();
  };
  if (!fits_some(branches.any_of, Choice::kFirst)) good = false;
  if (!good && !collects()) return false;
  if (!fits_some(branches.one_of, Choice::kOnly)) good = false;
  if (!good && !collects()) return false;
  if (branches.none != nullptr && fits(*branches.none, value)) {
    good = fail(rule, value, "not", [](bool) { return std::string("is what 'not' forbids"); });
    if (!collects()) return false;
  }
  if (branches.condition == nullptr) return good && !is_over_;
  const Rule* const next = fits(*branches.condition, value) ? branches.then : branches.otherwise;
  if (next != nullptr && !check(*next, value)) return false;
  return good && !is_over_;
}

std::size_t Evaluator::choose(std::span<const Rule* const> rules, Choice choice, const Rule* list_of,
                              const Value& value) {
  const During shared(shared_);
  std::size_t fitting = 0;
  std::size_t chosen = rules.size();
  std::size_t furthest = 0;
  unsigned furthest_depth = 0;
  bool is_tie = true;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (fits(*rules[i], value)) {
      if (fitting++ == 0) chosen = i;
      if (choice == Choice::kFirst) return chosen;
    } else if (i == 0 || fault_depth_ > furthest_depth) {
      furthest = i;
      furthest_depth = fault_depth_;
      is_tie = false;
    } else if (fault_depth_ == furthest_depth) {
      is_tie = true;
    }
  }
  if (is_over_) return rules.size();
  if (fitting == 1) return chosen;
  if (fitting == 0 && !is_tie) {
    fault_depth_ = furthest_depth;
    if (quiet_ > 0 || !check(*rules[furthest], value)) return rules.size();
  }
  fault_depth_ = value.depth;
  if (quiet_ > 0) return rules.size();
  const std::string_view keyword = choice == Choice::kFirst ? "anyOf" : "oneOf";
  const Value* const secret = secret_around(value);
  note(list_of == nullptr ? std::string() : list_of->pointer + pointer_of(keyword), secret != nullptr ? *secret : value,
       keyword,
       fitting == 0
           ? "fits none of the " + std::to_string(rules.size()) + " alternatives of '" + std::string(keyword) + "'"
           : "fits " + std::to_string(fitting) + " alternatives of 'oneOf', must fit one");
  return rules.size();
}

bool Evaluator::fail_missing(const Rule& rule, const Value& object, const std::string& name, std::string_view keyword,
                             const std::string& message) {
  fault_depth_ = object.depth;
  if (quiet_ > 0 || is_over_) return false;
  const std::string schema_path = rule.pointer + pointer_of(keyword);
  if (const Value* const secret = rule.minds_secrets ? secret_around(object) : nullptr) {
    note(schema_path, *secret, keyword, "has no " + quoted(name) + " where it must have one");
    return false;
  }
  Value missing;
  missing.at = object.behind() - 1;
  missing.outer = &object;
  missing.name = name;
  note(schema_path, missing, keyword, message);
  return false;
}

bool Evaluator::give_up(const Rule& rule, const Value& value, std::string_view keyword, std::string message) {
  if (is_over_) return false;
  const Value* const secret = secret_around(value);
  note(rule.broken != nullptr ? rule.broken->path() : rule.pointer, secret != nullptr ? *secret : value, keyword,
       std::move(message));
  is_over_ = true;
  return false;
}

std::string Evaluator::pointer_of(std::string_view keyword) {
  return keyword == "false" ? std::string() : pointer_token(keyword);
}

void Evaluator::note(std::string schema_path, const Value& value, std::string_view keyword, std::string message) {
  const auto put_path = [&value](Context& context) {
    for (const Value* at = &value; at->outer != nullptr; at = at->outer) {
      if (at->is_item) {
        context.inside(at->index);
      } else {
        context.inside(at->name);
      }
    }
  };
  if (report_ == nullptr) {
    context_.refuse(value.at, keyword, std::move(message));
    put_path(context_);
    return;
  }
  Context path;  // the same bounds
  path.refuse(keyword, "");
  put_path(path);
  report_->add(static_cast<std::size_t>(value.at - context_.begin()),
               {path.take_fault().path(), std::move(schema_path), std::string(keyword), std::move(message)});
}

std::string Evaluator::shown(const Value& value) {
  constexpr std::size_t kMax = 48;
  const Kind kind = kind_at(value.at);
  if (is_container(kind)) return std::string(words_of(kind));
  if (kind == Kind::kString) return quoted(SoundString(value.at, context_).view());
  const std::string_view text = text_of_value(value.at);
  return text.size() <= kMax ? std::string(text) : std::string(text.substr(0, kMax)) + "...";
}

std::string Evaluator::is_but(const Value& value, const std::string& must, bool is_secret) {
  const std::string words = is_secret ? "must " + must : "is " + shown(value) + ", must " + must;
  return value.is_name ? "its name " + words : words;
}

const Value* Evaluator::secret_around(const Value& value) {
  std::vector<const Value*> way;
  for (const Value* at = &value; at != nullptr; at = at->outer) way.push_back(at);
  const auto is_any_secret = [](const std::vector<const Rule*>& rules) {
    return std::any_of(rules.begin(), rules.end(), [](const Rule* rule) { return rule->is_secret; });
  };
  auto rules = with_branches(roots_);
  for (std::size_t i = way.size(); i-- > 0;) {
    const Value& at = *way[i];
    if (at.outer != nullptr) {
      // A name that is secret must be in no path: neither its own nor one that leads further.
      if (!at.is_item && is_any_secret(with_branches(rules_of_names(rules)))) return at.outer;
      rules = with_branches(at.is_name ? rules_of_names(rules) : rules_below(rules, at));
    }
    if (is_any_secret(rules)) return &at;
  }
  return nullptr;
}

void Report::add(std::size_t offset, Violation violation) {
  if (most_ == 0 || !wants(offset)) return;
  found_.push_back({offset, count_++, std::move(violation)});
  if (found_.size() >= most_ * 2 + 16) trim();
}

void Report::trim() {
  std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.number < b.number;
  });
  if (found_.size() < most_) return;
  found_.resize(most_);
  last_ = found_.back().offset;
}

std::vector<Violation> Report::take() {
  if (most_ == 0) return {};
  trim();
  std::vector<Violation> all;
  all.reserve(found_.size());
  for (Found& found : found_) all.push_back(std::move(found.violation));
  return all;
}

}  // namespace mesh::json
