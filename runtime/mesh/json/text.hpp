/// Free-form JSON: a value the contract says nothing about, kept as its text.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include <mesh/json/context.hpp>
#include <mesh/json/input.hpp>
#include <mesh/json/result.hpp>
#include <mesh/json/write.hpp>

namespace mesh {

class JsonText;

namespace json {
[[nodiscard]] const char* read_any(const char* p, JsonText& out, Context& context);
void write_any(const JsonText& value, Writer& out);
}  // namespace json

/// Always one valid JSON value; `null` when default-made. Two are equal if their texts are: `1` is not `1.0`.
class JsonText {
 public:
  JsonText() = default;
  /// Strict JSON; white space around the value is left out.
  [[nodiscard]] static tl::expected<JsonText, json::Fault> parse(json::Input text);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  friend bool operator==(const JsonText&, const JsonText&) = default;

 private:
  friend const char* json::read_any(const char* p, JsonText& out, json::Context& context);

  std::string text_ = "null";
};

}  // namespace mesh
