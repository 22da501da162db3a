#include "plan/build_types.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "model/reach.hpp"
#include "plan/recursion.hpp"

namespace meshgen::plan {
namespace {

using model::TypeId;

class Planner {
 public:
  Planner(const model::Api& api, const resolve::ResolvedDocument& document, const TypeChoices& choices,
          diag::Sink& sink)
      : api_(api), document_(document), choices_(choices), sink_(sink) {}

  TypesPlan run(const std::vector<TypeId>& roots, const std::string& cpp_namespace, const Sharing& sharing) {
    std::set<TypeId> used;
    for (const auto root : roots) used.insert(api_.types.target(root));
    for (const auto& message : api_.messages) {
      if (!message.payload) continue;
      const auto id = api_.types.target(*message.payload);
      if (is_named(api_.types[id]) && used.erase(id) != 0) plan_.roots.push_back(id);
    }
    for (const auto schema : api_.library_schemas) {
      const auto id = api_.types.target(schema);
      if (is_named(api_.types[id]) && used.erase(id) != 0) plan_.roots.push_back(id);
    }
    plan_.reachable = model::reachable_types(api_, roots);
    const auto all = plan_.reachable;
    const auto declared = share(cpp_namespace, sharing);
    if (!declared.empty()) plan_.reachable = model::reachable_types(api_, roots, declared);
    plan_.order = order_types(api_.types, plan_.reachable, declared);
    recursive_uses_ = plan_.order.boxed;
    if (choices_.optionals_are_boxed) box_optionals();
    know_shared(roots);
    plan_.cpp = std::make_unique<CppTypes>(
        api_.types, plan_.order.boxed, choose_types(api_.types, all, choices_, sink_), plan_.shared.types, headers());
    defaults_.emplace(api_.types, *plan_.cpp, document_, find_recursion(api_.types, all).together);
    for (const auto id : declared) know_fallbacks(id);
    plan_.view.contract = api_.file_name;
    plan_.view.cpp_namespace = cpp_namespace;
    take_names();
    for (const auto id : plan_.order.enums) plan_.view.enums.push_back(enumeration(id));
    for (const auto id : plan_.order.unions) plan_.view.unions.push_back(choice(id));
    for (const auto id : plan_.order.structs) {
      plan_.view.structs.push_back(structure(id));
      auto parts = key_parts(id);
      if (parts.empty()) continue;
      plan_.keys.insert(id);
      auto& view = plan_.view.structs.back();
      view.is_ordered = true;
      plan_.view.hashes.push_back({fmt::format("{}::{}", cpp_namespace, view.name), std::move(parts)});
    }
    plan_.view.has_hashes = !plan_.view.hashes.empty();
    forward();
    includes();
    return std::move(plan_);
  }

 private:
  /// A box is for all that its owner holds of a type, so not for what stands in a list, a map or a required member too.
  void box_optionals() {
    for (const auto id : plan_.order.structs) {
      const auto& object = std::get<model::Object>(api_.types[id].shape);
      std::set<TypeId> optional;
      std::set<TypeId> otherwise;
      if (object.rest) otherwise.insert(held(*object.rest));
      for (const auto& property : object.properties) {
        const auto of = api_.types.target(property.type);
        const bool is_struct = std::holds_alternative<model::Object>(api_.types[of].shape);
        (is_struct && !property.required ? optional : otherwise).insert(held(of));
      }
      for (const auto of : optional) {
        if (!otherwise.contains(of)) plan_.order.boxed.insert({id, of});
      }
    }
  }

  /// Of messages: read from a record's headers, not from its value.
  [[nodiscard]] std::set<TypeId> headers() const {
    std::set<TypeId> all;
    for (const auto& message : api_.messages) {
      if (message.headers) all.insert(api_.types.target(*message.headers));
    }
    return all;
  }

  /// Through lists and maps.
  [[nodiscard]] TypeId held(TypeId id) const {
    for (;;) {
      id = api_.types.target(id);
      const auto& shape = api_.types[id].shape;
      if (const auto* array = std::get_if<model::Array>(&shape)) {
        id = array->items;
      } else if (const auto* map = std::get_if<model::Map>(&shape)) {
        id = map->values;
      } else {
        return id;
      }
    }
  }

