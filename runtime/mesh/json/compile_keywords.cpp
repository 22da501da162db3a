#include <algorithm>

#include <mesh/json/compile_private.hpp>
#include <mesh/json/numbers.hpp>

namespace mesh::json {
namespace {

template <class Part>
Part& made(std::unique_ptr<Part>& part) {
  if (part == nullptr) part = std::make_unique<Part>();
  return *part;
}

std::size_t index_of(ObjectRules& object, std::string_view name) {
  if (const auto found = object.indexes.find(name); found != object.indexes.end()) return found->second;
  object.names.push_back({std::string(name), nullptr, false, false});
  object.indexes.emplace(object.names.back().text, object.names.size() - 1);
  return object.names.size() - 1;
}

struct TypeRow {
  std::string_view name;
  Kind kind;
  std::string_view words;
};
constexpr std::array<TypeRow, 7> kTypes = {{{"null", Kind::kNull, "null"},
                                            {"boolean", Kind::kBool, "a boolean"},
                                            {"integer", Kind::kNumber, "an integer"},
                                            {"number", Kind::kNumber, "a number"},
                                            {"string", Kind::kString, "a string"},
                                            {"array", Kind::kArray, "an array"},
                                            {"object", Kind::kObject, "an object"}}};

constexpr unsigned bit(Kind kind) { return 1U << static_cast<unsigned>(kind); }

/// The text of a value, short enough for a message.
std::string listed_value(const char* p) {
  constexpr std::size_t kMax = 48;
  const std::string_view text = text_of_value(p);
  if (text.size() <= kMax) return std::string(text);
  return *p == '"' ? quoted(text.substr(1, text.size() - 2)) : std::string(words_of(kind_at(p)));
}

}  // namespace

const std::vector<SchemaCompiler::Row>& SchemaCompiler::rows() {
  using C = SchemaCompiler;
  static const std::vector<Row> kRows = {{"$ref", &C::take_reference},
                                         {"type", &C::take_type},
                                         {"enum", &C::take_enum},
                                         {"const", &C::take_const},
                                         {"multipleOf", &C::take_step},
                                         {"minimum", &C::take_bound},
                                         {"exclusiveMinimum", &C::take_bound},
                                         {"maximum", &C::take_bound},
                                         {"exclusiveMaximum", &C::take_bound},
                                         {"minLength", &C::take_count},
                                         {"maxLength", &C::take_count},
                                         {"pattern", &C::take_pattern},
                                         {"format", &C::take_format},
                                         {"items", &C::take_items},
                                         {"additionalItems", &C::take_schema},
                                         {"contains", &C::take_schema},
                                         {"minItems", &C::take_count},
                                         {"maxItems", &C::take_count},
                                         {"uniqueItems", &C::take_unique},
                                         {"properties", &C::take_properties},
                                         {"patternProperties", &C::take_patterns},
                                         {"additionalProperties", &C::take_schema},
                                         {"propertyNames", &C::take_schema},
                                         {"minProperties", &C::take_count},
                                         {"maxProperties", &C::take_count},
                                         {"required", &C::take_required},
                                         {"dependencies", &C::take_dependencies},
                                         {"allOf", &C::take_branches},
                                         {"anyOf", &C::take_branches},
                                         {"oneOf", &C::take_branches},
                                         {"not", &C::take_schema},
                                         {"if", &C::take_schema},
                                         {"then", &C::take_schema},
                                         {"else", &C::take_schema},
                                         {"definitions", &C::take_definitions},
                                         {"$defs", &C::take_definitions},
                                         {"x-secret", &C::take_secret}};
  return kRows;
}

bool SchemaCompiler::expect(Rule& rule, const Row& row, const char* p, Kind kind) {
  if (kind_at(p) == kind) return true;
  refuse(rule, row.keyword, p, "is " + std::string(words_of(kind_at(p))) + ", must be " + std::string(words_of(kind)));
  return false;
}

void SchemaCompiler::take_reference(Rule& rule, const Row& row, const char* p) {
  if (expect(rule, row, p, Kind::kString)) references_.emplace_back(&rule, p);
}

void SchemaCompiler::take_type(Rule& rule, const Row& row, const char* p) {
  std::vector<std::string> names;
  if (kind_at(p) == Kind::kString) {
    names.emplace_back(SoundString(p, context_).view());
  } else if (auto list = strings_of(rule, row, p)) {
    names = std::move(*list);
  } else {
    return;
  }
  bool takes_any_number = false;
  for (const std::string& name : names) {
    const auto* const found =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& type) { return type.name == name; });
    if (found == kTypes.end()) {
      refuse(rule, row.keyword, p, "is " + quoted(name) + ", must be a type of JSON Schema");
      return;
    }
    rule.types |= bit(found->kind);
    if (name == "integer") rule.is_integer = true;
    if (name == "number") takes_any_number = true;
    rule.must_be += (rule.must_be.empty() ? "" : " or ") + std::string(found->words);
  }
  if (takes_any_number) rule.is_integer = false;
  if (names.empty()) refuse(rule, row.keyword, p, "is empty, must name a type");
}

