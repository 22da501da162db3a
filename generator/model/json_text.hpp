/// JSON to be written for people: one line for what fits, two spaces a level for what does not.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace meshgen::model {

/// A value of JSON that knows how long it is on one line.
class Json {
 public:
  /// A scalar, as JSON spells it.
  explicit Json(std::string spelled) : text_(std::move(spelled)), width_(text_.size()) {}

  [[nodiscard]] static Json string(const std::string& value);
  [[nodiscard]] static Json list() { return Json(Kind::kList); }
  [[nodiscard]] static Json map() { return Json(Kind::kMap); }

  void push(Json item);
  void put(const std::string& key, Json value);

 private:
  enum class Kind { kScalar, kList, kMap };
  friend class JsonPrinter;

  explicit Json(Kind kind) : kind_(kind), width_(2) {}

  Kind kind_ = Kind::kScalar;
  std::string text_;
  std::vector<std::string> keys_;  ///< quoted
  std::vector<Json> items_;
  std::size_t width_;  ///< in bytes, of all on one line
};

/// Ends with a line end. The two outer levels are never on one line, so that texts differ where their members do.
[[nodiscard]] std::string laid_out(const Json& root);

}  // namespace meshgen::model
