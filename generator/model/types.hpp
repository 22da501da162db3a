/// The type IR: what the contract's schemas mean, as a flat table of plain values. It has never heard of C++.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/decimal.hpp"
#include "base/whole.hpp"
#include "diag/source.hpp"
#include "load/node.hpp"

namespace meshgen::model {

enum class TypeId : std::uint32_t {};

/// Where something stands in the contract. `path` holds the words its name is made of, outermost first:
/// {"Order", "lines", "item"} for the inline items of property `lines` of schema `Order`.
struct Origin {
  diag::Span span;
  std::vector<std::string> path;
};

/// Words of the contract that reach the generated documentation.
struct Docs {
  std::string title;
  std::string description;
  bool deprecated = false;

  [[nodiscard]] bool empty() const { return title.empty() && description.empty() && !deprecated; }
};

/// Something the document says and the generator does not carry into code. `validate` warns of it; `generate` refuses
/// (exit 3) if an operation reaches the thing that has it, or warns where what is valid does not hang on it.
struct Gap {
  diag::Span span;
  std::string what;  ///< "an Avro payload"; a whole sentence if it is harmless
  std::string help;
  bool is_harmless = false;  ///< what is valid stays the same without it
};

enum class Format {
  kNone,
  kUuid,
  kDateTime,
  kDate,
  kTime,
  kEmail,
  kUri,
  kHostname,
  kIpv4,
  kIpv6,
  kByte,
  kDuration,
  kJsonPointer,
  kUriReference
};

struct Boolean {};

struct Integer {
  int bits = 64;                       ///< 32 or 64: from `format`
  std::optional<base::Whole> minimum;  ///< inclusive; an exclusive bound is moved by one
  std::optional<base::Whole> maximum;
  std::optional<base::Decimal> multiple_of;
  bool is_unsigned = false;  ///< from `format`, or since the bounds say so
};

struct Bound {
  double value = 0;
  bool exclusive = false;
};

struct Number {
  std::optional<Bound> minimum;
  std::optional<Bound> maximum;
  std::optional<base::Decimal> multiple_of;
};

struct Pattern {
  std::string regex;  ///< ECMA-262, as written; not anchored
  diag::Span span;
};

struct String {
  std::optional<std::uint64_t> min_length;  ///< code points
  std::optional<std::uint64_t> max_length;
  std::optional<Pattern> pattern;
  Format format = Format::kNone;
};

struct EnumValue {
  std::string wire;
  std::string called;  ///< `x-enum-varnames`; empty: by its value
  diag::Span span;
};

/// `enum` of strings.
struct StringEnum {
  std::vector<EnumValue> values;
};

/// `enum` of any values.
struct ValueEnum {
  std::vector<EnumValue> values;  ///< as JSON texts
};

/// `const` with a string: nothing to keep at run time, but it is checked when read and always written.
struct StringConst {
  std::string value;
};

struct Array {
  TypeId items{};
  std::optional<std::uint64_t> min_items;
  std::optional<std::uint64_t> max_items;
  std::optional<diag::Span> unique;  ///< `uniqueItems: true`
};

/// An object whose members all are of one kind: `additionalProperties` with a schema and no `properties`.
struct Map {
  TypeId values{};
  std::optional<std::uint64_t> min_properties;
  std::optional<std::uint64_t> max_properties;
};

struct Property {
  std::string wire_name;
  std::string called;  ///< `x-cpp-name`; empty: by its wire name
  TypeId type{};
  bool required = false;
  Docs docs;  ///< the property's own words, else empty (the type has words of its own)
  diag::Span span;
  const load::Node* default_value = nullptr;  ///< of a member by name; in the document, which outlives this
};

/// What becomes a struct.
struct Object {
  enum class Form {
    kObject,  ///< members by name
    kValue,   ///< nothing but its one member: a name for a value that has none of its own
    kTuple,   ///< members by position: `items` with a list
  };
  Form form = Form::kObject;
  std::vector<Property> properties;  ///< the document's order: users diff what we emit
  bool closed = false;               ///< `additionalProperties: false`, `additionalItems: false`
  std::optional<TypeId> rest;        ///< of each member or item that `properties` does not list, where they are kept
};

struct Alternative {
  TypeId type{};
  std::string value;  ///< by constant: the const string of its property `discriminator`
  const load::Node* schema = nullptr;
};

/// `oneOf` and `anyOf`: values of one of several types.
struct Union {
  enum class By {
    kConstant,  ///< objects told apart by one required property with a `const` string
    kKind,      ///< no two can be the same kind of JSON value
    kTrial,     ///< by what each of them says is valid
  };
  By by = By::kTrial;
  bool only_one = true;  ///< `oneOf`; else the first that fits
  std::string discriminator;
  std::vector<Alternative> alternatives;
};

/// Another type, or null where `Type::nullable` says so: a `oneOf`, `anyOf` or `allOf` of one schema. It has no name of
/// its own: `Types::target` leads to what it stands for.
struct Alias {
  TypeId of{};
  std::optional<TypeId> end;  ///< of the whole chain of aliases, once it is known
  bool null_behind = false;   ///< is null valid at one of those between this and `end`, or there?
  /// The first of those, or `end`, that is checked by its schema.
  std::optional<TypeId> rule_behind;
};

/// Free-form JSON: any value is valid.
struct Any {};

using Shape = std::variant<Boolean, Integer, Number, String, StringEnum, ValueEnum, StringConst, Array, Map, Object,
                           Union, Alias, Any>;

struct Type {
  Shape shape;
  bool nullable = false;  ///< `null` is valid too; ask Types::is_nullable, which sees through aliases
  /// The shape takes more than is valid: its text is checked by the schema as well. Ask Types::rule_of.
  bool is_ruled = false;
  bool is_secret = false;              ///< `x-secret: true`: never shown
  const load::Node* schema = nullptr;  ///< in the document, which outlives this; none if it says nothing
  Docs docs;
  Origin origin;
  std::vector<Gap> gaps;
};

/// Append-only; an id never changes its meaning. One schema (one place in one file) is one type, however often it is
/// referred to.
class Types {
 public:
  [[nodiscard]] const Type& operator[](TypeId id) const { return types_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] Type& at(TypeId id) { return types_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] std::size_t size() const noexcept { return types_.size(); }
  /// What an alias stands for in the end; anything else is its own target. Aliases never lead back to themselves.
  [[nodiscard]] TypeId target(TypeId id) const {
    while (const auto* alias = std::get_if<Alias>(&(*this)[id].shape)) id = alias->end.value_or(alias->of);
    return id;
  }
  /// Is null valid at a place that has this type?
  [[nodiscard]] bool is_nullable(TypeId id) const {
    for (;;) {
      const auto& type = (*this)[id];
      if (type.nullable) return true;
      const auto* alias = std::get_if<Alias>(&type.shape);
      if (alias == nullptr || alias->end) return alias != nullptr && alias->null_behind;
      id = alias->of;
    }
  }
  /// Must values at a place of this type never be shown?
  [[nodiscard]] bool is_secret(TypeId id) const { return (*this)[id].is_secret || (*this)[target(id)].is_secret; }
  /// The schema that values at a place of this type are checked by, beside their shape; nullptr if there is none.
  [[nodiscard]] const load::Node* rule_of(TypeId id) const {
    for (;;) {
      const auto& type = (*this)[id];
      if (type.is_ruled) return type.schema;
      const auto* alias = std::get_if<Alias>(&type.shape);
      if (alias == nullptr) return nullptr;
      if (alias->end) return alias->rule_behind ? (*this)[*alias->rule_behind].schema : nullptr;
      id = alias->of;
    }
  }
  TypeId add(Type type) {
    types_.push_back(std::move(type));
    return static_cast<TypeId>(types_.size() - 1);
  }
  /// A schema made of others, at an address that stays.
  const load::Node& keep(load::Node schema) { return kept_.emplace_back(std::move(schema)); }

 private:
  std::vector<Type> types_;
  std::deque<load::Node> kept_;
};

/// Handles every alternative of a Shape, or does not compile.
template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

}  // namespace meshgen::model