  /// Which types libraries declare.
  std::set<TypeId> share(const std::string& cpp_namespace, const Sharing& sharing) {
    plan_.output = sharing.output;
    plan_.shared = find_shared(api_, plan_.reachable, cpp_namespace, sharing, sink_);
    for (const auto& [library, files] : sharing.entries) {
      const auto& theirs = *library->types;
      if (theirs.view.cpp_namespace != cpp_namespace) continue;
      for (const auto id : theirs.reachable) {
        const auto& type = library->api->types[id];
        if (is_named(type)) plan_.scope.take(theirs.cpp->name(id), library->path, type.origin.span, sink_);
      }
    }
    std::set<TypeId> declared;
    for (const auto& [id, type] : plan_.shared.types) declared.insert(id);
    return declared;
  }

  /// Their members and boxes, as the library's plan has them, and where those are declared that we hold.
  void know_shared(const std::vector<TypeId>& roots) {
    std::map<std::pair<const Library*, TypeId>, std::vector<TypeId>> ours;
    for (const auto& [id, theirs] : plan_.shared.theirs) ours[theirs].push_back(id);
    for (const auto& [theirs, ids] : ours) {
      const auto& [library, their_id] = theirs;
      const auto& names = library->types->member_names;
      for (auto at = names.lower_bound({their_id, ""}); at != names.end() && at->first.first == their_id; ++at) {
        for (const auto id : ids) plan_.member_names[{id, at->first.second}] = at->second;
      }
      if (library->types->keys.contains(their_id)) plan_.keys.insert(ids.begin(), ids.end());
      const auto& boxed = library->types->order.boxed;
      for (auto at = boxed.lower_bound({their_id, TypeId{}}); at != boxed.end() && at->first == their_id; ++at) {
        const auto held = ours.find({library, at->second});
        if (held == ours.end()) continue;
        for (const auto id : ids) {
          for (const auto other : held->second) plan_.order.boxed.insert({id, other});
        }
      }
    }
    const auto hold = [&](TypeId id) {
      const auto shared = plan_.shared.types.find(api_.types.target(id));
      if (shared != plan_.shared.types.end()) plan_.shared_folders.insert(shared->second.folder);
    };
    for (const auto root : roots) hold(root);
    for (const auto id : plan_.reachable) {
      for (const auto child : model::children_of(api_.types[id].shape)) hold(child);
    }
  }

  /// Members of a shared struct that always have a value, their names spelled for this contract.
  void know_fallbacks(TypeId id) {
    const auto* object = std::get_if<model::Object>(&api_.types[id].shape);
    if (object == nullptr) return;
    for (const auto& property : object->properties) {
      if (auto fallback = defaults_->fallback(id, property))
        plan_.fallbacks[{id, property.wire_name}] = *std::move(fallback);
    }
  }

  void take_names() {
    for (const auto id : plan_.reachable) {
      const auto& type = api_.types[id];
      if (!is_named(type)) continue;
      std::string words;
      for (const auto& word : type.origin.path) words += (words.empty() ? "" : "/") + word;
      plan_.scope.take(plan_.cpp->name(id), words, type.origin.span, sink_);
    }
  }

  EnumView enumeration(TypeId id) {
    const auto& type = api_.types[id];
    EnumView view;
    view.name = plan_.cpp->name(id);
    view.docs = doc_lines(type.docs);
    Scope scope(fmt::format("in enum {}", view.name));
    const auto* words = std::get_if<model::StringEnum>(&type.shape);
    view.is_words = words != nullptr;
    for (const auto& value : words != nullptr ? words->values : std::get<model::ValueEnum>(type.shape).values) {
      const auto name = constant_name(value.called.empty() ? value.wire : value.called);
      scope.take(name, value.wire, value.span, sink_);
      const auto literal = string_literal(value.wire);
      view.values.push_back({name, literal, view.name, value.wire.empty() ? "word.empty()" : "word == " + literal});
    }
    return view;
  }

  UnionView choice(TypeId id) {
    const auto& type = api_.types[id];
    UnionView view;
    view.name = plan_.cpp->name(id);
    view.docs = doc_lines(type.docs);
    const auto& shape = std::get<model::Union>(type.shape);
    for (const auto& alternative : shape.alternatives) {
      view.alternatives += (view.alternatives.empty() ? "" : ", ") + plan_.cpp->value_spelling(alternative.type, id);
    }
    if (!view.docs.empty()) return view;
    switch (shape.by) {
      case model::Union::By::kConstant:
        view.docs.push_back(fmt::format(" One of these, told apart by \"{}\".", in_comment(shape.discriminator)));
        break;
      case model::Union::By::kKind:
        view.docs.emplace_back(" One of these, told apart by the kind of JSON value.");
        break;
      case model::Union::By::kTrial:
        view.docs.emplace_back(shape.only_one ? " One of these: the only one that a value is valid by."
                                              : " One of these: the first that a value is valid by.");
        break;
    }
    return view;
  }

