/// Runs rules on the values of a sound text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <mesh/json/context.hpp>
#include <mesh/json/rule_private.hpp>
#include <mesh/json/schema.hpp>
#include <mesh/json/sound_private.hpp>
#include <mesh/json/verdicts_private.hpp>

namespace mesh::json {

/// A value that is being looked at: a member or item of `outer`. Lives on the stack.
struct Value {
  const char* at = nullptr;
  const Value* outer = nullptr;
  std::string_view name;  ///< of the member
  std::size_t index = 0;  ///< of the item
  bool is_item = false;
  bool is_name = false;               ///< it is the name of that member itself
  unsigned depth = 0;                 ///< of values around it
  mutable const char* end = nullptr;  ///< once somebody has been there

  [[nodiscard]] const char* behind() const noexcept {
    if (end == nullptr) end = end_of_value(at);
    return end;
  }
};

/// Collects what is wrong: the first of the text in all.
class Report {
 public:
  explicit Report(std::size_t most) : most_(most) {}
  /// There is no room any more for what lies behind the last one.
  [[nodiscard]] bool wants(std::size_t offset) const noexcept { return offset <= last_; }
  void add(std::size_t offset, Violation violation);
  [[nodiscard]] std::vector<Violation> take();

 private:
  struct Found {
    std::size_t offset = 0;
    std::size_t number = 0;
    Violation violation;
  };
  void trim();

  std::size_t most_;
  std::size_t last_ = kNoLimit;
  std::size_t count_ = 0;
  std::vector<Found> found_;
};

/// One call. Without a report the first fault is noted in the context and ends it.
class Evaluator {
 public:
  /// `roots` are all that have a say on the value that it starts with.
  Evaluator(Context& context, std::span<const Rule* const> roots, Report* report = nullptr)
      : context_(context), verdicts_(context.verdicts()), roots_(roots), report_(report) {}

  [[nodiscard]] bool check(const Rule& rule, const Value& value);
  /// The index of the alternative; their count if it is none, and the fault is noted. `list_of` is the schema that they
  /// are alternatives of, if there is one.
  [[nodiscard]] std::size_t choose(std::span<const Rule* const> rules, Choice choice, const Rule* list_of,
                                   const Value& value);

 private:
  [[nodiscard]] bool collects() const noexcept { return report_ != nullptr && quiet_ == 0; }
  [[nodiscard]] bool is_heard(const Value& value) const noexcept {
    return quiet_ == 0 && !is_over_ &&
           (report_ == nullptr || report_->wants(static_cast<std::size_t>(value.at - context_.begin())));
  }
  [[nodiscard]] bool remembers(const Rule& rule, const Value& value) const noexcept;
  [[nodiscard]] bool run(const Rule& rule, const Value& value);
  /// Does it fit, whatever is wrong otherwise?
  [[nodiscard]] bool fits(const Rule& rule, const Value& value);

  [[nodiscard]] bool check_type(const Rule& rule, const Value& value);
  [[nodiscard]] bool check_values(const Rule& rule, const ValueRules& values, const Value& value);
  [[nodiscard]] bool check_number(const Rule& rule, const Value& value);
  [[nodiscard]] bool check_text(const Rule& rule, const Value& value);
  [[nodiscard]] bool check_array(const Rule& rule, const Value& value);
  [[nodiscard]] bool check_item(const Rule& rule, const Value& item);
  [[nodiscard]] bool check_repeated(const Rule& rule, const Value& value, std::string_view all,
                                    const std::vector<std::size_t>& ends);
  [[nodiscard]] bool check_object(const Rule& rule, const Value& value);
  class Members;  ///< which of the names that a schema mentions are there
  [[nodiscard]] bool check_member(const Rule& rule, const Value& member, std::size_t index);
  [[nodiscard]] bool check_names(const Rule& rule, const Value& value, const Members& seen);
  [[nodiscard]] bool check_count(const Rule& rule, const Value& value, std::size_t count);
  [[nodiscard]] bool check_branches(const Rule& rule, const Value& value);

  /// Notes a fault, if anybody listens; false. `words` gives the message: of a secret value (true) without showing it.
  template <class Words>
  bool fail(const Rule& rule, const Value& value, std::string_view keyword, Words words) {
    fault_depth_ = value.depth;
    if (!is_heard(value)) return false;
    const Value* const secret = rule.minds_secrets ? secret_around(value) : nullptr;
    note(rule.pointer + pointer_of(keyword), secret != nullptr ? *secret : value, keyword, words(secret != nullptr));
    return false;
  }
  /// A member that must be there is not.
  bool fail_missing(const Rule& rule, const Value& object, const std::string& name, std::string_view keyword,
                    const std::string& message);
  [[nodiscard]] static std::string pointer_of(std::string_view keyword);
  void note(std::string schema_path, const Value& value, std::string_view keyword, std::string message);
  /// The whole call cannot give an answer.
  bool give_up(const Rule& rule, const Value& value, std::string_view keyword, std::string message);

  /// "is 0, must be at least 1"; of a secret value only what it must be.
  [[nodiscard]] std::string is_but(const Value& value, const std::string& must, bool is_secret);
  [[nodiscard]] std::string shown(const Value& value);
  /// The outermost value around this one that some rule calls a secret; nullptr if there is none.
  [[nodiscard]] const Value* secret_around(const Value& value);

  Context& context_;
  Verdicts& verdicts_;
  std::span<const Rule* const> roots_;
  Report* report_;
  unsigned quiet_ = 0;   ///< trials around this place: what fails in one is no fault
  unsigned shared_ = 0;  ///< keywords around it that let several rules look at one value
  unsigned depth_ = 0;
  unsigned fault_depth_ = 0;  ///< of the value that failed last
  bool is_over_ = false;
};

/// Counts up while something lasts.
class During {
 public:
  explicit During(unsigned& count) : count_(count) { ++count_; }
  During(const During&) = delete;
  During& operator=(const During&) = delete;
  ~During() { --count_; }

 private:
  unsigned& count_;
};

/// All rules that have a say on the member or item, given those that have one on the object or array around it.
[[nodiscard]] std::vector<const Rule*> rules_below(const std::vector<const Rule*>& rules, const Value& value);
/// And on the names of its members.
[[nodiscard]] std::vector<const Rule*> rules_of_names(const std::vector<const Rule*>& rules);
/// These rules and all that they apply to the same value.
[[nodiscard]] std::vector<const Rule*> with_branches(std::span<const Rule* const> rules);

}  // namespace mesh::json
