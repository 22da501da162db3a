#include "layout/tokens.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace meshgen::layout {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Longest first. `>>` is not here: two of them mostly close templates.
constexpr std::array<std::string_view, 29> kOperators{
    "<=>", "<<=", "...", "->*", "::", "->", "++", "--", "<<", "<=", ">=", "==", "!=", "&&", "||",
    "+=",  "-=",  "*=",  "/=",  "%=", "&=", "|=", "^=", ".*", "##", "<:", ":>", "<%", "%>"};

struct Precedence {
  Sign text;
  int level;
};

constexpr std::array<Precedence, 35> kPrecedences{
    {{",", 1},  {"=", 2},   {"+=", 2}, {"-=", 2},  {"*=", 2},   {"/=", 2},   {"%=", 2},  {"&=", 2}, {"|=", 2},
     {"^=", 2}, {"<<=", 2}, {"?", 3},  {"||", 4},  {"&&", 5},   {"|", 6},    {"^", 7},   {"&", 8},  {"==", 9},
     {"!=", 9}, {"<", 10},  {">", 10}, {"<=", 10}, {">=", 10},  {"<=>", 11}, {"<<", 12}, {"+", 13}, {"-", 13},
     {"*", 14}, {"/", 14},  {"%", 14}, {".*", 15}, {"->*", 15}, {"and", 5},  {"or", 4},  {"xor", 7}}};

constexpr std::array<Sign, 60> kKeywords{
    "alignas",   "auto",      "bool",      "break",     "case",     "catch",         "char",      "class",
    "const",     "consteval", "constexpr", "constinit", "continue", "decltype",      "default",   "delete",
    "do",        "double",    "else",      "enum",      "explicit", "extern",        "false",     "float",
    "for",       "friend",    "goto",      "if",        "inline",   "int",           "long",      "mutable",
    "namespace", "new",       "noexcept",  "nullptr",   "operator", "private",       "protected", "public",
    "return",    "short",     "signed",    "sizeof",    "static",   "static_assert", "struct",    "switch",
    "template",  "this",      "throw",     "true",      "try",      "typename",      "union",     "unsigned",
    "using",     "virtual",   "void",      "while"};

/// What C++ itself gives a meaning to, found by hash: every token asks.
class Known {
 public:
  struct Meaning {
    std::string_view text;
    std::int8_t level = 0;
    bool is_keyword = false;
  };

  consteval Known() {
    for (const auto& each : kPrecedences) add(each.text, {each.text.text, static_cast<std::int8_t>(each.level), false});
    for (const auto& each : kKeywords) add(each, {each.text, 0, true});
  }

  [[nodiscard]] Meaning find(const Token& token) const {
    for (auto at = token.hash % kSlots; !slots_[at].text.empty(); at = (at + 1) % kSlots) {
      if (slots_[at].text == token.text) return slots_[at];
    }
    return {};
  }

 private:
  static constexpr std::size_t kSlots = 512;  // mostly empty, so that what is not there is soon seen not to be

  consteval void add(const Sign& sign, const Meaning& meaning) {
    auto at = sign.hash % kSlots;
    while (!slots_[at].text.empty()) at = (at + 1) % kSlots;
    slots_[at] = meaning;
  }

  std::array<Meaning, kSlots> slots_{};
};

constexpr Known kKnown;

}  // namespace

