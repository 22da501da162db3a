#include <mesh/json/tuple.hpp>

#include <string>

namespace mesh::json {

bool open_array(const char*& p, Context& context) {
  if (*p != '[') {
    p = context.refuse_type(p, "an array");
    return false;
  }
  if (!context.enter()) {
    p = context.refuse_depth(p);
    return false;
  }
  p = skip_space(p + 1);
  if (*p != ']') return true;
  ++p;
  return false;
}

bool next_item(const char*& p, std::size_t& index, Context& context) {
  if (p == nullptr) {
    context.inside(index);
    return false;
  }
  ++index;
  p = skip_space(p);
  if (*p == ',') {
    p = skip_space(p + 1);
    return true;
  }
  if (*p == ']') {
    ++p;
  } else {
    p = context.refuse_syntax(p, "',' or ']'");
  }
  return false;
}

Refused refuse_item(const char* start, std::size_t index, Context& context) {
  return context.refuse(start, "additionalItems", "has more than " + std::to_string(index) + " items");
}

Refused refuse_gap(std::size_t token, Context& context) {
  context.refuse("items", "is there, the item before it is not");
  return context.inside(token);
}

const char* close_array(const char* p, const char* start, std::size_t count, std::size_t least, Context& context) {
  if (p == nullptr) return nullptr;
  if (count < least) {
    return context.refuse(start, "minItems", Reason::count(count, "item", "at least", least));
  }
  context.leave();
  return p;
}

}  // namespace mesh::json
