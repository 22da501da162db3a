#include "schemas.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace compiles {
namespace {

constexpr std::size_t kComponents = 10;

const std::vector<std::string>& texts() {
  static const std::vector<std::string> kTexts{"ends in a backslash \\",
                                               "holds */ and /* and // too",
                                               "\?\?/ \?\?= \?\?)",
                                               "R\"(raw)\" )\" R\"json(",
                                               "two\nlines \\\n#define X",
                                               "größe \xF0\x9F\x98\x80 \x7F",
                                               "{{mustache}} {{{x}}} {{#a}} {0} %s %n",
                                               "\\u0041 \\x41 \\N{DIGIT ONE}",
                                               "@param x \\brief <b> `code",
                                               "/// ///<"};
  return kTexts;
}

const std::vector<std::string>& words() {
  static const std::vector<std::string> kWords{"a", "b", "name", "amount", "kind", "lines", "sku", "note"};
  return kWords;
}

}  // namespace

std::string stem(const std::string& name) {
  std::string left;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') left += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0) left += c;
  }
  return left;
}

const std::vector<std::string>& hazards() {
  static const std::vector<std::string> kHazards{"class",
                                                 "int",
                                                 "operator",
                                                 "co_await",
                                                 "requires",
                                                 "import",
                                                 "module",
                                                 "final",
                                                 "override",
                                                 "xor",
                                                 "not",
                                                 "true",
                                                 "nullptr",
                                                 "this",
                                                 "EOF",
                                                 "errno",
                                                 "major",
                                                 "minor",
                                                 "makedev",
                                                 "INT_MAX",
                                                 "NULL",
                                                 "stdin",
                                                 "assert",
                                                 "linux",
                                                 "unix",
                                                 "isnan",
                                                 "isfinite",
                                                 "signbit",
                                                 "offsetof",
                                                 "va_arg",
                                                 "st_atime",
                                                 "sa_handler",
                                                 "NAN",
                                                 "I",
                                                 "TRUE",
                                                 "SIGINT",
                                                 "DOMAIN",
                                                 "MIN",
                                                 "alloca",
                                                 "environ",
                                                 "si_pid",
                                                 "s6_addr",
                                                 "h_errno",
                                                 "htons",
                                                 "i386",
                                                 "__FILE__",
                                                 "_Reserved",
                                                 "__cplusplus",
                                                 "std",
                                                 "mesh",
                                                 "tl",
                                                 "fmt",
                                                 "json",
                                                 "value",
                                                 "out",
                                                 "text",
                                                 "context",
                                                 "p",
                                                 "end",
                                                 "begin",
                                                 "seen",
                                                 "name",
                                                 "size",
                                                 "read",
                                                 "write",
                                                 "decode",
                                                 "encode",
                                                 "validate",
                                                 "to_log",
                                                 "to_string",
                                                 "from_json",
                                                 "to_json",
                                                 "string",
                                                 "vector",
                                                 "optional",
                                                 "variant",
                                                 "map",
                                                 "int64_t",
                                                 "Payload",
                                                 "Headers",
                                                 "kType",
                                                 "Box",
                                                 "Nullable",
                                                 "JsonText",
                                                 "Writer",
                                                 "Context",
                                                 "Input",
                                                 "Checked",
                                                 "item_1",
                                                 "option 1",
                                                 "random",
                                                 "größe",
                                                 "ключ",
                                                 "名前",
                                                 "\xF0\x9F\x98\x80",
                                                 "",
                                                 "-",
                                                 "1st",
                                                 "2",
                                                 "-1",
                                                 "a b",
                                                 "a.b/c",
                                                 "a~b",
                                                 "x%y",
                                                 "\"quoted\"",
                                                 "back\\slash",
                                                 "tab\t",
                                                 "new\nline",
                                                 "\x01",
                                                 "*/",
                                                 "/*",
                                                 "?"
                                                 "?/",
                                                 "R\"(x)\"",
                                                 "#define X",
                                                 "@type",
                                                 "$ref ",
                                                 "camelCase",
                                                 "HTTPServer",
                                                 "{{x}}",
                                                 "a'b",
                                                 "properties",
                                                 "$id ",
                                                 "const",
                                                 "enum",
                                                 "default",
                                                 "description",
                                                 "it",
                                                 "self",
                                                 "rest",
                                                 "more_items_",
                                                 "fault",
                                                 "rule",
                                                 "kRule",
                                                 "schema",
                                                 "member",
                                                 "members",
                                                 "has_value",
                                                 "index",
                                                 "item",
                                                 "items",
                                                 "writer",
                                                 "check",
                                                 "first",
                                                 "key",
                                                 "__proto__",
                                                 "constructor",
                                                 "\xC2\xA0",
                                                 "\xE2\x80\xA8",
                                                 "a\x7F"
                                                 "b",
                                                 "trailing_",
                                                 "_leading",
                                                 "double__under"};
  return kHazards;
}