  StructView structure(TypeId id) {
    const auto& type = api_.types[id];
    StructView view;
    view.name = plan_.cpp->name(id);
    view.docs = doc_lines(type.docs);
    Scope scope(fmt::format("in struct {}", view.name));
    const auto& shape = std::get<model::Object>(type.shape);
    for (const auto& property : shape.properties) {
      const auto& of = api_.types[api_.types.target(property.type)];
      const auto& docs = property.docs.empty() && !is_named(of) ? of.docs : property.docs;
      if (shape.form == model::Object::Form::kObject && is_constant(api_.types, property)) {
        auto name = constant_name(property.called.empty() ? property.wire_name : property.called);
        scope.take(name, property.wire_name, property.span, sink_);
        view.constants.push_back({name, string_literal(std::get<model::StringConst>(of.shape).value), doc_lines(docs)});
        plan_.member_names[{id, property.wire_name}] = std::move(name);
        continue;
      }
      auto name = member_name(property.called.empty() ? property.wire_name : property.called);
      if (name == view.name) name += '_';  // a member may not have its class's name
      scope.take(name, property.wire_name, property.span, sink_);
      member(id, property, name, doc_lines(docs, constraint_words(of)), view);
      plan_.member_names[{id, property.wire_name}] = std::move(name);
    }
    if (shape.rest) rest(id, shape, scope, view);
    view.is_empty = view.constants.empty() && view.members.empty();
    return view;
  }

  void member(TypeId owner, const model::Property& property, const std::string& name, std::vector<std::string> docs,
              StructView& view) {
    auto type = plan_.cpp->value_spelling(property.type, owner);
    const auto initial = property.required ? defaults_->initial(owner, property) : defaults_->fallback(owner, property);
    const bool is_told = property.default_value != nullptr && !property.required && !initial;
    if (is_told || (initial && initial->function)) {
      for (const auto& line : doc_lines({}, "default: " + load::to_json(*property.default_value))) docs.push_back(line);
    }
    if (initial && initial->function) {
      view.defaults.push_back({name, type, initial->function->name});
      plan_.default_functions[{owner, property.wire_name}] = *initial->function;
    }
    if (!property.required && initial) plan_.fallbacks[{owner, property.wire_name}] = *initial;
    if (!property.required && !initial) type = "std::optional<" + type + ">";
    auto begin = initial ? initial->initialiser() : property.required ? defaults_->nothing(property) : "{}";
    view.members.push_back({name, std::move(type), std::move(begin), std::move(docs)});
  }

  void rest(TypeId id, const model::Object& shape, Scope& scope, StructView& view) {
    const bool is_tuple = shape.form == model::Object::Form::kTuple;
    const std::string wire = is_tuple ? "more items" : "additional properties";
    auto name = member_name(wire);
    scope.take(name, wire, api_.types[id].origin.span, sink_);
    const auto* docs = is_tuple ? " The items behind those above." : " The members that are none of those above.";
    view.members.push_back({name, plan_.cpp->rest_spelling(id), "{}", {docs}});
    plan_.rest_names[id] = std::move(name);
  }

  /// What is made of texts, integers, booleans, enums and such structs has an order and a hash. Of lists, maps,
  /// fractions and alternatives neither is of use, and in a recursion no compiler finds them. Its data members; empty
  /// of what has none.
  [[nodiscard]] std::string key_parts(TypeId id) const {
    const auto& object = std::get<model::Object>(api_.types[id].shape);
    if (object.rest) return {};
    std::string parts;
    for (const auto& property : object.properties) {
      if (object.form == model::Object::Form::kObject && is_constant(api_.types, property)) continue;
      const auto of = api_.types.target(property.type);
      const bool fits = std::visit(
          model::Match{[](const model::Boolean&) { return true; }, [](const model::Integer&) { return true; },
                       [](const model::String&) { return true; }, [](const model::StringEnum&) { return true; },
                       [](const model::ValueEnum&) { return true; }, [](const model::StringConst&) { return true; },
                       [&](const model::Object&) { return plan_.keys.contains(of) && !plan_.cpp->is_boxed(id, of); },
                       [](const auto&) { return false; }},
          api_.types[of].shape);
      if (!fits || plan_.cpp->chosen(of) != nullptr) return {};
      parts += (parts.empty() ? "value." : ", value.") + plan_.member(id, property.wire_name);
    }
    return parts;
  }

