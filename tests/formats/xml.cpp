#include "xml.hpp"

#include <stdexcept>

namespace xml {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Element document() {
    if (rest_.starts_with("<?xml ")) skip_past("?>");
    blanks();
    auto root = element();
    blanks();
    if (!rest_.empty()) fail("something stands behind the root");
    return root;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error(why + " at: " + std::string(rest_.substr(0, 60)));
  }
  void blanks() {
    const auto at = rest_.find_first_not_of(" \n");
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at);
  }
  void skip_past(std::string_view word) {
    const auto at = rest_.find(word);
    if (at == std::string_view::npos) fail("'" + std::string(word) + "' is missing");
    rest_.remove_prefix(at + word.size());
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  std::string name() {
    const auto size = rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz-");
    if (size == 0 || size == std::string_view::npos) fail("a name is missing");
    const std::string result(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return result;
  }

  /// Up to one of `ends`, references replaced.
  std::string characters(std::string_view ends) {
    std::string text;
    while (!rest_.empty() && ends.find(rest_.front()) == std::string_view::npos) {
      const char c = rest_.front();
      if (c == '<' || (static_cast<unsigned char>(c) < 0x20U && c != '\n')) fail("this character cannot stand here");
      if (c == '&') {
        text += reference();
      } else {
        text += c;
        rest_.remove_prefix(1);
      }
    }
    return text;
  }
  char reference() {
    for (const auto& [word, c] : std::map<std::string_view, char>{{"&amp;", '&'},
                                                                  {"&lt;", '<'},
                                                                  {"&gt;", '>'},
                                                                  {"&quot;", '"'},
                                                                  {"&#9;", '\t'},
                                                                  {"&#10;", '\n'},
                                                                  {"&#13;", '\r'}}) {
      if (take(word)) return c;
    }
    fail("no such reference");
  }

  Element element() {
    Element result;
    if (!take("<")) fail("an element is missing");
    result.name = name();
    while (take(" ")) {
      const auto key = name();
      if (!take("=\"")) fail("a value is missing");
      if (!result.attributes.emplace(key, characters("\"")).second) fail("an attribute stands twice");
      if (!take("\"")) fail("a value is not closed");
    }
    if (take("/>")) return result;
    if (!take(">")) fail("a tag is not closed");
    while (!take("</" + result.name + ">")) {
      if (rest_.starts_with("</") || rest_.empty()) fail("'" + result.name + "' is not closed");
      if (rest_.starts_with("<")) {
        result.children.push_back(element());
      } else {
        result.text += characters("<");
      }
    }
    return result;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Element> parse(std::string_view text, std::string& why) {
  try {
    return Parser(text).document();
  } catch (const std::exception& error) {
    why = error.what();
    return std::nullopt;
  }
}

}  // namespace xml
