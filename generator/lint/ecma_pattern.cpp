#include "lint/ecma_pattern.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <set>
#include <vector>

namespace meshgen::lint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// One pass, without recursion: a stack of open groups.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { count_groups(); }

  std::optional<PatternFault> run() {
    while (!fault_ && at_ < text_.size()) atom();
    if (!fault_ && !open_.empty()) fail(open_.back().at, "this group is never closed");
    if (!fault_) check_names();
    return fault_;
  }
  std::optional<PatternFault> beyond;  ///< the first thing that no linear-time engine has

 private:
  struct Group {
    std::size_t at = 0;
    bool is_look_behind = false;
    bool is_look_ahead = false;
  };
  /// What a quantifier would repeat.
  enum class Before { kNothing, kAtom, kAssertion };

  void fail(std::size_t at, std::string text, std::string help = {}) {
    if (!fault_) fault_ = PatternFault{at, std::move(text), std::move(help)};
  }
  void is_beyond(std::size_t at, std::string text) {
    if (!beyond) beyond = PatternFault{at, std::move(text), {}};
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  void atom() {
    const auto begin = at_;
    const char c = text_[at_];
    switch (c) {
      case '(':
        open_group();
        return;
      case ')':
        close_group();
        return;
      case '[':
        character_class();
        before_ = Before::kAtom;
        return;
      case '|':
        ++at_;
        before_ = Before::kNothing;
        return;
      case '^':
      case '$':
        ++at_;
        before_ = Before::kAssertion;
        return;
      case '\\':
        escape();
        return;
      case '*':
      case '+':
      case '?':
        ++at_;
        quantifier(begin);
        return;
      case '{':
        braces();
        return;
      default:
        ++at_;
        before_ = Before::kAtom;
    }
  }

  void quantifier(std::size_t begin) {
    if (before_ != Before::kAtom) return fail(begin, "there is nothing here to repeat");
    take("?");  // lazy
    before_ = Before::kNothing;
  }

  /// A quantifier `{n}`, `{n,}` or `{n,m}`; anything else is a brace that stands for itself.
  void braces() {
    const auto begin = at_;
    auto end = at_ + 1;
    const auto number = [&](double& value) {
      const auto first = end;
      while (end < text_.size() && is_digit(text_[end])) {
        value = value * 10 + (text_[end] - '0');
        ++end;
      }
      return end > first;
    };
    double low = 0;
    double high = 0;
    bool is_quantifier = number(low);
    bool has_high = false;
    if (is_quantifier && end < text_.size() && text_[end] == ',') {
      ++end;
      has_high = number(high);
    }
    is_quantifier = is_quantifier && end < text_.size() && text_[end] == '}';
    if (!is_quantifier) {
      ++at_;
      before_ = Before::kAtom;
      return;
    }
    at_ = end + 1;
    if (has_high && high < low) return fail(begin, "the bounds of this repetition are in the wrong order");
    quantifier(begin);
  }

  void open_group() {
    Group group{at_, false, false};
    ++at_;
    if (take("?")) {
      const auto look = at_ - 2;
      if (take("=") || take("!")) {
        group.is_look_ahead = true;
        is_beyond(look, "look-ahead");
      } else if (take("<=") || take("<!")) {
        group.is_look_behind = true;
        is_beyond(look, "look-behind");
      } else if (take("<")) {
        name(at_);
      } else if (!take(":")) {
        return fail(look, "'(?' begins a group of a kind that ECMA-262 does not have",
                    "flags, atomic groups and names as '(?P<…>' are of other engines: write out what they mean, as in "
                    "'[Aa]'");
      }
    }
    open_.push_back(group);
    before_ = Before::kNothing;
  }

  void name(std::size_t begin) {
    const auto end = text_.find('>', begin);
    const auto word = text_.substr(begin, end == std::string_view::npos ? end : end - begin);
    const bool sound = end != std::string_view::npos && !word.empty() && !is_digit(word.front()) &&
                       std::all_of(word.begin(), word.end(), [](char c) {
                         return is_word(c) || c == '$' || static_cast<unsigned char>(c) >= 0x80U || c == '\\';
                       });
    if (!sound) return fail(begin, "this is no name for a group");
    if (!names_.insert(word).second) return fail(begin, "two groups have this name");
    at_ = end + 1;
  }

  void close_group() {
    if (open_.empty()) return fail(at_, "')' closes a group that was never opened");
    const auto group = open_.back();
    open_.pop_back();
    ++at_;
    // Engines let a look-ahead be repeated, never a look-behind.
    before_ = group.is_look_behind ? Before::kAssertion : Before::kAtom;
  }

  void escape() {
    const auto begin = at_;
    ++at_;
    if (at_ >= text_.size()) return fail(begin, "'\\' stands at the end and escapes nothing");
    const char c = text_[at_];
    before_ = Before::kAtom;
    if (c == 'b' || c == 'B') {
      ++at_;
      before_ = Before::kAssertion;
      return;
    }
    if (c >= '1' && c <= '9') {
      const auto first = at_;
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
      references_.emplace_back(begin, text_.substr(first, at_ - first));
      return;
    }
    if (c == 'k' && has_names_) {
      ++at_;
      const auto end = text_.find('>', at_);
      if (!take("<") || end == std::string_view::npos) return fail(begin, "'\\k' refers to no group");
      named_.emplace_back(begin, text_.substr(at_, end - at_));
      is_beyond(begin, "a back reference");
      at_ = end + 1;
      return;
    }
    ++at_;
  }

  /// One member of a class; nullopt for a class within it, `\d` and the like.
  std::optional<std::uint32_t> class_atom() {
    const auto lead = static_cast<unsigned char>(text_[at_]);
    if (lead != '\\') {
      std::uint32_t point = lead;
      std::size_t more = lead < 0x80U ? 0 : lead < 0xE0U ? 1 : lead < 0xF0U ? 2 : 3;
      if (more > 0) point = lead & (0x3FU >> more);
      ++at_;
      for (; more > 0 && at_ < text_.size(); --more, ++at_)
        point = point << 6U | (static_cast<unsigned char>(text_[at_]) & 0x3FU);
      return point;
    }
    const auto begin = at_;
    if (++at_ >= text_.size()) {
      fail(begin, "'\\' stands at the end and escapes nothing");
      return std::nullopt;
    }
    const char c = text_[at_++];
    if (std::string_view("dDsSwW").find(c) != std::string_view::npos) return std::nullopt;
    const auto digits = [&](std::size_t count) -> std::optional<std::uint32_t> {
      const auto word = text_.substr(at_, count);
      if (word.size() != count || !std::all_of(word.begin(), word.end(), is_hex)) return std::nullopt;
      std::uint32_t value = 0;
      std::from_chars(word.data(), word.data() + word.size(), value, 16);
      at_ += count;
      return value;
    };
    switch (c) {
      case 'x':
        return digits(2).value_or('x');
      case 'u':
        return digits(4).value_or('u');
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'f':
        return '\f';
      case 'v':
        return '\v';
      case 'b':
        return '\b';
      case 'c':
        if (at_ < text_.size() && is_word(text_[at_])) return static_cast<unsigned char>(text_[at_++]) & 0x1FU;
        --at_;  // a backslash that stands for itself
        return '\\';
      default:
        --at_;
        return c >= '0' && c <= '7' ? octal() : class_atom_plain();
    }
  }
  std::uint32_t octal() {
    constexpr std::uint32_t kMax = 0xFF;
    std::uint32_t value = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '7') {
      const auto next = value * 8 + static_cast<std::uint32_t>(text_[at_] - '0');
      if (next > kMax) break;
      value = next;
      ++at_;
    }
    return value;
  }
  std::uint32_t class_atom_plain() {
    const auto lead = static_cast<unsigned char>(text_[at_]);
    if (lead == '\\') {
      ++at_;
      return '\\';
    }
    return class_atom().value_or(lead);
  }

  void character_class() {
    const auto begin = at_++;
    take("^");
    while (!fault_) {
      if (at_ >= text_.size()) return fail(begin, "this class is never closed");
      if (take("]")) return;
      const auto first_at = at_;
      const auto first = class_atom();
      if (fault_ || at_ + 1 >= text_.size() || text_[at_] != '-' || text_[at_ + 1] == ']') continue;
      ++at_;
      const auto last = class_atom();
      if (first && last && *last < *first) fail(first_at, "this range ends before it begins");
    }
  }

  void check_names() {
    for (const auto& [at, name] : named_) {
      if (!names_.contains(name)) return fail(at, "'\\k' refers to no group");
    }
    for (const auto& [at, digits] : references_) {
      std::size_t number = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), number);
      if (number <= groups_) is_beyond(at, "a back reference");  // else an octal escape or a digit
    }
  }
  /// Before all else: what `\2` and `\k` mean hangs on the groups there are, behind them too.
  void count_groups() {
    bool in_class = false;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (in_class) {
        in_class = text_[i] != ']';
      } else if (text_[i] == '[') {
        in_class = true;
      } else if (text_[i] == '(') {
        const auto rest = text_.substr(i + 1);
        const bool has_name = rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!");
        has_names_ = has_names_ || has_name;
        groups_ += has_name || !rest.starts_with("?") ? 1U : 0U;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Before before_ = Before::kNothing;
  bool has_names_ = false;
  std::size_t groups_ = 0;
  std::vector<Group> open_;
  std::set<std::string_view> names_;
  std::vector<std::pair<std::size_t, std::string_view>> references_;
  std::vector<std::pair<std::size_t, std::string_view>> named_;
  std::optional<PatternFault> fault_;
};

}  // namespace

std::optional<PatternFault> fault_of_pattern(std::string_view pattern) { return Reader(pattern).run(); }

std::optional<PatternFault> beyond_linear_time(std::string_view pattern) {
  Reader reader(pattern);
  if (reader.run()) return std::nullopt;
  return std::move(reader.beyond);
}

std::size_t character_of(std::string_view pattern, std::size_t at) {
  const auto head = pattern.substr(0, at);
  return 1 + static_cast<std::size_t>(std::count_if(
                 head.begin(), head.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace meshgen::lint
