#include "plan/names.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"

namespace meshgen::plan {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

/// Characters whose loss would make two different names one ("C" and "C++", "<" and ">").
std::string_view spelled_out(char c) {
  switch (c) {
    case '+':
      return "plus";
    case '&':
      return "and";
    case '%':
      return "percent";
    case '<':
      return "less";
    case '>':
      return "greater";
    case '=':
      return "equal";
    case '!':
      return "not";
    case '*':
      return "star";
    case '@':
      return "at";
    case '#':
      return "number";
    case '|':
      return "or";
    case '$':
      return "dollar";
    case '~':
      return "tilde";
    default:
      return {};
  }
}

/// Keywords, alternative tokens, and names that the headers we include define as macros.
bool is_taken(std::string_view name) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
       "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
       "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
       "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
       "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
       "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
       "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
       "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
       "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
       "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
       "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
       "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
       "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
       "xor_eq",      "assert",   "errno",      "stdin",     "stdout",    "stderr",       "major",
       "minor",       "makedev",  "signbit",    "isnan",     "isinf",     "linux",        "unix",
       "std",         "mesh",     "tl",         "main",      "EOF",       "NULL",         "NAN",
       "INFINITY",    "TRUE",     "FALSE",      "BUFSIZ",    "RAND_MAX",  "SIGINT",       "SIGTERM",
       "DOMAIN",      "OVERFLOW", "UNDERFLOW"});
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string safe(std::string name) {
  if (name.empty()) name = "empty";
  if (is_digit(name.front())) name.insert(0, "n");
  if (is_taken(name)) name += '_';
  return name;
}

/// Types begin with a capital: no member is called as its type is, which C++ refuses.
std::string safe_type(std::string name) {
  if (name.empty()) name = "Empty";
  if (is_digit(name.front())) name.insert(0, "N");
  return safe(std::move(name));
}

std::string pascal(const std::vector<std::string>& words) {
  std::string name;
  for (const auto& word : words) {
    // Two numbers side by side must not run into one: "1.5" is not "15".
    if (!name.empty() && is_digit(name.back()) && is_digit(word.front())) name += '_';
    name += to_upper(word.front());
    name += word.substr(1);
  }
  return name;
}

}  // namespace

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, {}));
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_lower(c) || is_upper(c) || is_digit(c)) {
      const bool after_lower = i > 0 && (is_lower(text[i - 1]) || is_digit(text[i - 1]));
      const bool ends_acronym = i > 0 && is_upper(text[i - 1]) && i + 1 < text.size() && is_lower(text[i + 1]);
      if (is_upper(c) && (after_lower || ends_acronym)) flush();
      word += to_lower(c);
    } else if (const auto meaning = spelled_out(c); !meaning.empty()) {
      flush();
      words.emplace_back(meaning);
    } else if (c == '-' && i == 0 && text.size() > 1 && is_digit(text[1])) {
      words.emplace_back("minus");
    } else if ((static_cast<unsigned char>(c) & 0x80U) != 0) {
      flush();  // outside ASCII: spelled by its bytes, so that two such names stay two
      words.push_back(fmt::format("x{:02x}", static_cast<unsigned char>(c)));
    } else {
      flush();
    }
  }
  flush();
  return words;
}

std::string type_name(const std::vector<std::string>& path) {
  std::vector<std::string> words;
  for (const auto& part : path) {
    auto own = split_words(part);
    if (own.empty()) own.emplace_back("empty");  // else what is within would be called as what is around
    for (auto& word : own) words.push_back(std::move(word));
  }
  return safe_type(pascal(words));
}

std::string type_name(std::string_view text) { return safe_type(pascal(split_words(text))); }

std::string member_name(std::string_view text) {
  std::string name;
  for (const auto& word : split_words(text)) {
    if (!name.empty()) name += '_';
    name += word;
  }
  return safe(name);
}

std::string constant_name(std::string_view text) {
  const auto name = pascal(split_words(text));
  return "k" + (name.empty() ? std::string("Empty") : name);
}

std::string in_comment(std::string_view name) {
  std::string line(name);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7f; }, '?');
  return line;
}

std::string string_literal(std::string_view text) {
  std::string literal = "\"";
  bool after_hex = false;
  bool after_question = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_hex_digit = std::isxdigit(byte) != 0;
    if (after_hex && is_hex_digit) literal += "\"\"";  // "\x7f" followed by 'a' would be read as one number
    after_hex = false;
    const bool begins_trigraph = after_question && c == '?';
    after_question = c == '?';
    switch (c) {
      case '?':
        literal += begins_trigraph ? "\\?" : "?";
        break;
      case '"':
        literal += "\\\"";
        break;
      case '\\':
        literal += "\\\\";
        break;
      case '\n':
        literal += "\\n";
        break;
      case '\r':
        literal += "\\r";
        break;
      case '\t':
        literal += "\\t";
        break;
      default:
        if (byte < 0x20 || byte == 0x7F) {
          literal += fmt::format("\\x{:02x}", byte);
          after_hex = true;
        } else {
          literal += c;  // UTF-8 stands as it is: sources are UTF-8 everywhere
        }
    }
  }
  return literal + "\"";
}

bool is_namespace(std::string_view text) {
  while (true) {
    const auto end = text.find("::");
    const auto part = text.substr(0, end);
    const bool begins_well = !part.empty() && (is_lower(part.front()) || is_upper(part.front()) || part.front() == '_');
    const bool characters = std::all_of(part.begin(), part.end(),
                                        [](char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '_'; });
    if (!begins_well || !characters || part.find("__") != std::string_view::npos || is_taken(part)) return false;
    if (part.front() == '_' && part.size() > 1 && is_upper(part[1])) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 2);
  }
}

bool Scope::take(const std::string& name, std::string_view wire_name, diag::Span span, diag::Sink& sink) {
  const auto [found, is_new] = names_.emplace(name, Owner{std::string(wire_name), span});
  if (is_new || found->second.span == span) return true;
  sink.report_as(diag::Severity::kError, diag::codes::kNameClash, span,
                 fmt::format("'{}' and '{}' are both '{}' in C++, {}", found->second.wire_name, wire_name, name, what_))
      .note(found->second.span, fmt::format("'{}' is here", found->second.wire_name))
      .with_help("rename one of them in the contract, or give it another name with 'x-cpp-name'");
  return false;
}

}  // namespace meshgen::plan