Schemas::Schemas(Random& random) : random_(random) {
  std::set<std::string> stems;
  while (components_.size() < kComponents) {
    // A component's key has few characters that it may consist of.
    const auto& name = random_.pick(hazards());
    const bool is_key = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    if (is_key && stems.insert(stem(name)).second) components_.push_back(name);
  }
}

Json Schemas::components() {
  Json all = Json::object();
  for (const auto& name : components_) {
    Json schema = plain(0);
    while (schema.is_boolean()) schema = plain(0);
    describe(schema);
    all[name] = std::move(schema);
  }
  return all;
}

Json Schemas::payload() { return random_.percent(70) ? object(0) : any(0); }

Json Schemas::any(std::size_t depth) {
  if (random_.percent(depth > 4 ? 40 : 18)) return reference();
  auto schema = plain(depth);
  if (schema.is_object()) {
    describe(schema);
    if (random_.percent(12)) add_checks(schema, depth + 1);
  }
  return schema;
}

Json Schemas::plain(std::size_t depth) {
  if (depth > 4 && random_.percent(80)) return scalar();
  switch (random_.below(22)) {
    case 0:
    case 1:
    case 2:
      return scalar();
    case 3:
      return enumeration();
    case 4:
      return constant();
    case 5:
    case 6:
      return array(depth);
    case 7:
      return tuple(depth);
    case 8:
    case 9:
    case 10:
      return object(depth);
    case 11:
      return map(depth);
    case 12:
      return kinds(depth);
    case 13:
      return by_constant(depth);
    case 14:
      return by_kind(depth);
    case 15:
    case 16:
      return alternatives(depth);
    case 17:
      return or_null(depth);
    case 18:
      return all_of(depth);
    case 19:
      return condition(depth);
    case 20:
      return untyped(depth);
    default:
      return random_.percent(60) ? Json(true) : random_.percent(30) ? Json(false) : Json::object();
  }
}

Json Schemas::reference() { return {{"$ref", "#/components/schemas/" + random_.pick(components_)}}; }

Json Schemas::scalar() {
  switch (random_.below(5)) {
    case 0:
      return {{"type", "boolean"}};
    case 1:
      return integer();
    case 2:
      return number();
    case 3:
      return random_.percent(20) ? Json{{"type", "null"}} : string();
    default:
      return string();
  }
}

Json Schemas::string() {
  static const std::vector<std::string> kPatterns{"^[a-c]+$", "^[0-9]{2,3}$", "a|b",       "^\\w+-\\d$", "\\\\\"",
                                                  "^$",       "[^*/]",        "^(x|yz)*$", "^.{1,4}$"};
  static const std::vector<std::string> kFormats{"uuid",     "date-time",    "date",          "time",     "email",
                                                 "uri",      "hostname",     "ipv4",          "ipv6",     "byte",
                                                 "duration", "json-pointer", "uri-reference", "password", "unheard-of"};
  Json schema{{"type", "string"}};
  if (random_.percent(20)) schema["minLength"] = random_.below(4);
  if (random_.percent(20)) schema["maxLength"] = 2 + random_.below(30);
  if (random_.percent(15)) schema["pattern"] = random_.pick(kPatterns);
  if (random_.percent(15)) schema["format"] = random_.pick(kFormats);
  return schema;
}

