#include <mesh/json/kind.hpp>

#include <optional>

namespace mesh::json {
namespace {

std::optional<Kind> kind_at(const char* p) {
  switch (*p) {
    case 'n':
      return Kind::kNull;
    case 't':
    case 'f':
      return Kind::kBoolean;
    case '"':
      return Kind::kString;
    case '[':
      return Kind::kArray;
    case '{':
      return Kind::kObject;
    default:
      if (*p == '-' || (*p >= '0' && *p <= '9')) return Kind::kNumber;
      return std::nullopt;
  }
}

}  // namespace

std::size_t choose_kind(const char* p, std::initializer_list<KindSet> alternatives, std::string_view wanted,
                        Context& context) {
  const auto kind = kind_at(p);
  if (kind) {
    std::size_t index = 0;
    for (const KindSet& each : alternatives) {
      if (each.has(*kind)) return index;
      ++index;
    }
  }
  context.refuse_type(p, wanted);
  return alternatives.size();
}

}  // namespace mesh::json
