#include "model/bundle.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/exact_number.hpp"
#include "model/integer_formats.hpp"
#include "model/json_text.hpp"
#include "validate/keywords.hpp"
#include "validate/schema.hpp"

namespace meshgen::model {
namespace {

using base::ExactNumber;
using load::Kind;
using load::Node;
using validate::Wants;

/// Keywords of draft-07 that say something about a schema, or keep others, but change nothing that is valid.
constexpr std::array<std::string_view, 10> kSaysNothing{
    "$id",      "$schema",  "$comment",   "title", "description", "contentEncoding", "contentMediaType",
    "readOnly", "examples", "definitions"};

/// mesh/json/format.hpp, by the names that contracts give them.
constexpr std::array<std::string_view, 13> kFormats{"uuid",     "date-time",    "date",         "time", "email",
                                                    "uri",      "hostname",     "ipv4",         "ipv6", "byte",
                                                    "duration", "json-pointer", "uri-reference"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

resolve::Place place_of(const Node& node) { return {node.span.file, node.span.begin}; }

/// Letters, digits, '_', '-' and '.': the same in a JSON Pointer and in a fragment of a URI.
std::string plain(std::string_view word) {
  std::string out;
  for (const char c : word) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    if (is_plain) out += c;
    if (!is_plain && !out.ends_with('_')) out += '_';
  }
  return out.empty() ? "_" : out;
}

std::string dotted(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) (out += out.empty() ? "" : ".") += plain(word);
  return out.empty() ? "_" : out;
}

Json value_of(const Node& node) {
  if (node.is(Kind::kList)) {
    auto list = Json::list();
    for (const auto& item : node.items) list.push(value_of(item));
    return list;
  }
  if (node.is(Kind::kMap)) {
    auto map = Json::map();
    for (const auto& member : node.members) map.put(member.key, value_of(member.value));
    return map;
  }
  return Json(load::to_json(node));
}

/// One schema's keywords. `inner` spells the schemas within.
class KeywordWriter {
 public:
  using Inner = std::function<Json(const Node&)>;

  KeywordWriter(const resolve::ResolvedDocument& document, const Inner& inner) : document_(document), inner_(inner) {}

  Json write(const Node& schema) {
    auto out = Json::map();
    for (const auto& member : schema.members) {
      if (member.key == "x-secret" && member.value.is(Kind::kBool) && member.value.boolean)
        out.put(member.key, Json("true"));
      const auto* keyword = validate::draft7_keyword(member.key);
      const bool is_const = member.key == "const";  // of which validate has nothing to say
      if (is_const) out.put(member.key, value_of(member.value));
      if (keyword == nullptr || contains(kSaysNothing, member.key) || says_nothing_here(schema, member.key)) continue;
      const auto* value = document_.follow(member.value);
      if (value == nullptr || !validate::fits(*value, keyword->wants)) continue;  // reported by resolve or validate
      if (member.key == "format") {
        write_format(schema, *value, out);
      } else {
        write(schema, *keyword, member.value, *value, out);
      }
    }
    return out;
  }

 private:
  /// Keywords that need another one beside them.
  static bool says_nothing_here(const Node& schema, std::string_view key) {
    const auto* items = schema.find("items");
    if (key == "additionalItems") return items == nullptr || !items->is(Kind::kList);
    if (key == "then" || key == "else") return schema.find("if") == nullptr;
    if (key == "if") return schema.find("then") == nullptr && schema.find("else") == nullptr;
    return false;
  }

  void write(const Node& schema, const validate::Keyword& keyword, const Node& as_written, const Node& value,
             Json& out) {
    const auto key = std::string(keyword.name);
    switch (keyword.wants) {
      case Wants::kSchema:
        if (key == "additionalProperties" && value.is(Kind::kBool) && value.boolean) return;
        return out.put(key, inner_(as_written));
      case Wants::kSchemaOrList:
        return out.put(key, value.is(Kind::kList) ? schemas(value) : inner_(as_written));
      case Wants::kSchemas:
        if (!value.items.empty()) out.put(key, schemas(value));
        return;
      case Wants::kSchemaMap:
      case Wants::kDependencies:
        if (!value.members.empty()) out.put(key, schema_map(value));
        return;
      case Wants::kNumber:
        return write_bound(schema, key, value, out);
      case Wants::kLength:
        if (key.starts_with("max") || value.as_int64() != 0) out.put(key, length(value));
        return;
      case Wants::kBoolean:
        if (value.boolean) out.put(key, Json("true"));
        return;
      case Wants::kStrings:
      case Wants::kValues:
        if (!value.items.empty()) out.put(key, value_of(value));
        return;
      case Wants::kString:
      case Wants::kType:
        return out.put(key, value_of(value));
      case Wants::kExternalDocs:
        return;
    }
  }

  /// `3.0` is a length, too.
  static Json length(const Node& value) {
    const auto whole = value.as_int64();
    return Json(whole ? std::to_string(*whole) : load::to_json(value));
  }