Json Schemas::integer() {
  Json schema{{"type", "integer"}};
  static const std::vector<std::string> kFormats{"int32", "int64", "uint64"};
  if (random_.percent(15)) schema["format"] = random_.pick(kFormats);
  if (random_.percent(20)) schema["minimum"] = random_.between(-10, 3);
  if (random_.percent(10)) schema["exclusiveMinimum"] = random_.percent(50) ? Json(random_.between(-9, 2)) : Json(0.5);
  if (random_.percent(20)) schema["maximum"] = random_.percent(20) ? Json(1e30) : Json(random_.between(3, 90));
  if (random_.percent(10)) schema["exclusiveMaximum"] = random_.percent(50) ? Json(7) : Json(6.5);
  if (random_.percent(10)) schema["multipleOf"] = random_.percent(50) ? Json(2) : Json(0.5);
  return schema;
}

Json Schemas::number() {
  Json schema{{"type", "number"}};
  if (random_.percent(20)) schema["minimum"] = random_.percent(50) ? Json(-2.5) : Json(0);
  if (random_.percent(10)) schema["exclusiveMinimum"] = -1;
  if (random_.percent(20)) schema["maximum"] = random_.percent(50) ? Json(99.75) : Json(1000);
  if (random_.percent(10)) schema["exclusiveMaximum"] = 64.5;
  if (random_.percent(10)) schema["multipleOf"] = random_.percent(50) ? Json(0.1) : Json(3);
  return schema;
}

Json Schemas::enumeration() {
  Json values = Json::array();
  const auto mode = random_.below(4);
  std::set<std::string> stems;
  const auto count = 1 + random_.below(5);
  const auto add = [&](Json value) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
  };
  for (std::size_t i = 0; i < count; ++i) {
    const auto kind = mode == 0 ? 0 : mode == 1 ? 1 : random_.below(mode == 2 ? 5 : 7);
    const auto& word = random_.pick(hazards());
    if (kind == 0 && stems.insert(stem(word)).second) add(word);
    if (kind == 1 && stems.insert(std::to_string(i + 100)).second) add(static_cast<int>(i + 100) - (i == 0 ? 200 : 0));
    if (kind == 2 && stems.insert("5").second) add(2.5);
    if (kind == 3 && stems.insert("true").second) add(true);
    if (kind == 4) add(nullptr);
    if (kind == 5) add(Json::array({1, "x"}));
    if (kind == 6) add(Json{{"a", 1}});
  }
  if (values.empty()) values.push_back("only");
  Json schema{{"enum", values}};
  if (mode == 0 && random_.percent(60)) schema["type"] = "string";
  return schema;
}

Json Schemas::constant() {
  switch (random_.below(8)) {
    case 0:
      return {{"const", random_.between(-3, 3)}};
    case 1:
      return {{"const", 1.5}};
    case 2:
      return {{"const", random_.percent(50)}};
    case 3:
      return {{"const", nullptr}};
    case 4:
      return {{"const", Json::array({1, Json{{"a", nullptr}}})}};
    case 5:
      return {{"const", Json{{"a", Json::array()}}}};
    case 6:
      return {{"type", "string"}, {"const", random_.pick(texts())}};
    default:
      return {{"const", random_.pick(hazards())}};
  }
}

Json Schemas::array(std::size_t depth) {
  Json schema{{"type", "array"}};
  if (random_.percent(90)) schema["items"] = any(depth + 1);
  if (random_.percent(15)) schema["minItems"] = random_.below(3);
  if (random_.percent(15)) schema["maxItems"] = 1 + random_.below(4);
  if (random_.percent(15)) schema["uniqueItems"] = true;
  if (random_.percent(8)) schema["contains"] = any(depth + 2);
  return schema;
}

Json Schemas::tuple(std::size_t depth) {
  Json items = Json::array();
  const auto count = 1 + random_.below(3);
  std::set<std::string> stems;
  for (std::size_t i = 0; i < count; ++i) {
    items.push_back(any(depth + 1));
    const auto& title = random_.pick(hazards());
    if (items.back().is_object() && !items.back().contains("$ref")) {
      items.back().erase("title");
      if (random_.percent(50) && stems.insert(stem(title)).second && !stem(title).starts_with("item"))
        items.back()["title"] = title;
    }
  }
  Json schema{{"type", "array"}, {"items", items}};
  if (random_.percent(60)) schema["minItems"] = random_.below(count + 2);
  if (random_.percent(15)) schema["maxItems"] = count + random_.below(2);
  if (random_.percent(30)) schema["additionalItems"] = random_.percent(50) ? Json(false) : any(depth + 1);
  if (random_.percent(10)) schema["uniqueItems"] = true;
  return schema;
}

