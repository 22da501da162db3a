#include "plan/spell.hpp"

#include <fmt/format.h>

namespace meshgen::plan {

std::string integer_literal(const base::Whole& value, bool is_unsigned) {
  if (value == base::Whole::least()) return "-9223372036854775807 - 1";
  return value.to_string() + (is_unsigned ? "U" : "");
}

std::string integer_type(const model::Integer& integer) {
  return fmt::format("std::{}int{}_t", integer.is_unsigned ? "u" : "", integer.bits);
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
