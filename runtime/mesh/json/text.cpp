#include <mesh/json/text.hpp>

#include <utility>

#include <mesh/json/codec.hpp>
#include <mesh/json/skip.hpp>

namespace mesh {

tl::expected<JsonText, json::Fault> JsonText::parse(json::Input text) {
  JsonText value;
  if (auto checked = json::decode_with<json::read_any>(text, value); !checked) {
    return tl::unexpected<json::Fault>(std::move(checked).error());
  }
  return value;
}

namespace json {

const char* read_any(const char* p, JsonText& out, Context& context) {
  const char* const end = skip_value(p, context);
  if (end != nullptr) out.text_.assign(p, end);
  return end;
}

void write_any(const JsonText& value, Writer& out) { out.raw(std::string_view(value.text())); }

}  // namespace json
}  // namespace mesh