std::vector<std::string> Schemas::names(std::size_t count) {
  std::vector<std::string> all;
  std::set<std::string> stems{"additionalproperties", "additionalproperty"};
  while (all.size() < count) {
    const auto& name = random_.percent(45) ? random_.pick(words()) : random_.pick(hazards());
    if (stems.insert(stem(name)).second) all.push_back(name);
  }
  return all;
}

Json Schemas::object(std::size_t depth) {
  Json schema{{"type", "object"}};
  Json required = Json::array();
  Json properties = Json::object();
  for (const auto& name : names(1 + random_.below(depth == 0 ? 6 : 4))) {
    properties[name] = any(depth + 1);
    if (random_.percent(45)) required.push_back(name);
  }
  if (random_.percent(5)) required.push_back("undescribed");
  if (!required.empty() && random_.percent(50)) schema["required"] = required;
  schema["properties"] = properties;
  if (!required.empty() && !schema.contains("required")) schema["required"] = required;
  if (random_.percent(30)) schema["additionalProperties"] = random_.percent(50) ? Json(false) : any(depth + 1);
  if (random_.percent(8)) schema["patternProperties"] = Json{{"^x_", any(depth + 1)}};
  if (random_.percent(8)) schema["x-keep-unknown"] = true;
  if (random_.percent(6)) schema["minProperties"] = random_.below(3);
  if (random_.percent(6)) schema["maxProperties"] = 2 + random_.below(5);
  if (random_.percent(5)) schema["propertyNames"] = Json{{"maxLength", 12}};
  if (random_.percent(5)) schema["dependencies"] = Json{{random_.pick(words()), Json::array({random_.pick(words())})}};
  return schema;
}

Json Schemas::map(std::size_t depth) {
  Json schema{{"type", "object"}};
  if (random_.percent(60)) {
    schema["additionalProperties"] = any(depth + 1);
  } else {
    schema["patternProperties"] = Json{{random_.percent(50) ? "^[a-m]" : "", any(depth + 1)}};
    if (random_.percent(30)) schema["patternProperties"]["b$"] = any(depth + 1);
    if (random_.percent(40)) schema["additionalProperties"] = random_.percent(60) ? Json(false) : any(depth + 1);
  }
  if (random_.percent(15)) schema["minProperties"] = 1;
  if (random_.percent(15)) schema["maxProperties"] = 3;
  if (random_.percent(10)) schema["propertyNames"] = string();
  if (random_.percent(5)) schema["required"] = Json::array({"a"});
  return schema;
}

Json Schemas::kinds(std::size_t depth) {
  static const std::vector<std::string> kKinds{"string", "integer", "number", "boolean", "null", "array", "object"};
  Json types = Json::array();
  const auto count = 1 + random_.below(4);
  for (std::size_t i = 0; i < count; ++i) {
    const Json kind = random_.pick(kKinds);
    if (std::find(types.begin(), types.end(), kind) == types.end()) types.push_back(kind);
  }
  Json schema{{"type", types}};
  for (const auto& part : {string(), integer(), array(depth + 1), object(depth + 1)}) {
    if (!random_.percent(40)) continue;
    for (const auto& [key, value] : part.items()) {
      if (!schema.contains(key)) schema[key] = value;
    }
  }
  return schema;
}

Json Schemas::by_constant(std::size_t depth) {
  Json branches = Json::array();
  const auto tag = random_.percent(50) ? std::string("kind") : random_.pick(hazards());
  std::set<std::string> stems;
  const auto count = 2 + random_.below(3);
  while (branches.size() < count) {
    const auto& value = random_.pick(hazards());
    if (stem(value).empty() || !stems.insert(stem(value)).second) continue;
    auto branch = object(depth + 1);
    branch.erase("title");
    Json properties{{tag, Json{{"const", value}}}};
    for (const auto& [name, schema] : branch["properties"].items()) {
      if (stem(name) != stem(tag)) properties[name] = schema;
    }
    Json required = Json::array({tag});
    for (const auto& name : branch.value("required", Json::array())) {
      if (properties.contains(name.get<std::string>()) && name != tag) required.push_back(name);
    }
    branch["properties"] = properties;
    branch["required"] = required;
    branches.push_back(branch);
  }
  return {{random_.percent(70) ? "oneOf" : "anyOf", branches}};
}