class Lexer::Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  bool next(Token& token) {
    if (!skip_space()) return false;
    token = Token{};
    token.newlines = newlines_;
    token.spaced = newlines_ != 0 || spaces_;
    const auto begin = at_;
    token.kind = take();
    token.text = text_.substr(begin, at_ - begin);
    while (token.kind == Kind::kLineComment && token.text.ends_with(' ')) token.text.remove_suffix(1);
    token.width = columns_of(token.text);
    token.hash = Sign::hash_of(token.text);
    if (token.kind == Kind::kWord || token.kind == Kind::kPunctuation) {
      const auto meaning = kKnown.find(token);
      token.is_keyword = meaning.is_keyword;
      token.level = token.kind == Kind::kPunctuation ? meaning.level : std::int8_t{0};
    }
    is_first_ = false;
    return true;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  bool skip_space() {
    newlines_ = 0;
    spaces_ = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        ++newlines_;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        spaces_ = true;
      } else {
        return true;
      }
    }
    return false;
  }

  Kind take() {
    const auto rest = text_.substr(at_);
    if (rest.starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return Kind::kLineComment;
    }
    if (rest.starts_with("/*")) {
      const auto end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
      return Kind::kBlockComment;
    }
    if (rest[0] == '#' && (newlines_ != 0 || is_first_)) {
      take_directive();
      return Kind::kDirective;
    }
    if (is_digit(rest[0]) || (rest[0] == '.' && is_digit(peek(1)))) {
      take_number();
      return Kind::kNumber;
    }
    if (const auto prefix = string_prefix(rest); prefix != kNone) {
      at_ += prefix;
      if (prefix != 0 && rest[prefix - 1] == 'R') {
        take_raw_string();
      } else {
        take_quoted('"');
      }
      return Kind::kString;
    }
    if (rest[0] == '\'') {
      take_quoted('\'');
      return Kind::kCharacter;
    }
    if (is_word_character(rest[0])) {
      while (at_ < text_.size() && is_word_character(text_[at_])) ++at_;
      return Kind::kWord;
    }
    const auto* const found = std::find_if(kOperators.begin(), kOperators.end(), [&](std::string_view each) {
      return each[0] == rest[0] && rest.starts_with(each);
    });
    at_ += found == kOperators.end() ? 1 : found->size();
    return Kind::kPunctuation;
  }

  /// Length of what stands before the quote, kNone if no string begins here.
  static std::size_t string_prefix(std::string_view rest) {
    if (rest[0] == '"') return 0;
    if (rest[0] != 'R' && rest[0] != 'u' && rest[0] != 'U' && rest[0] != 'L') return kNone;
    constexpr std::array<std::string_view, 9> kPrefixes{"R", "u8", "u8R", "u", "uR", "U", "UR", "L", "LR"};
    for (const auto prefix : kPrefixes) {
      if (rest.starts_with(prefix) && rest.substr(prefix.size()).starts_with('"')) return prefix.size();
    }
    return kNone;
  }

  void take_directive() {
    while (at_ < text_.size() && (text_[at_] != '\n' || text_[at_ - 1] == '\\')) ++at_;
  }

  void take_number() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool is_exponent = (c == 'e' || c == 'E' || c == 'p' || c == 'P') && (peek(1) == '+' || peek(1) == '-');
      if (is_exponent) {
        at_ += 2;
      } else if (is_word_character(c) || c == '.' || (c == '\'' && is_word_character(peek(1)))) {
        ++at_;
      } else {
        break;
      }
    }
  }

  void take_quoted(char quote) {
    for (++at_; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  void take_raw_string() {
    const auto open = text_.find('(', at_);
    if (open == std::string_view::npos) return take_quoted('"');
    std::string end(1, ')');
    end += text_.substr(at_ + 1, open - at_ - 1);
    end += '"';
    const auto close = text_.find(end, open);
    at_ = close == std::string_view::npos ? text_.size() : close + end.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t newlines_ = 0;
  bool spaces_ = false;
  bool is_first_ = true;
};

Lexer::Lexer(std::string_view text) : scan_(std::make_unique<Scan>(text)) {}
Lexer::~Lexer() = default;
bool Lexer::next(Token& token) { return scan_->next(token); }

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  constexpr std::size_t kUsualLength = 4;
  tokens.reserve(text.size() / kUsualLength + 1);
  Lexer lexer(text);
  for (Token token; lexer.next(token);) tokens.push_back(std::move(token));
  return tokens;
}

std::size_t columns_of(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return text.size();
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    std::uint32_t code = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      code = (code << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    const bool combines = (code >= 0x300 && code <= 0x36F) || (code >= 0x200B && code <= 0x200F);
    const bool is_wide = (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF && code != 0x303F) ||
                         (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
                         (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
                         (code >= 0xFFE0 && code <= 0xFFE6) || (code >= 0x20000 && code <= 0x3FFFD);
    columns += combines ? 0 : is_wide ? 2 : 1;
    i += length;
  }
  return columns;
}

bool is_type_keyword(std::string_view word) {
  constexpr std::array<std::string_view, 11> kTypes{"auto", "bool",  "char",   "double",   "float", "int",
                                                    "long", "short", "signed", "unsigned", "void"};
  return std::find(kTypes.begin(), kTypes.end(), word) != kTypes.end();
}

}  // namespace meshgen::layout