void SchemaCompiler::add_value(ValueRules& values, const char* p) {
  const Kind kind = kind_at(p);
  values.has_kind[static_cast<std::size_t>(kind)] = true;
  if (kind == Kind::kString) {
    values.strings.emplace_back(SoundString(p, context_).view());
  } else {
    append_canonical(p, values.canonical.emplace_back(), context_);
  }
}

void SchemaCompiler::take_enum(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kArray)) return;
  constexpr std::size_t kListed = 8;
  ValueRules values;
  values.keyword = row.keyword;
  std::size_t count = 0;
  const char* end = nullptr;
  for (const char* at = first_in(p, end); at != nullptr; at = next_in(end_of_value(at), end)) {
    add_value(values, at);
    if (count < kListed) values.listed += (count == 0 ? "" : ", ") + listed_value(at);
    if (count == kListed) values.listed += ", ...";
    ++count;
  }
  values.listed = count == 0 ? "one of no values" : "one of " + values.listed;
  std::sort(values.strings.begin(), values.strings.end());
  std::sort(values.canonical.begin(), values.canonical.end());
  rule.values.push_back(std::move(values));
}

void SchemaCompiler::take_const(Rule& rule, const Row& row, const char* p) {
  ValueRules values;
  values.keyword = row.keyword;
  add_value(values, p);
  values.listed = listed_value(p);
  rule.values.push_back(std::move(values));
}

void SchemaCompiler::take_bound(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kNumber)) return;
  Bound bound;
  bound.keyword = row.keyword;
  bound.is_strict = row.keyword.starts_with("exclusive");
  bound.sign = row.keyword == "minimum" || row.keyword == "exclusiveMinimum" ? -1 : 1;
  if (bound.sign < 0) {
    bound.must = bound.is_strict ? "more than" : "at least";
  } else {
    bound.must = bound.is_strict ? "less than" : "at most";
  }
  bound.text = text_of_value(p);
  bound.digits = digits_at(p);
  made(rule.number).bounds.push_back(bound);
}

void SchemaCompiler::take_step(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kNumber)) return;
  const Digits digits = digits_at(p);
  Divisor step;
  if (digits.first == nullptr || digits.is_negative) {
    refuse(rule, row.keyword, p, "is " + std::string(text_of_value(p).substr(0, 48)) + ", must be more than 0");
  } else if (!divisor_of(digits, step)) {
    refuse(rule, row.keyword, p, "has " + std::to_string(digits.count) + " digits, must have at most 19");
  } else {
    made(rule.number).step = step;
    rule.number->step_text = text_of_value(p);
  }
}

void SchemaCompiler::take_count(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kNumber)) return;
  const Digits digits = digits_at(p);
  if (!is_whole(digits) || digits.is_negative) {
    refuse(rule, row.keyword, p,
           "is " + std::string(text_of_value(p).substr(0, 48)) + ", must be an integer of at least 0");
    return;
  }
  Decimal number;
  (void)scan_number(p, number, context_);
  std::size_t count = number.mantissa;
  for (; number.exponent < 0 && count != 0; ++number.exponent) count /= 10;
  for (; number.exponent > 0 && count != 0 && count != kNoLimit; --number.exponent) {
    count = count > kNoLimit / 10 ? kNoLimit : count * 10;
  }
  const bool is_min = row.keyword.starts_with("min");
  if (row.keyword.ends_with("Length")) {
    (is_min ? made(rule.text).min_length : made(rule.text).max_length) = count;
  } else if (row.keyword.ends_with("Items")) {
    (is_min ? made(rule.array).min : made(rule.array).max) = count;
  } else {
    (is_min ? made(rule.object).min : made(rule.object).max) = count;
  }
}

std::unique_ptr<Regex> SchemaCompiler::regex_of(Rule& rule, const Row& row, const char* p, std::string_view pattern) {
  const auto spelt = re2_spelling(pattern);
  auto regex = spelt ? std::make_unique<Regex>(*spelt) : nullptr;
  if (regex != nullptr && regex->is_sound()) return regex;
  refuse(rule, row.keyword, p, "is " + quoted(pattern) + ", must be a pattern that RE2 can run");
  return nullptr;
}

void SchemaCompiler::take_pattern(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kString)) return;
  const SoundString pattern(p, context_);
  made(rule.text).pattern = regex_of(rule, row, p, pattern.view());
  rule.text->pattern_source = pattern.view();
}

void SchemaCompiler::take_format(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kString)) return;
  made(rule.text).format = find_format(SoundString(p, context_).view());
}

void SchemaCompiler::take_items(Rule& rule, const Row& row, const char* p) {
  ArrayRules& array = made(rule.array);
  array.is_tuple = kind_at(p) == Kind::kArray;
  if (array.is_tuple) {
    array.tuple = list_of(rule, row, p);
  } else {
    array.rest = below(rule, row, p);
  }
}

void SchemaCompiler::take_unique(Rule& rule, const Row& row, const char* p) {
  if (expect(rule, row, p, Kind::kBool)) made(rule.array).is_unique = *p == 't';
}

