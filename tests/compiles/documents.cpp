#include "documents.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace compiles {
namespace {

constexpr std::size_t kDeep = 9;

const std::vector<std::string>& strings() {
  static const std::vector<std::string> kStrings{"",
                                                 "a",
                                                 "b",
                                                 "ab",
                                                 "abc",
                                                 "x",
                                                 "yz",
                                                 "42",
                                                 "123",
                                                 "a-1",
                                                 "\\\"",
                                                 "größe",
                                                 "\xF0\x9F\x98\x80",
                                                 "a\nb",
                                                 "long enough for most bounds of strings"};
  return kStrings;
}

std::string of_format(const std::string& format) {
  static const std::map<std::string, std::string> kSamples{{"uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380"},
                                                           {"date-time", "2024-02-29T23:59:59.5Z"},
                                                           {"date", "2024-02-29"},
                                                           {"time", "08:30:06Z"},
                                                           {"email", "joe.bloggs@example.com"},
                                                           {"uri", "http://example.com/a?b#c"},
                                                           {"hostname", "www.example.com"},
                                                           {"ipv4", "192.168.0.1"},
                                                           {"ipv6", "::1"},
                                                           {"byte", "aGVsbG8="},
                                                           {"duration", "P3DT12H"},
                                                           {"json-pointer", "/a~1b/0"},
                                                           {"uri-reference", "../a?b#c"}};
  const auto found = kSamples.find(format);
  return found == kSamples.end() ? "any" : found->second;
}

/// The kind that a schema without `type` speaks of.
std::string guessed_type(const Json& schema) {
  for (const auto* key : {"properties", "required", "additionalProperties", "patternProperties", "minProperties"}) {
    if (schema.contains(key)) return "object";
  }
  for (const auto* key : {"items", "minItems", "uniqueItems", "contains"}) {
    if (schema.contains(key)) return "array";
  }
  for (const auto* key : {"minLength", "maxLength", "pattern", "format"}) {
    if (schema.contains(key)) return "string";
  }
  for (const auto* key : {"minimum", "maximum", "multipleOf"}) {
    if (schema.contains(key)) return "number";
  }
  return {};
}

}  // namespace

Json Documents::anything(std::size_t depth) {
  switch (random_.below(depth > 2 ? 6 : 8)) {
    case 0:
      return nullptr;
    case 1:
      return random_.percent(50);
    case 2:
      return random_.between(-5, 120);
    case 3:
      return static_cast<double>(random_.between(-40, 400)) / 4;
    case 4:
      return random_.pick(hazards());
    case 5:
      return random_.pick(strings());
    case 6: {
      Json all = Json::array();
      const auto count = random_.below(4);
      for (std::size_t i = 0; i < count; ++i) all.push_back(anything(depth + 1));
      return all;
    }
    default: {
      Json all = Json::object();
      const auto count = random_.below(4);
      for (std::size_t i = 0; i < count; ++i) {
        const auto name =
            random_.percent(50) ? std::string(1, static_cast<char>('a' + random_.below(3))) : random_.pick(hazards());
        all[name] = anything(depth + 1);
      }
      return all;
    }
  }
}

Json Documents::value(const Json& schema, std::size_t depth) {
  if (!schema.is_object() || depth > 3 * kDeep) return anything(2);
  if (const auto link = schema.find("$ref"); link != schema.end())
    return value(contract_.at(Json::json_pointer(link->get<std::string>().substr(1))), depth + 1);
  if (const auto one = schema.find("const"); one != schema.end()) return *one;
  if (const auto all = schema.find("enum"); all != schema.end()) return random_.pick(*all);

  Json made;
  const auto types = schema.find("type");
  std::string type;
  if (types != schema.end())
    type = types->is_string() ? types->get<std::string>() : random_.pick(*types).get<std::string>();
  if (type.empty() && (random_.percent(90) || schema.size() == 1)) type = guessed_type(schema);
  bool is_made = !type.empty();
  if (is_made) made = typed(schema, type, depth);
  std::vector<const Json*> parts;
  for (const auto* key : {"oneOf", "anyOf"}) {
    if (const auto found = schema.find(key); found != schema.end()) parts.push_back(&random_.pick(*found));
  }
  if (const auto found = schema.find("allOf"); found != schema.end()) {
    for (const auto& branch : *found) parts.push_back(&branch);
  }
  if (schema.contains("then") && random_.percent(30)) parts.push_back(&schema["then"]);
  for (const auto* part : parts) {
    if (is_made) {
      join(made, *part, depth);
    } else {
      made = value(*part, depth + 1);
      is_made = true;
    }
  }
  return is_made ? made : anything(1);
}

/// Members of both; of other values, one of the two.
void Documents::join(Json& into, const Json& schema, std::size_t depth) {
  auto other = value(schema, depth + 1);
  if (into.is_object() && other.is_object()) {
    for (const auto& [name, member] : other.items()) into[name] = member;
  } else if (!into.is_object() && random_.percent(50)) {
    into = std::move(other);
  }
}

Json Documents::typed(const Json& schema, const std::string& type, std::size_t depth) {
  if (type == "null") return nullptr;
  if (type == "boolean") return random_.percent(50);
  if (type == "integer" || type == "number") return number(schema, type == "integer");
  if (type == "string") return string(schema);
  if (type == "array") return array(schema, depth);
  return object(schema, depth);
}