Json Schemas::by_kind(std::size_t depth) {
  Json branches = Json::array();
  std::vector<Json> all{string(), integer(), Json{{"type", "boolean"}}, array(depth + 1), object(depth + 1)};
  for (auto& one : all) {
    if (random_.percent(50)) branches.push_back(std::move(one));
  }
  if (random_.percent(30)) branches.push_back(Json{{"type", "null"}});
  if (branches.empty()) branches.push_back(string());
  return {{random_.percent(70) ? "oneOf" : "anyOf", branches}};
}

Json Schemas::alternatives(std::size_t depth) {
  Json branches = Json::array();
  const auto count = 1 + random_.below(3);
  for (std::size_t i = 0; i < count; ++i) branches.push_back(random_.percent(40) ? object(depth + 1) : any(depth + 1));
  Json schema = random_.percent(25) ? object(depth) : Json::object();
  schema[random_.percent(50) ? "oneOf" : "anyOf"] = branches;
  if (random_.percent(8)) schema[schema.contains("oneOf") ? "anyOf" : "oneOf"] = Json::array({any(depth + 1)});
  return schema;
}

Json Schemas::or_null(std::size_t depth) {
  Json branches = Json::array({any(depth + 1), Json{{"type", "null"}}});
  if (random_.percent(40)) std::swap(branches[0], branches[1]);
  if (random_.percent(10)) branches.push_back(Json{{"type", "null"}});
  return {{random_.percent(60) ? "oneOf" : "anyOf", branches}};
}

Json Schemas::all_of(std::size_t depth) {
  Json schema = random_.percent(30) ? object(depth) : Json::object();
  Json branches = Json::array();
  const auto count = 1 + random_.below(3);
  for (std::size_t i = 0; i < count; ++i) branches.push_back(random_.percent(60) ? object(depth + 1) : any(depth + 1));
  schema["allOf"] = branches;
  return schema;
}

Json Schemas::condition(std::size_t depth) {
  Json schema = random_.percent(60) ? object(depth) : scalar();
  schema["if"] = any(depth + 2);
  if (random_.percent(80)) schema["then"] = any(depth + 2);
  if (random_.percent(50)) schema["else"] = any(depth + 2);
  return schema;
}

Json Schemas::untyped(std::size_t depth) {
  Json schema = random_.pick(std::vector<Json>{string(), integer(), object(depth), array(depth), tuple(depth)});
  schema.erase("type");
  return schema;
}

void Schemas::add_checks(Json& schema, std::size_t depth) {
  switch (random_.below(6)) {
    case 0:
      schema["not"] = any(depth + 1);
      break;
    case 1:
      schema["contains"] = any(depth + 1);
      break;
    case 2:
      schema["dependencies"] = Json{{"a", any(depth + 1)}};
      break;
    case 3:
      schema["propertyNames"] = Json{{"minLength", 1}};
      break;
    case 4:
      if (!schema.contains("anyOf"))
        schema["anyOf"] = Json::array({Json{{"required", {"a"}}}, Json{{"minProperties", 1}}});
      break;
    default:
      schema["x-secret"] = true;
  }
}

void Schemas::describe(Json& schema) {
  if (random_.percent(25)) schema["description"] = random_.pick(texts());
  if (random_.percent(6)) schema["title"] = random_.pick(texts());
  if (random_.percent(5)) schema["deprecated"] = true;
  if (random_.percent(5)) schema["x-secret"] = true;
  if (random_.percent(5)) {
    const auto& text = random_.pick(texts());
    const auto type = schema.value("type", Json());
    schema["default"] = type == "array" ? Json::array() : type == "object" ? Json::object() : Json(text);
  }
  if (random_.percent(4)) schema["$comment"] = random_.pick(texts());
}

}  // namespace compiles
