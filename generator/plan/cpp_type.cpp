#include "plan/cpp_type.hpp"

#include "plan/names.hpp"
#include "plan/spell.hpp"

namespace meshgen::plan {

using model::Match;
using model::TypeId;

bool is_named(const model::Type& type) {
  return std::holds_alternative<model::Object>(type.shape) || std::holds_alternative<model::StringEnum>(type.shape) ||
         std::holds_alternative<model::ValueEnum>(type.shape) || std::holds_alternative<model::Union>(type.shape);
}

bool is_constant(const model::Types& types, const model::Property& property) {
  return property.required && !types.is_nullable(property.type) && types.rule_of(property.type) == nullptr &&
         std::holds_alternative<model::StringConst>(types[types.target(property.type)].shape);
}

std::string CppTypes::name(TypeId id) const {
  const auto shared = shared_.find(id);
  return shared != shared_.end() ? shared->second.spelled : type_name(types_[id].origin.path);
}

std::string CppTypes::spelling(TypeId id, TypeId owner) const {
  id = types_.target(id);
  const auto& type = types_[id];
  const auto* choice = chosen(id);
  if (choice != nullptr && !std::holds_alternative<model::Map>(type.shape)) return choice->type;
  auto text = std::visit(
      Match{[](const model::Boolean&) { return std::string("bool"); },
            [](const model::Integer& integer) { return integer_type(integer); },
            [](const model::Number&) { return std::string("double"); },
            [&](const model::String&) { return text_spelling(id, owner); },
            [&](const model::StringEnum&) { return name(id); }, [&](const model::ValueEnum&) { return name(id); },
            [&](const model::StringConst&) { return text_spelling(id, owner); },
            [&](const model::Array& array) {
              const bool plain = types_.target(array.items) == owner && !types_.is_nullable(array.items);
              return "std::vector<" + (plain ? name(owner) : value_spelling(array.items, owner)) + ">";
            },
            [&](const model::Map& map) {
              const auto held = value_spelling(map.values, owner);
              return choice == nullptr ? "std::map<std::string, " + held + ", std::less<>>"
                                       : choice->type + "<std::string, " + held + ">";
            },
            [&](const model::Object&) { return name(id); }, [&](const model::Union&) { return name(id); },
            [](const model::Alias&) { return std::string{}; },  // never a target
            [](const model::Any&) { return std::string("mesh::JsonText"); }},
      type.shape);
  return is_boxed(owner, id) ? "mesh::Box<" + text + ">" : text;
}

std::string CppTypes::text_spelling(TypeId id, TypeId owner) const {
  return is_view(id, owner) ? "mesh::Text" : "std::string";
}

std::string CppTypes::value_spelling(TypeId id, TypeId owner) const {
  const auto text = spelling(id, owner);
  return types_.is_nullable(id) ? "mesh::Nullable<" + text + ">" : text;
}

std::string CppTypes::rest_spelling(TypeId owner) const {
  const auto& object = std::get<model::Object>(types_[owner].shape);
  const auto held = value_spelling(*object.rest, owner);
  return object.form == model::Object::Form::kTuple ? "std::vector<" + held + ">"
                                                    : "std::map<std::string, " + held + ", std::less<>>";
}

void CppTypes::add_includes(TypeId id, TypeId owner, std::set<std::string>& includes) const {
  if (types_.is_nullable(id)) includes.insert("<mesh/base/nullable.hpp>");
  id = types_.target(id);
  if (is_boxed(owner, id)) includes.insert("<mesh/base/box.hpp>");
  const auto* choice = chosen(id);
  if (choice != nullptr) includes.insert(choice->include);
  if (choice != nullptr && !std::holds_alternative<model::Map>(types_[id].shape)) return;
  const auto add_text = [&] { includes.insert(is_view(id, owner) ? "<mesh/base/text.hpp>" : "<string>"); };
  std::visit(
      Match{[](const model::Boolean&) {}, [&](const model::Integer&) { includes.insert("<cstdint>"); },
            [](const model::Number&) {}, [&](const model::String&) { add_text(); }, [](const model::StringEnum&) {},
            [](const model::ValueEnum&) {}, [&](const model::StringConst&) { add_text(); },
            [&](const model::Array& array) {
              includes.insert("<vector>");
              add_includes(array.items, owner, includes);
            },
            [&](const model::Map& map) {
              includes.insert("<string>");
              if (choice == nullptr) includes.insert({"<functional>", "<map>"});
              add_includes(map.values, owner, includes);
            },
            [](const model::Object&) {}, [](const model::Union&) {}, [](const model::Alias&) {},
            [&](const model::Any&) { includes.insert("<mesh/json/text.hpp>"); }},
      types_[id].shape);
}

}  // namespace meshgen::plan