  Json schemas(const Node& list) {
    auto out = Json::list();
    for (const auto& item : list.items) out.push(inner_(item));
    return out;
  }

  Json schema_map(const Node& map) {
    auto out = Json::map();
    for (const auto& member : map.members) {
      // A dependency may be a list of names.
      const bool is_schema = !member.value.is(Kind::kList);
      out.put(member.key, is_schema ? inner_(member.value) : value_of(member.value));
    }
    return out;
  }

  static void write_bound(const Node& schema, const std::string& key, const Node& value, Json& out) {
    const auto number = ExactNumber::parse(value.text);
    if (key == "multipleOf") {
      if (number && !number->is_negative() && !number->is_zero()) out.put(key, Json(load::to_json(value)));
      return;
    }
    if (number) {
      if (!is_within(limits_of(schema), key, *number)) out.put(key, Json(load::to_json(value)));
      return;
    }
    // An infinite bound holds every number, or none. JSON has no infinity, but numbers beyond all that is in use.
    const bool is_lower = key == "minimum" || key == "exclusiveMinimum";
    const auto bound = value.as_double();
    if (bound && std::isinf(*bound) && (*bound > 0) == is_lower) out.put(key, Json(is_lower ? "1e9999" : "-1e9999"));
  }

  /// What its format says of the numbers that are valid.
  static std::optional<IntegerLimits> limits_of(const Node& schema) {
    const auto* format = schema.find("format");
    if (format == nullptr || !format->is(Kind::kString)) return std::nullopt;
    const auto* type = schema.find("type");
    const auto is_numeric = [](const Node& name) { return name.text == "integer" || name.text == "number"; };
    const bool counts =
        type == nullptr || is_numeric(*type) || std::any_of(type->items.begin(), type->items.end(), is_numeric);
    return counts ? limits_of_format(format->text) : std::nullopt;
  }

  /// Does the bound that the format stands for say more than this one?
  static bool is_within(const std::optional<IntegerLimits>& limits, std::string_view key, const ExactNumber& bound) {
    if (!limits) return false;
    if (key == "minimum") return bound < limits->least;
    return key == "maximum" && bound > limits->greatest;
  }

  static void write_format(const Node& schema, const Node& format, Json& out) {
    if (contains(kFormats, format.text)) out.put("format", value_of(format));
    const auto limits = limits_of(schema);
    if (!limits) return;
    for (const bool is_lower : {true, false}) {
      const auto* key = is_lower ? "minimum" : "maximum";
      const auto* own = schema.find(key);
      const auto number = own == nullptr ? std::nullopt : ExactNumber::parse(own->text);
      const bool is_said = own != nullptr && own->is_numeric() && number && !is_within(limits, key, *number);
      if (!is_said) out.put(key, Json((is_lower ? limits->least : limits->greatest).to_json()));
    }
  }

  const resolve::ResolvedDocument& document_;
  const Inner& inner_;
};

/// A schema and those within it, but for what `name_of` says stands elsewhere. Goes no deeper than the document does.
class SchemaWriter {
 public:
  using NameOf = std::function<const std::string*(const Node&)>;

  SchemaWriter(const resolve::ResolvedDocument& document, NameOf name_of)
      : name_of_(std::move(name_of)),
        inner_([this](const Node& schema) { return inner(schema); }),
        keywords_(document, inner_) {}

  Json write(const Node& schema) {
    if (schema.is(Kind::kBool)) return Json(schema.boolean ? "true" : "false");
    const bool is_known = schema.is(Kind::kMap) && resolve::ResolvedDocument::reference(schema) == nullptr;
    return is_known ? keywords_.write(schema) : Json("true");
  }

 private:
  Json inner(const Node& schema) {
    const auto* name = name_of_(schema);
    if (name == nullptr) return write(schema);
    auto reference = Json::map();
    reference.put("$ref", Json::string("#/definitions/" + *name));
    return reference;
  }

  NameOf name_of_;
  KeywordWriter::Inner inner_;
  KeywordWriter keywords_;
};

}  // namespace

Bundle::Bundle(const resolve::ResolvedDocument& document) : document_(document), paths_(document) {
  for (const auto& file : document.files) {
    if (file->root) index(*file->root);
  }
}

void Bundle::index(const Node& node) {
  if (node.is(Kind::kMap) || node.is(Kind::kBool)) by_place_.emplace(place_of(node), &node);
  for (const auto& item : node.items) index(item);
  for (const auto& member : node.members) index(member.value);
}

bool Bundle::same(const Node& a, const Node& b) const {
  if (&a == &b) return true;
  if (a.kind != b.kind || a.text != b.text || a.boolean != b.boolean) return false;
  if (a.items.size() != b.items.size() || a.members.size() != b.members.size()) return false;
  const auto* link = document_.link(a);
  const auto* other = document_.link(b);
  if ((link == nullptr ? nullptr : link->node) != (other == nullptr ? nullptr : other->node)) return false;
  if (link != nullptr) return true;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    if (a.members[i].key != b.members[i].key || !same(a.members[i].value, b.members[i].value)) return false;
  }
  return true;
}

