#include "plan/chosen.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "diag/codes.hpp"

namespace meshgen::plan {
namespace {

using load::Kind;
using load::Node;
using model::Format;

constexpr std::string_view kUnorderedMap = "std::unordered_map";
constexpr std::string_view kTimestamp = "mesh::Timestamp";
constexpr std::string_view kDate = "std::chrono::year_month_day";
constexpr std::string_view kText = "mesh::Text";

/// What needs no words but its name.
std::optional<Chosen> known(std::string_view name) {
  if (name == kUnorderedMap) return Chosen{std::string(name), "<unordered_map>"};
  if (name == kTimestamp || name == kDate) return Chosen{std::string(name), "<mesh/base/wire_time.hpp>"};
  return std::nullopt;
}

bool is_map(const model::Shape& shape) { return std::holds_alternative<model::Map>(shape); }

bool is_text(const model::Shape& shape) {
  return std::holds_alternative<model::String>(shape) || std::holds_alternative<model::StringConst>(shape);
}

bool is_scalar(const model::Shape& shape) {
  return is_text(shape) || std::holds_alternative<model::Integer>(shape) ||
         std::holds_alternative<model::Number>(shape) || std::holds_alternative<model::Boolean>(shape);
}

Format format_of(const model::Shape& shape) {
  const auto* string = std::get_if<model::String>(&shape);
  return string == nullptr ? Format::kNone : string->format;
}

/// A qualified name, perhaps of a template: what can stand in a declaration and nothing else.
bool is_type_name(std::string_view name) {
  if (name.empty() || name.front() == ':' || (name.front() >= '0' && name.front() <= '9')) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':' ||
           c == '<' || c == '>' || c == ',' || c == ' ';
  });
}

bool is_header(std::string_view path) {
  return !path.empty() && std::none_of(path.begin(), path.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\' || c == '>' || c == '<';
  });
}

std::string include_of(std::string_view text) {
  const bool has_brackets = text.size() > 2 && text.front() == '<' && text.back() == '>';
  const auto path = has_brackets ? text.substr(1, text.size() - 2) : text;
  if (!is_header(path)) return {};
  return has_brackets ? std::string(text) : fmt::format("\"{}\"", path);
}

class Chooser {
 public:
  Chooser(const TypeChoices& choices, diag::Sink& sink) : choices_(choices), sink_(sink) {}

  std::optional<Chosen> choose(const model::Type& type) {
    const auto* wish = type.schema == nullptr ? nullptr : type.schema->find("x-cpp-type");
    if (wish == nullptr) return by_default(type.shape);
    if (wish->is(Kind::kString)) return named(type.shape, *wish);
    if (!wish->is(Kind::kMap)) {
      return refuse(wish->span, "'x-cpp-type' must be a name, or an object with 'name' and 'include'");
    }
    const auto* name = wish->find("name");
    const auto* include = wish->find("include");
    if (name == nullptr || !name->is(Kind::kString) || include == nullptr || !include->is(Kind::kString)) {
      return refuse(wish->span, "'x-cpp-type' needs the 'name' of the type and the 'include' that declares it");
    }
    if (!is_type_name(name->text)) return refuse(name->span, fmt::format("'{}' names no C++ type", name->text));
    auto header = include_of(include->text);
    if (header.empty()) return refuse(include->span, fmt::format("'{}' is no header", include->text));
    if (is_scalar(type.shape)) return Chosen{name->text, std::move(header)};
    return unfit(wish->span, type.shape);
  }

  /// Of what choose() has chosen nothing for.
  [[nodiscard]] bool is_view(const model::Type& type) const {
    if (!is_text(type.shape)) return false;
    const auto* wish = type.schema == nullptr ? nullptr : type.schema->find("x-cpp-type");
    if (wish == nullptr) return choices_.strings_are_views;
    return wish->is(Kind::kString) && wish->text == kText;
  }

 private:
  [[nodiscard]] std::optional<Chosen> by_default(const model::Shape& shape) const {
    if (choices_.maps_are_unordered && is_map(shape)) return known(kUnorderedMap);
    if (choices_.time_is_chrono && format_of(shape) == Format::kDateTime) return known(kTimestamp);
    if (choices_.time_is_chrono && format_of(shape) == Format::kDate) return known(kDate);
    return std::nullopt;
  }

  std::optional<Chosen> named(const model::Shape& shape, const Node& wish) {
    // What we would take ourselves: it undoes a choice for all.
    if (is_map(shape) && wish.text == "std::map") return std::nullopt;
    if (is_text(shape) && (wish.text == "std::string" || wish.text == kText)) return std::nullopt;
    const auto format = format_of(shape);
    const bool fits = (is_map(shape) && wish.text == kUnorderedMap) ||
                      (format == Format::kDateTime && wish.text == kTimestamp) ||
                      (format == Format::kDate && wish.text == kDate);
    if (fits) return known(wish.text);
    if (!is_scalar(shape) && !is_map(shape)) return unfit(wish.span, shape);
    return refuse(wish.span, fmt::format("'{}' is no type that meshgen knows for this schema", wish.text),
                  is_map(shape)
                      ? "maps are std::map or std::unordered_map"
                      : "write {name: acme::Sku, include: acme/sku.hpp}; known by name are mesh::Text of strings, "
                        "mesh::Timestamp of 'date-time' and std::chrono::year_month_day of 'date'");
  }

  std::optional<Chosen> unfit(diag::Span place, const model::Shape& shape) {
    return refuse(
        place,
        is_map(shape) ? "a map can be std::map or std::unordered_map"
                      : "'x-cpp-type' is for texts, numbers, booleans and maps",
        is_map(shape) ? "" : "structs, enums and variants are generated: 'x-cpp-name' gives them another name");
  }

  std::optional<Chosen> refuse(diag::Span place, std::string what, std::string help = {}) {
    auto& diagnostic = sink_.report(diag::codes::kExtension, place, std::move(what));
    if (!help.empty()) diagnostic.with_help(std::move(help));
    return std::nullopt;
  }

  const TypeChoices& choices_;
  diag::Sink& sink_;
};

}  // namespace

ChosenTypes choose_types(const model::Types& types, const std::vector<model::TypeId>& reachable,
                         const TypeChoices& choices, diag::Sink& sink) {
  ChosenTypes all;
  Chooser chooser(choices, sink);
  for (const auto id : reachable) {
    if (types.target(id) != id) continue;
    if (auto chosen = chooser.choose(types[id])) {
      all.types.emplace(id, *std::move(chosen));
    } else if (chooser.is_view(types[id])) {
      all.views.insert(id);
    }
  }
  return all;
}

}  // namespace meshgen::plan
