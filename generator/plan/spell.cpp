#include "plan/spell.hpp"

#include <limits>

#include <fmt/format.h>

namespace meshgen::plan {
namespace {

constexpr std::size_t kColumns = 120;

/// Fills lines with arguments, each further line indented by `column`; empty if one does not fit.
std::string fill(std::string text, std::size_t column, std::size_t used, const std::vector<std::string>& arguments,
                 std::string_view tail) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool is_last = i + 1 == arguments.size();
    const std::string piece = arguments[i] + (is_last ? std::string(tail) : ",");
    const std::size_t needed = piece.size() + (i == 0 ? 0 : 1);
    if (i != 0 && used + needed > kColumns) {
      text += "\n" + std::string(column, ' ');
      used = column;
    } else if (i != 0) {
      text += ' ';
      ++used;
    }
    if (used + piece.size() > kColumns) return {};
    text += piece;
    used += piece.size();
  }
  return text;
}

}  // namespace

std::string call_text(std::size_t indent, std::string_view head, const std::vector<std::string>& arguments,
                      std::string_view tail) {
  const std::string open = std::string(head) + "(";
  const std::string closing = ")" + std::string(tail);
  const std::size_t column = indent + open.size();
  if (auto text = fill(open, column, column, arguments, closing); !text.empty()) return text;
  const std::size_t hanging = indent + 4;
  if (auto text = fill(open + "\n" + std::string(hanging, ' '), hanging, hanging, arguments, closing); !text.empty()) {
    return text;
  }
  return fmt::format("{}{}{}", open, fmt::join(arguments, ", "), closing);
}

std::string integer_literal(std::int64_t value) {
  if (value == std::numeric_limits<std::int64_t>::min()) return "-9223372036854775807 - 1";
  return std::to_string(value);
}

std::string double_literal(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string json_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      escaped += '\\';
      escaped += c;
    } else if (byte < 0x20) {
      escaped += fmt::format("\\u{:04x}", byte);
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace meshgen::plan
