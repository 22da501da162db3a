#include "ctl/pretty.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace mesh::ctl {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// Lays out text that is JSON, token by token: reading it into values would write other numbers.
class Layout {
 public:
  [[nodiscard]] std::string of(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (kBlanks.find(c) != std::string_view::npos) continue;
      if (c == '"') {
        const auto end = end_of_string(text, i);
        out_ += text.substr(i, end - i);
        i = end - 1;
      } else if (c == '{' || c == '[') {
        open(c, text.substr(i + 1));
      } else if (c == '}' || c == ']') {
        close(c);
      } else {
        out_ += c;
        if (c == ',') new_line();
        if (c == ':') out_ += ' ';
      }
    }
    return std::move(out_);
  }

 private:
  static std::size_t end_of_string(std::string_view text, std::size_t begin) {
    auto i = begin + 1;
    while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2U : 1U;
    return std::min(i + 1, text.size());
  }

  void open(char c, std::string_view rest) {
    out_ += c;
    ++depth_;
    const auto next = rest.find_first_not_of(kBlanks);
    is_empty_ = next != std::string_view::npos && (rest[next] == '}' || rest[next] == ']');
    if (!is_empty_) new_line();
  }

  void close(char c) {
    --depth_;
    if (!is_empty_) new_line();
    is_empty_ = false;
    out_ += c;
  }

  void new_line() {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  std::string out_;
  std::size_t depth_ = 0;
  bool is_empty_ = false;
};

}  // namespace

std::optional<std::string> pretty_json(std::string_view text) {
  if (!nlohmann::json::accept(text)) return std::nullopt;
  return Layout().of(text);
}

std::string hex_lines(std::string_view bytes) {
  constexpr std::size_t kWidth = 16;
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += kWidth) {
    const auto part = bytes.substr(at, kWidth);
    std::string hex;
    std::string letters;
    for (const char c : part) {
      hex += fmt::format("{:02x} ", static_cast<unsigned char>(c));
      letters += c >= 0x20 && c < 0x7f ? c : '.';
    }
    text += fmt::format("{:08x}  {:<48} |{}|\n", at, hex, letters);
  }
  return text;
}

}  // namespace mesh::ctl
