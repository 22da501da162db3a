/// C++ text as tokens, with what the source says about the space before each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace meshgen::layout {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

enum class Kind : std::uint8_t {
  kWord,
  kNumber,
  kString,
  kCharacter,
  kPunctuation,
  kLineComment,
  kBlockComment,
  kDirective,  ///< a whole preprocessor line
};

/// What a token does in its line; found by annotate().
enum class Role : std::uint8_t {
  kPlain,
  kBinary,
  kUnary,
  kReference,  ///< `&` or `*` of a declarator
  kTemplateOpen,
  kTemplateClose,
  kAttributeSquare,
  kLambdaSquare,
  kSubscript,
  kBlock,  ///< a brace around statements
  kList,   ///< a brace around values
  kDesignator,
  kMember,        ///< `.` or `->` of an access
  kStartOfName,   ///< what a declaration declares
  kFunctionName,  ///< the same of a function
  kOverloaded,    ///< the operator and bracket behind `operator`
  kTrailing,      ///< `const`, `override` behind the parameters
  kConstructorColon,
  kConstructorComma,
  kInheritanceColon,
  kTernary,
  kRangeColon,
  kReturnArrow,
};

/// A word or punctuation that code asks for: hashed when the tool is compiled, as nothing is asked more often.
struct Sign {
  // NOLINTNEXTLINE(google-explicit-constructor): it stands for the literal
  consteval Sign(const char* literal) : text(literal), hash(hash_of(text)) {}
  static constexpr std::uint64_t hash_of(std::string_view text) {  // FNV-1a
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return hash;
  }

  std::string_view text;
  std::uint64_t hash;
};

struct Inside;

struct Token {
  std::string_view text;
  std::uint64_t hash = 0;  ///< of its text; of no use for literals
  Kind kind = Kind::kPunctuation;
  Role role = Role::kPlain;  // annotate.cpp
  bool spaced = false;       ///< a space stands before it if it is not on a line of its own
  bool is_keyword = false;
  std::int8_t level = 0;     ///< its precedence
  std::size_t newlines = 0;  ///< before it, in the source
  std::size_t width = 0;

  // lines.cpp
  std::size_t match = kNone;    ///< the other bracket
  std::unique_ptr<Inside> own;  ///< what inside() gives, once there is some

  // annotate.cpp
  bool in_parenthesis = false;  ///< the innermost bracket around it is a round one
  std::size_t nesting = 0;
  std::size_t binding = 1;  ///< grows with each bracket around it: breaks inside cost more

  // groups.cpp
  bool begins_binary = false;
  bool ends_binary = false;
  std::vector<int> opens;  ///< precedences of the expressions that begin here, innermost first
  std::size_t closes = 0;  ///< how many end here
  std::size_t next_operator = kNone;
  std::size_t operator_index = 0;

  // breaks.cpp
  bool can_break = false;  ///< before it
  bool must_break = false;
  std::size_t penalty = 0;
  std::size_t total = 0;  ///< columns of the line up to its end
  std::size_t tail = 0;   ///< columns behind it that cannot be broken off

  /// Of an opening bracket; empty for others, and as long as nothing was put into it.
  [[nodiscard]] const Inside& inside() const;
  [[nodiscard]] Inside& make_inside();
  [[nodiscard]] bool is(const Sign& other) const {
    return hash == other.hash && text == other.text && kind != Kind::kString && kind != Kind::kCharacter;
  }
  [[nodiscard]] bool is_comment() const { return kind == Kind::kLineComment || kind == Kind::kBlockComment; }
  [[nodiscard]] bool opens_scope() const { return is("(") || is("[") || is("{") || role == Role::kTemplateOpen; }
  [[nodiscard]] bool closes_scope() const { return is(")") || is("]") || is("}") || role == Role::kTemplateClose; }
};

/// A statement, a declaration up to its brace, a label, a comment: what stands on one line if the line is long enough.
struct Line {
  enum class Opens : std::uint8_t { kNothing, kNamespace, kRecord, kFunction, kControl, kOther };
  std::vector<Token> tokens;
  std::size_t indent = 0;
  bool declares = false;        ///< stands in a namespace or class, not in a function
  bool has_parameters = false;  ///< looks like the declaration of a function
  Opens opens = Opens::kNothing;
  bool is_label = false;    ///< `public:`, `case 1:`
  bool is_control = false;  ///< `if (…)` whose statement is the next line
  bool is_analysed = false;

  [[nodiscard]] bool begins(const Sign& word) const { return !tokens.empty() && tokens.front().is(word); }
  [[nodiscard]] std::size_t width() const { return tokens.back().total; }
};

/// One way to arrange a braced list in columns.
struct ColumnFormat {
  std::size_t columns = 0;
  std::vector<std::size_t> sizes;
  std::size_t line_count = 1;
  std::size_t total_width = 0;
};

/// What a bracket holds. Apart from its token, as few have any and tokens are moved about.
struct Inside {
  // lines.cpp, analyse.cpp
  std::vector<Line> children;  ///< statements, joined where they have room
  bool is_statement = false;   ///< just one, even before

  // annotate.cpp
  std::size_t parameters = 0;
  std::vector<std::size_t> commas;
  std::size_t blocks = 0;  ///< braces of statements right inside of the bracket: lambdas

  // columns.cpp
  bool holds_lists = false;
  std::vector<std::size_t> item_widths;
  std::vector<ColumnFormat> formats;
};

inline const Inside& Token::inside() const {
  static const Inside kEmpty;
  return own == nullptr ? kEmpty : *own;
}

inline Inside& Token::make_inside() {
  if (own == nullptr) own = std::make_unique<Inside>();
  return *own;
}

/// Tokens one by one.
class Lexer {
 public:
  explicit Lexer(std::string_view text);
  ~Lexer();
  Lexer(const Lexer&) = delete;
  Lexer& operator=(const Lexer&) = delete;
  /// False at the end.
  [[nodiscard]] bool next(Token& token);

 private:
  class Scan;
  std::unique_ptr<Scan> scan_;
};

[[nodiscard]] std::vector<Token> tokenize(std::string_view text);

/// Columns that the text takes on a screen.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// Precedence as in the language, comma 1 to `.*` 15; 0 for what is no binary operator.
[[nodiscard]] inline int precedence(const Token& token) { return token.level; }
constexpr int kCommaPrecedence = 1;
constexpr int kAssignmentPrecedence = 2;
constexpr int kConditionalPrecedence = 3;
constexpr int kRelationalPrecedence = 10;
constexpr int kSpaceshipPrecedence = 11;

[[nodiscard]] bool is_type_keyword(std::string_view word);

[[nodiscard]] inline bool is_name(const Token& token) { return token.kind == Kind::kWord && !token.is_keyword; }

}  // namespace meshgen::layout