  /// Aliases name structs, and boxes hold them, before they are declared.
  void forward() {
    std::set<TypeId> needed;
    std::vector<TypeId> open;
    for (const auto id : plan_.order.unions) open.push_back(id);
    std::set<TypeId> seen;
    while (!open.empty()) {
      const auto id = api_.types.target(open.back());
      open.pop_back();
      if (!seen.insert(id).second) continue;
      if (std::holds_alternative<model::Object>(api_.types[id].shape)) {
        needed.insert(id);
        continue;
      }
      const auto children = model::children_of(api_.types[id].shape);
      open.insert(open.end(), children.begin(), children.end());
    }
    for (const auto& [owner, id] : recursive_uses_) {
      if (std::holds_alternative<model::Object>(api_.types[id].shape) && owner != id) needed.insert(id);
    }
    for (const auto id : plan_.order.structs) {
      if (needed.contains(id)) plan_.view.forward.push_back(plan_.cpp->name(id));
    }
    plan_.view.has_forward = !plan_.view.forward.empty();
  }

  void includes() {
    std::set<std::string> all;
    if (plan_.view.has_hashes) all.insert({"<compare>", "<cstddef>", "<functional>", "<mesh/base/hash.hpp>"});
    if (!plan_.order.unions.empty()) all.insert("<variant>");
    if (!plan_.order.enums.empty()) all.insert("<string_view>");
    for (const auto id : plan_.order.unions) {
      for (const auto& alternative : std::get<model::Union>(api_.types[id].shape).alternatives)
        plan_.cpp->add_includes(alternative.type, id, all);
    }
    for (const auto id : plan_.order.structs) {
      const auto& object = std::get<model::Object>(api_.types[id].shape);
      if (object.rest) {
        if (object.form == model::Object::Form::kTuple) {
          all.insert("<vector>");
        } else {
          all.insert({"<functional>", "<map>", "<string>"});
        }
        plan_.cpp->add_includes(*object.rest, id, all);
      }
      for (const auto& property : object.properties) {
        if (object.form == model::Object::Form::kObject && is_constant(api_.types, property)) {
          all.insert("<string_view>");
          continue;
        }
        if (!property.required && plan_.fallback(id, property.wire_name) == nullptr) all.insert("<optional>");
        plan_.cpp->add_includes(property.type, id, all);
      }
    }
    for (const auto& include : all) {
      const bool is_runtime = include.starts_with("<mesh/");
      // Of others: with a folder or quotes, as the standard library's are not.
      const bool is_users = include.find('/') != std::string::npos || include.front() == '"';
      auto& list = is_runtime ? plan_.view.runtime_includes : is_users ? plan_.view.user_includes : plan_.view.includes;
      list.push_back(include);
    }
    plan_.view.has_user_includes = !plan_.view.user_includes.empty();
    plan_.view.shared_includes = includes_of(plan_.shared_folders, plan_.output, "types.hpp");
    plan_.view.has_shared_includes = !plan_.view.shared_includes.empty();
    plan_.view.has_includes = !plan_.view.includes.empty();
    plan_.view.has_runtime_includes = !plan_.view.runtime_includes.empty();
  }

  const model::Api& api_;
  const resolve::ResolvedDocument& document_;
  const TypeChoices& choices_;
  diag::Sink& sink_;
  TypesPlan plan_;
  std::optional<Defaults> defaults_;  ///< once it is known what types are called
  BoxedUses recursive_uses_;          ///< those that C++ cannot do without
};

}  // namespace

TypesPlan plan_types(const model::Api& api, const resolve::ResolvedDocument& document, const std::vector<TypeId>& roots,
                     const std::string& cpp_namespace, const TypeChoices& choices, diag::Sink& sink,
                     const Sharing& sharing) {
  return Planner(api, document, choices, sink).run(roots, cpp_namespace, sharing);
}

}  // namespace meshgen::plan