Bundle::Target Bundle::target_of(const Node& node, const Words& words) const {
  Target target{&node, words};
  // A wrapper may lead to another one; no document needs many of them.
  for (std::size_t wrappers = 0; wrappers <= resolve::kReferencesMax; ++wrappers) {
    const auto* at = document_.follow(*target.node);
    if (at == nullptr) return target;
    if (at != target.node) target = {at, paths_.words(*at)};
    const auto* inner = at->is(Kind::kMap) ? at->find("schema") : nullptr;
    if (inner == nullptr || (!inner->is(Kind::kMap) && !inner->is(Kind::kBool))) return target;
    const auto* format = at->find("schemaFormat");
    if (format != nullptr && !validate::is_json_schema_format(format->text)) return {nullptr, target.words};
    target.node = inner;
  }
  return {nullptr, target.words};
}

std::string Bundle::add(const Node& schema, const Words& words) {
  static const Node kAnything = [] {
    Node node;
    node.kind = Kind::kBool;
    node.boolean = true;
    return node;
  }();
  const auto target = target_of(schema, words);
  const auto index = intern(target.node == nullptr ? kAnything : *target.node, target.words);
  while (next_ < definitions_.size()) collect(Definition(definitions_[next_++]));
  return "/definitions/" + definitions_[index].name;
}

std::size_t Bundle::intern(const Node& node, const Words& words) {
  const auto place = place_of(node);
  const auto original = by_place_.find(place);
  // Traits are merged at the place of what they are merged into.
  if (original != by_place_.end() && same(*original->second, node)) {
    const auto known = known_.find(place);
    if (known != known_.end()) return known->second;
    const auto index = define(*original->second, words, false);
    known_.emplace(place, index);
    return index;
  }
  auto& alike = known_copies_[place];
  const auto known =
      std::find_if(alike.begin(), alike.end(), [&](std::size_t each) { return same(*definitions_[each].node, node); });
  if (known != alike.end()) return *known;
  copies_.push_back(node);
  alike.push_back(define(copies_.back(), words, true));
  return alike.back();
}

std::size_t Bundle::define(const Node& node, const Words& words, bool is_copy) {
  definitions_.push_back({name_for(node, words), &node, is_copy});
  return definitions_.size() - 1;
}

std::string Bundle::name_for(const Node& node, const Words& words) {
  auto name = dotted(words);
  if (names_.try_emplace(name, 1).second) return name;
  const auto original = by_place_.find(place_of(node));
  auto path = original == by_place_.end() ? words : paths_.tokens(*original->second);
  if (node.span.file != nullptr) path.insert(path.begin(), file_stem(node.span.file->path()));
  name = dotted(path);
  if (names_.try_emplace(name, 1).second) return name;
  // Merges at one place, or files of one name: the document's order tells them apart.
  for (;;) {
    auto numbered = fmt::format("{}.{}", name, ++names_[name]);
    if (names_.try_emplace(numbered, 1).second) return numbered;
  }
}

void Bundle::collect(const Definition& from) {
  SchemaWriter writer(document_, [&](const Node& schema) -> const std::string* {
    static const std::string kElsewhere;
    if (resolve::ResolvedDocument::reference(schema) != nullptr) {
      const auto target = target_of(schema, {});
      if (target.node != nullptr && resolve::ResolvedDocument::reference(*target.node) == nullptr)
        (void)intern(*target.node, target.words);
      return &kElsewhere;
    }
    return collected_.insert(&schema).second ? nullptr : &kElsewhere;
  });
  (void)writer.write(*from.node);
}

const std::string* Bundle::name_of(const Node& schema, const Definition& from) const {
  const auto* node = &schema;
  if (resolve::ResolvedDocument::reference(schema) != nullptr) {
    node = target_of(schema, {}).node;
    if (node == nullptr) return nullptr;
  } else if (from.is_copy) {
    return nullptr;
  }
  const auto found = known_.find(place_of(*node));
  return found == known_.end() ? nullptr : &definitions_[found->second].name;
}

std::string Bundle::text() const {
  std::unordered_map<const diag::SourceFile*, std::size_t> order;
  for (const auto& file : document_.files) order.emplace(file->source.get(), order.size());
  using Position = std::tuple<std::size_t, std::uint32_t, std::size_t>;  // file, place in it, definition
  std::vector<Position> sorted;
  for (std::size_t i = 0; i < definitions_.size(); ++i) {
    const auto span = definitions_[i].node->span;
    const auto found = order.find(span.file);
    sorted.emplace_back(found == order.end() ? order.size() : found->second, span.begin, i);
  }
  std::sort(sorted.begin(), sorted.end());
  auto definitions = Json::map();
  for (const auto& position : sorted) {
    const auto& each = definitions_[std::get<2>(position)];
    SchemaWriter writer(document_, [&](const Node& schema) { return name_of(schema, each); });
    definitions.put(each.name, writer.write(*each.node));
  }
  auto root = Json::map();
  root.put("definitions", std::move(definitions));
  return laid_out(root);
}

}  // namespace meshgen::model