Json Documents::string(const Json& schema) {
  if (const auto format = schema.find("format"); format != schema.end() && format->is_string() && random_.percent(90))
    return of_format(format->get<std::string>());
  static const std::map<std::string, std::string> kSamples{
      {"^[a-c]+$", "abc"}, {"^[0-9]{2,3}$", "42"}, {"a|b", "cab"}, {"^\\w+-\\d$", "ab-1"}, {"\\\\\"", "\\\""},
      {"^$", ""},          {"^(x|yz)*$", "xyz"}};
  if (const auto pattern = schema.find("pattern"); pattern != schema.end() && random_.percent(80)) {
    if (const auto sample = kSamples.find(pattern->get<std::string>()); sample != kSamples.end()) return sample->second;
  }
  return random_.percent(80) ? random_.pick(strings()) : random_.pick(hazards());
}

Json Documents::number(const Json& schema, bool whole) {
  const auto least = schema.contains("minimum") ? schema["minimum"].get<double>() : -8;
  const auto most = std::min(schema.contains("maximum") ? schema["maximum"].get<double>() : 40.0, 1000.0);
  const auto from = static_cast<std::int64_t>(std::ceil(least));
  const auto to = std::max(from, static_cast<std::int64_t>(std::floor(most)));
  const auto made = random_.between(from, to);
  if (whole) {
    if (random_.percent(5)) return static_cast<double>(made);  // 3.0 is an integer
    if (random_.percent(2)) return std::int64_t{9007199254740993} * 1000;
    if (random_.percent(1)) return std::uint64_t{18446744073709551615U};
    return made;
  }
  if (random_.percent(5)) return 1e300;
  return random_.percent(40) ? Json(made)
                             : Json(static_cast<double>(made) + 0.25 * static_cast<double>(random_.below(4)));
}

Json Documents::array(const Json& schema, std::size_t depth) {
  Json made = Json::array();
  const auto items = schema.find("items");
  std::size_t count = depth > kDeep ? 0 : random_.below(4);
  if (schema.contains("minItems")) count = std::max(count, schema["minItems"].get<std::size_t>());
  if (schema.contains("maxItems")) count = std::min(count, schema["maxItems"].get<std::size_t>());
  const bool is_tuple = items != schema.end() && items->is_array();
  for (std::size_t i = 0; i < count; ++i) {
    if (is_tuple && i < items->size()) {
      made.push_back(value((*items)[i], depth + 1));
    } else if (is_tuple) {
      const auto more = schema.find("additionalItems");
      if (more != schema.end() && more->is_boolean() && !more->get<bool>() && random_.percent(90)) break;
      made.push_back(more != schema.end() ? value(*more, depth + 1) : anything(2));
    } else {
      made.push_back(items != schema.end() ? value(*items, depth + 1) : anything(2));
    }
  }
  return made;
}

Json Documents::object(const Json& schema, std::size_t depth) {
  Json made = Json::object();
  const auto properties = schema.find("properties");
  const auto required = schema.value("required", Json::array());
  if (properties != schema.end()) {
    for (const auto& [name, property] : properties->items()) {
      const bool is_required = std::find(required.begin(), required.end(), Json(name)) != required.end();
      if (is_required || (depth < kDeep && random_.percent(55))) made[name] = value(property, depth + 1);
    }
  }
  for (const auto& name : required) {
    if (!made.contains(name.get<std::string>())) made[name.get<std::string>()] = anything(2);
  }
  const auto more = schema.find("additionalProperties");
  const auto patterns = schema.find("patternProperties");
  if (patterns != schema.end()) {
    for (const auto& [pattern, property] : patterns->items()) {
      if (random_.percent(60)) made[pattern == "^x_" ? "x_1" : "ab"] = value(property, depth + 1);
    }
  }
  const bool is_closed = more != schema.end() && more->is_boolean() && !more->get<bool>();
  const auto count = is_closed       ? (random_.percent(4) ? 1U : 0U)
                     : depth > kDeep ? 0U
                                     : random_.below(properties == schema.end() ? 4 : 2);
  for (std::size_t i = 0; i < count; ++i) {
    const auto name =
        random_.percent(70) ? std::string(1, static_cast<char>('a' + random_.below(26))) : random_.pick(hazards());
    if (!made.contains(name)) made[name] = more != schema.end() ? value(*more, depth + 1) : anything(2);
  }
  return made;
}

void Documents::mutate(Json& document) {
  auto* place = &document;
  while (place->is_structured() && !place->empty() && random_.percent(75)) {
    if (place->is_array()) {
      place = &(*place)[random_.below(place->size())];
    } else {
      place = &std::next(place->begin(), static_cast<std::ptrdiff_t>(random_.below(place->size()))).value();
    }
  }
  const auto change = random_.below(6);
  if (place->is_object() && !place->empty() && change < 2) {
    place->erase(std::next(place->begin(), static_cast<std::ptrdiff_t>(random_.below(place->size()))));
  } else if (place->is_object() && change < 4) {
    (*place)[random_.percent(50) ? "b" : random_.pick(hazards())] = anything(1);
  } else if (place->is_array() && !place->empty() && change < 2) {
    place->erase(random_.below(place->size()));
  } else if (place->is_array() && change < 4) {
    place->push_back(place->empty() || random_.percent(50) ? anything(1) : Json(place->front()));
  } else if (place->is_number_integer() && change < 4) {
    *place = place->get<std::int64_t>() / 2 + random_.between(-2, 2);
  } else {
    *place = anything(1);
  }
}

std::string Documents::spell(const Json& document) {
  return document.dump(random_.percent(15) ? 2 : -1, ' ', random_.percent(15));
}

}  // namespace compiles
