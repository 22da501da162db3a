#include <mesh/json/text_at.hpp>

#include <mesh/json/object.hpp>
#include <mesh/json/skip.hpp>
#include <mesh/json/strings.hpp>

namespace mesh::json {
namespace {

/// The value of member `name` of the object at `p`; nullptr if there is none.
const char* member(const char* p, std::string_view name, Context& context) {
  if (!open_object(p, context)) return nullptr;
  std::string_view found;
  do {
    p = read_name(p, found, context);
    if (p == nullptr || found == name) return p;
    p = skip_value(p, context);
  } while (next_member(p, context));
  return nullptr;
}

}  // namespace

std::optional<std::string> text_at(std::string_view text, std::span<const std::string> path) {
  Context context{Input(text)};
  const char* p = skip_space(context.begin());
  for (const auto& name : path) {
    p = member(p, name, context);
    if (p == nullptr) return std::nullopt;
  }
  std::string_view value;
  if (read_view(p, value, context) == nullptr) return std::nullopt;
  return std::string(value);
}

}  // namespace mesh::json
