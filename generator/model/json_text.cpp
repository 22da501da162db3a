#include "model/json_text.hpp"

#include "load/node.hpp"

namespace meshgen::model {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kAlwaysBroken = 2;  ///< levels

std::string quoted(const std::string& text) {
  load::Node node;
  node.kind = load::Kind::kString;
  node.text = text;
  return load::to_json(node);
}

}  // namespace

Json Json::string(const std::string& value) { return Json(quoted(value)); }

void Json::push(Json item) {
  width_ += item.width_ + (items_.empty() ? 0 : 2);
  items_.push_back(std::move(item));
}

void Json::put(const std::string& key, Json value) {
  keys_.push_back(quoted(key));
  width_ += keys_.back().size() + 2;
  push(std::move(value));
}

class JsonPrinter {
 public:
  /// `column` is where it begins; `behind` is a comma, or nothing.
  void print(const Json& value, std::size_t level, std::size_t column, std::size_t behind) {
    if (value.kind_ == Json::Kind::kScalar) {
      out += value.text_;
      return;
    }
    const bool is_map = value.kind_ == Json::Kind::kMap;
    const bool is_whole =
        value.items_.empty() || (level >= kAlwaysBroken && column + value.width_ + behind <= kColumns);
    out += is_map ? '{' : '[';
    for (std::size_t i = 0; i < value.items_.size(); ++i) {
      const bool is_last = i + 1 == value.items_.size();
      if (i > 0) out += is_whole ? ", " : ",";
      if (!is_whole) out += '\n' + std::string((level + 1) * kIndent, ' ');
      auto at = (level + 1) * kIndent;
      if (is_map) {
        (out += value.keys_[i]) += ": ";
        at += value.keys_[i].size() + 2;
      }
      // What is within a whole line is whole, wherever it begins.
      print(value.items_[i], level + 1, is_whole ? 0 : at, is_last ? 0 : 1);
    }
    if (!is_whole) out += '\n' + std::string(level * kIndent, ' ');
    out += is_map ? '}' : ']';
  }

  std::string out;
};

std::string laid_out(const Json& root) {
  JsonPrinter printer;
  printer.print(root, 0, 0, 0);
  return printer.out + '\n';
}

}  // namespace meshgen::model
