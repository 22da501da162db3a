#include <mesh/json/evaluate_private.hpp>
#include <mesh/json/schema.hpp>
#include <mesh/json/skip.hpp>

namespace mesh::json {
namespace {

/// Behind the value, which is strict JSON from here on; nullptr if it is not.
const char* ensure_sound(const char* p, Context& context) {
  Verdicts& verdicts = context.verdicts();
  if (verdicts.is_sound(p)) return end_of_value(p);
  const char* const end = skip_value(p, context);
  if (end != nullptr) verdicts.set_sound(p, end);
  return end;
}

Value value_at(const char* p, const char* end) {
  Value value;
  value.at = p;
  value.end = end;
  return value;
}

}  // namespace

Schema::Schema(std::string_view text) : compiled_(compile_rules(text)) {}

Schema::Schema(std::shared_ptr<const Compiled> compiled) noexcept : compiled_(std::move(compiled)) {}

tl::expected<Schema, Fault> Schema::compile(std::string_view text) {
  auto compiled = compile_rules(text);
  if (compiled->fault) return tl::unexpected<Fault>(*compiled->fault);
  return Schema(std::move(compiled));
}

const Rule& Schema::at(std::string_view pointer) const {
  const auto found = compiled_->by_pointer.find(pointer);
  return found == compiled_->by_pointer.end() ? compiled_->missing : *found->second;
}

std::string_view Schema::text() const noexcept { return compiled_->text; }

const char* read_by(const char* p, const Rule& rule, Context& context) {
  const char* const end = ensure_sound(p, context);
  if (end == nullptr) return nullptr;
  const Rule* const root = &rule;
  return Evaluator(context, {&root, 1}).check(rule, value_at(p, end)) ? end : nullptr;
}

bool check_written(std::string& text, const Rule& rule, Context& context) {
  Context reading{Input(text)};
  if (read_by(reading.begin(), rule, reading) != nullptr) return true;
  return context.refuse_as(reading);
}

std::size_t choose_by(const char* p, std::span<const Rule* const> rules, Choice choice, Context& context) {
  const char* const end = ensure_sound(p, context);
  if (end == nullptr) return rules.size();
  return Evaluator(context, rules).choose(rules, choice, nullptr, value_at(p, end));
}

bool check_only_written(std::string& text, std::span<const Rule* const> rules, Context& context) {
  Context reading{Input(text)};
  if (choose_by(reading.begin(), rules, Choice::kOnly, reading) != rules.size()) return true;
  return context.refuse_as(reading);
}

std::size_t find_value(const char*& p, std::span<const std::string_view> values, Context& context) {
  const char* const start = p;
  p = ensure_sound(p, context);
  if (p == nullptr) return values.size();
  const std::string_view text(start, static_cast<std::size_t>(p - start));
  std::string canonical;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] == text) return i;
    std::string padded(values[i]);
    Context other{Input(padded)};
    const char* const begin = skip_space(other.begin());
    if (skip_value(begin, other) == nullptr || kind_at(begin) != kind_at(start)) continue;
    if (canonical.empty()) append_canonical(start, canonical, context);
    std::string of_value;
    append_canonical(begin, of_value, other);
    if (of_value == canonical) return i;
  }
  return values.size();
}

std::vector<Violation> violations(const Input& text, const Rule& rule, std::size_t most) {
  Context context(text);
  const char* const begin = skip_space(context.begin());
  const char* end = ensure_sound(begin, context);
  if (end != nullptr && skip_space(end) != context.end()) {
    end = context.refuse_syntax(skip_space(end), "the end of the text");
  }
  Report report(most);
  if (end == nullptr) {
    const Fault fault = context.take_fault();
    report.add(0, {fault.path(), rule.pointer, std::string(fault.keyword), fault.message()});
    return report.take();
  }
  const Rule* const root = &rule;
  (void)Evaluator(context, {&root, 1}, &report).check(rule, value_at(begin, end));
  return report.take();
}

}  // namespace mesh::json