void SchemaCompiler::take_properties(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kObject)) return;
  ObjectRules& object = made(rule.object);
  for (const Member& member : members_of(p)) {
    auto& name = object.names[index_of(object, member.name)];
    name.rule = below(rule, row, member.name, member.at);
    name.is_known = true;
  }
}

void SchemaCompiler::take_patterns(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kObject)) return;
  ObjectRules& object = made(rule.object);
  for (const Member& member : members_of(p)) {
    const Rule* const of = below(rule, row, member.name, member.at);
    if (auto regex = regex_of(rule, row, p, member.name)) object.patterns.push_back({std::move(regex), of});
  }
}

std::optional<std::vector<std::string>> SchemaCompiler::strings_of(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kArray)) return std::nullopt;
  std::vector<std::string> list;
  const char* end = nullptr;
  for (const char* at = first_in(p, end); at != nullptr; at = next_in(end_of_value(at), end)) {
    if (!expect(rule, row, at, Kind::kString)) return std::nullopt;
    list.emplace_back(SoundString(at, context_).view());
  }
  return list;
}

void SchemaCompiler::take_required(Rule& rule, const Row& row, const char* p) {
  const auto names = strings_of(rule, row, p);
  if (!names) return;
  ObjectRules& object = made(rule.object);
  for (const std::string& name : *names) object.names[index_of(object, name)].is_required = true;
}

void SchemaCompiler::take_dependencies(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kObject)) return;
  ObjectRules& object = made(rule.object);
  for (const Member& member : members_of(p)) {
    ObjectRules::Dependency dependency;
    dependency.name = index_of(object, member.name);
    if (kind_at(member.at) == Kind::kArray) {
      const auto names = strings_of(rule, row, member.at);
      if (!names) return;
      for (const std::string& name : *names) dependency.needs.push_back(index_of(object, name));
    } else {
      dependency.rule = below(rule, row, member.name, member.at);
    }
    object.dependencies.push_back(std::move(dependency));
  }
}

void SchemaCompiler::take_schema(Rule& rule, const Row& row, const char* p) {
  const Rule* const of = below(rule, row, p);
  if (row.keyword == "additionalItems") {
    made(rule.array).additional = of;
  } else if (row.keyword == "contains") {
    made(rule.array).contains = of;
  } else if (row.keyword == "additionalProperties") {
    made(rule.object).additional = of;
  } else if (row.keyword == "propertyNames") {
    made(rule.object).of_names = of;
  } else if (row.keyword == "not") {
    made(rule.branches).none = of;
  } else if (row.keyword == "if") {
    made(rule.branches).condition = of;
  } else if (row.keyword == "then") {
    made(rule.branches).then = of;
  } else {
    made(rule.branches).otherwise = of;
  }
}

void SchemaCompiler::take_branches(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kArray)) return;
  auto list = list_of(rule, row, p);
  if (list.empty()) {
    refuse(rule, row.keyword, p, "is empty, must have a schema");
  } else if (row.keyword == "allOf") {
    made(rule.branches).all_of = std::move(list);
  } else if (row.keyword == "anyOf") {
    made(rule.branches).any_of = std::move(list);
  } else {
    made(rule.branches).one_of = std::move(list);
  }
}

void SchemaCompiler::take_definitions(Rule& rule, const Row& row, const char* p) {
  if (!expect(rule, row, p, Kind::kObject)) return;
  for (const Member& member : members_of(p)) (void)below(rule, row, member.name, member.at);
}

void SchemaCompiler::take_secret(Rule& rule, const Row& row, const char* p) {
  if (expect(rule, row, p, Kind::kBool)) rule.is_secret = *p == 't';
}

std::optional<std::string> re2_spelling(std::string_view pattern) {
  // Letters that mean the same behind a backslash in both languages; \s differs only in rare spaces.
  constexpr std::string_view kSame = "dDwWsSbBfnrtv";
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '(' && pattern.substr(i, 3) == "(?<" && pattern.substr(i + 3, 1) != "=" &&
        pattern.substr(i + 3, 1) != "!") {
      // What a group is called does not matter, and older RE2s know another spelling of it.
      const auto end = pattern.find('>', i);
      if (end == std::string_view::npos) return std::nullopt;
      text += c;
      i = end;
      continue;
    }
    if (c != '\\') {
      text += c;
      continue;
    }
    if (++i == pattern.size()) return std::nullopt;
    const char next = pattern[i];
    const bool is_letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    const bool is_digit = next >= '0' && next <= '9';
    if ((next == 'u' || next == 'x') && pattern.substr(i + 1, 1) != "{") {
      const std::size_t length = next == 'u' ? 4 : 2;
      const auto digits = pattern.substr(i + 1, length);
      if (digits.size() != length || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) {
        return std::nullopt;
      }
      text += "\\x{" + std::string(digits) + "}";
      i += length;
    } else if (next == 'x' || next == 'u') {
      text += "\\x";
    } else if (is_digit || (is_letter && kSame.find(next) == std::string_view::npos)) {
      return std::nullopt;
    } else {
      text += '\\';
      text += next;
    }
  }
  return text;
}

}  // namespace mesh::json
