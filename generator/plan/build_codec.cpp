#include "plan/build_codec.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/codec_planner.hpp"
#include "plan/codec_spelling.hpp"
#include "plan/names.hpp"
#include "plan/recursion.hpp"

namespace meshgen::plan {
namespace {

/// The runtime's own `read_text`, `check_text`: calls with its Context find them too, and could mean either.
constexpr auto kRuntimeNames = std::to_array<std::string_view>({"any",         "array",         "as",
                                                                "bool",        "box",           "branches",
                                                                "by",          "checked",       "const",
                                                                "count",       "double",        "double_slow",
                                                                "enum",        "int32",         "int64",
                                                                "int64_slow",  "item",          "items",
                                                                "items_below", "map",           "member",
                                                                "members",     "members_below", "more",
                                                                "name",        "names",         "nothing",
                                                                "null",        "nullable",      "number",
                                                                "object",      "only",          "only_written",
                                                                "repeated",    "rest",          "ruled",
                                                                "secret",      "short_decimal", "short_integer",
                                                                "string",      "string_slow",   "text",
                                                                "type",        "uint64",        "uint64_slow",
                                                                "unique",      "unique_array",  "value",
                                                                "values",      "view",          "written"});

}  // namespace
CodecPlanner::CodecPlanner(const model::Api& api, const resolve::ResolvedDocument& document, const TypesPlan& types,
                           diag::Sink& sink, const CodecUnit* unit)
    : types_(api.types),
      plan_(types),
      sink_(sink),
      roots_(types.roots.begin(), types.roots.end()),
      recursive_(find_recursion(api.types, types.reachable).recursive),
      document_(document),
      unit_(unit) {}

CodecPlan CodecPlanner::run(const std::string& contract, const std::string& cpp_namespace) {
  CodecPlan plan;
  plan.source.contract = plan.header.contract = contract;
  plan.source.cpp_namespace = plan.header.cpp_namespace = cpp_namespace;
  take_public_names();
  publish_types();
  plan.header.types = std::move(published_);
  plan.source.calls = std::move(calls_);
  plan.source.defaults = std::move(defaults_);
  plan.source.codecs = std::move(codecs_);
  plan.source.has_codecs = !plan.source.codecs.empty();
  for (const auto id : forward_) {
    const auto type = plan_.cpp->name(id);
    const auto functions = functions_of(id);
    plan.source.forward.push_back(signature_of_read(functions.read, type));
    plan.source.forward.push_back(signature_of_check(functions.check, "const " + type + "&"));
    plan.source.forward.push_back(signature_of_write(functions.write, type));
  }
  plan.source.has_forward = !forward_.empty();
  plan.source.rules = std::move(rules_);
  plan.source.has_rules = !plan.source.rules.empty();
  plan.source.has_arrays = chooses_by_schema_;
  if (plan.source.has_rules) plan.source.schema = raw_literal(bundle_->text());
  plan.source.has_payloads = plan.header.has_payloads = !payloads_.empty();
  if (!payloads_.empty()) plan.source.payload_schema = raw_literal(payload_bundle_->text());
  plan.header.payloads = payloads_;
  plan.source.payloads = std::move(payloads_);
  plan.header.borrows = plan_.cpp->has_views();
  plan.header.shared_includes = includes_of(plan_.shared_folders, plan_.output, "codec.hpp");
  plan.source.shared_includes = includes_of(shared_folders_, plan_.output, "codec_detail.hpp");
  plan.source.has_shared_includes = !plan.source.shared_includes.empty();
  plan.has_checks = std::move(has_checks_);
  plan.variants = std::move(variants_);
  return plan;
}

void CodecPlanner::take_public_names() {
  used_names_.insert(kRuntimeNames.begin(), kRuntimeNames.end());
  for (const auto id : plan_.reachable) {
    if (is_named(types_[id])) used_names_.insert(words_joined(plan_.cpp->name(id)));
  }
}

void CodecPlanner::publish_types() {
  for (const auto id : plan_.order.structs) {
    if (is_mine(id)) publish(id);
  }
  variants_ = plan_.shared.variants;  // two aliases of one variant are one type: its calls are declared once
  for (const auto id : plan_.order.unions) {
    const auto& choice = std::get<model::Union>(types_[id].shape);
    if (unit_ != nullptr && unit_->has_checks->contains(id) && is_mine(id)) emit(id);
    if (choice.by != model::Union::By::kConstant || types_.rule_of(id) != nullptr) continue;
    std::string alternatives;
    for (const auto& alternative : choice.alternatives)
      alternatives += spelled_from_anywhere(plan_.cpp->name(alternative.type)) + ",";
    if (variants_.insert(alternatives).second && is_mine(id)) publish(id);
  }
  for (const auto id : plan_.roots) {
    const auto shared = plan_.shared.types.find(id);
    if (shared != plan_.shared.types.end() && shared->second.has_calls) continue;
    if (!std::holds_alternative<model::Object>(types_[id].shape) &&
        !std::holds_alternative<model::Union>(types_[id].shape) && is_mine(id)) {
      publish(id);
    }
  }
}

std::string CodecPlanner::spelled_from_anywhere(const std::string& name) const {
  if (name.starts_with("::")) return name.substr(2);
  return name.find("::") == std::string::npos ? plan_.view.cpp_namespace + "::" + name : name;
}

void CodecPlanner::publish(TypeId id) {
  const auto type = plan_.cpp->name(id);
  const bool is_emitted =
      std::holds_alternative<model::Object>(types_[id].shape) || std::holds_alternative<model::Union>(types_[id].shape);
  if (is_emitted) emit(id);
  auto functions = is_emitted ? named(id) : bare(id, id);
  if (types_.rule_of(id) != nullptr) functions = ruled(id, "valid_" + base_name(id), type, functions);
  if (types_.is_secret(id)) functions = hidden(id, "secret_" + base_name(id), type, functions);
  const std::string json = unit_ == nullptr ? "json" : "mesh::json";
  const std::string ours = unit_ == nullptr ? "" : "detail::";
  const auto check =
      functions.check.empty() ? fmt::format("{}::check_nothing<{}>", json, type) : ours + functions.check;
  published_.push_back({type});
  if (roots_.contains(id)) add_payload(id, type, ours + functions.read);
  calls_.push_back({fmt::format("mesh::json::Checked decode(mesh::json::Input text, {}& out)", type),
                    fmt::format("return {}::decode_with<{}{}>(text, out)", json, ours, functions.read)});
  calls_.push_back({fmt::format("mesh::json::Checked validate(const {}& value)", type),
                    fmt::format("return {}::validate_with<{}>(value)", json, check)});
  calls_.push_back({fmt::format("mesh::json::Checked encode(const {}& value, std::string& out)", type),
                    fmt::format("return {}::encode_with<{}, {}{}>(value, out)", json, check, ours, functions.write)});
  calls_.push_back({fmt::format("std::string to_log(const {}& value)", type),
                    fmt::format("return {}::log_with<{}{}>(value)", json, ours, functions.write)});
}

void CodecPlanner::add_default(TypeId owner, const DefaultFunction& function, const std::string& read) {
  // Outside of the namespace that a unit's functions are in.
  const bool is_qualified = read.find("::") != std::string::npos;
  const std::string scope = unit_ == nullptr             ? ""
                            : read.starts_with("json::") ? "mesh::"
                            : is_qualified               ? ""
                                                         : "detail::";
  defaults_.push_back({fmt::format("const {}& {}::{}()", function.type, plan_.cpp->name(owner), function.name),
                       fmt::format("{}json::default_with<{}{}, {}>({})", unit_ == nullptr ? "" : "mesh::", scope, read,
                                   function.type, string_literal(function.text))});
}

void CodecPlanner::keep(ValueCodecView helper) {
  if (unit_ != nullptr) return helpers_.push_back(std::move(helper));
  codecs_.emplace_back();
  codecs_.back().value = std::move(helper);
}

void CodecPlanner::add_payload(TypeId id, const std::string& type, const std::string& read) {
  load::Node anything;
  anything.kind = load::Kind::kMap;
  const auto* object = std::get_if<model::Object>(&types_[id].shape);
  const bool is_name = object != nullptr && object->form == model::Object::Form::kValue;
  const auto* schema = types_[is_name ? object->properties.front().type : id].schema;
  if (!payload_bundle_) payload_bundle_.emplace(document_);
  const auto pointer = payload_bundle_->add(schema == nullptr ? anything : *schema, types_[id].origin.path);
  payloads_.push_back({type, read, string_literal(pointer)});
}

Functions CodecPlanner::named(TypeId id) {
  if (const auto found = plan_.shared.types.find(id); found != plan_.shared.types.end()) {
    const auto& [spelled, folder, words, has_checks, has_calls, scope] = found->second;
    shared_folders_.insert(folder);
    return {scope + "read_" + words, has_checks ? scope + "check_" + words : "", scope + "write_" + words};
  }
  auto functions = functions_of(id);
  if (unit_ != nullptr) {
    if (!unit_->has_checks->at(id)) functions.check.clear();
    return functions;
  }
  if (const auto found = has_checks_.find(id); found != has_checks_.end()) {
    if (!found->second) functions.check.clear();
  } else if (forwarded_.insert(id).second) {
    forward_.push_back(id);
  }
  return functions;
}

Functions CodecPlanner::functions_of(TypeId id) const {
  const auto name = words_joined(plan_.cpp->name(id));
  return {"read_" + name, "check_" + name, "write_" + name};
}

Functions CodecPlanner::used(TypeId use, TypeId owner, bool in_array) {
  const auto id = types_.target(use);
  const bool is_nullable = types_.is_nullable(use);
  auto functions = bare(id, owner);
  auto name = base_name(id);
  const bool is_boxed = plan_.cpp->is_boxed(owner, id) && !(in_array && id == owner && !is_nullable);
  if (is_boxed) {
    name.insert(0, "boxed_");
    functions = wrapped("box", name, plan_.cpp->spelling(id, owner), functions, id);
  }
  if (is_nullable) {
    name += "_or_null";
    functions = wrapped("nullable", name, plan_.cpp->value_spelling(use, owner), functions, id);
  }
  const bool is_bare = in_array && id == owner && !is_nullable;
  const auto type = is_bare ? plan_.cpp->name(owner) : plan_.cpp->value_spelling(use, owner);
  if (types_.rule_of(use) != nullptr) functions = ruled(use, "valid_" + name, type, functions);
  return types_.is_secret(use) ? hidden(use, "secret_" + name, type, functions) : functions;
}

Functions CodecPlanner::wrapped(const std::string& kind, const std::string& name, const std::string& type,
                                const Functions& inner, TypeId id) {
  return once({id, kind + " " + type}, name, [&](const Functions& functions) {
    ValueCodecView view;
    view.read = CallView{signature_of_read(functions.read, type),
                         fmt::format("return json::read_{}<{}>(p, out, context)", kind, inner.read)};
    if (!inner.check.empty()) {
      view.check = CallView{signature_of_check(functions.check, "const " + type + "&"),
                            fmt::format("return json::check_{}<{}>(value, context)", kind, inner.check)};
    }
    view.write = CallView{signature_of_write(functions.write, type),
                          fmt::format("json::write_{}<{}>(value, out)", kind, inner.write)};
    return view;
  });
}

Functions CodecPlanner::ruled(TypeId use, const std::string& name, const std::string& type, const Functions& inner) {
  const auto call = rule(*types_.rule_of(use), use);
  auto made = once({use, "ruled " + type}, name, [&](const Functions& functions) {
    ValueCodecView view;
    view.read = CallView{signature_of_read(functions.read, type),
                         fmt::format("return json::read_ruled<{}>(p, out, {}, context)", inner.read, call)};
    const auto own = inner.check.empty() ? std::string{} : inner.check + "(value, context) && ";
    view.check = CallView{signature_of_check(functions.check, "const " + type + "&"),
                          fmt::format("return {}json::check_ruled<{}>(value, {}, context)", own, inner.write, call)};
    return view;
  });
  made.write = inner.write;
  return made;
}

Functions CodecPlanner::hidden(TypeId use, const std::string& name, const std::string& type, const Functions& inner) {
  return once({use, "secret " + type}, name, [&](const Functions& functions) {
    ValueCodecView view;
    view.read = CallView{signature_of_read(functions.read, type),
                         fmt::format("return json::read_secret<{}>(p, out, context)", inner.read)};
    if (!inner.check.empty()) {
      view.check = CallView{signature_of_check(functions.check, "const " + type + "&"),
                            fmt::format("return json::check_secret<{}>(value, context)", inner.check)};
    }
    view.write = CallView{signature_of_write(functions.write, type),
                          fmt::format("json::write_secret<{}>(value, out)", inner.write)};
    return view;
  });
}

std::string CodecPlanner::rule(const load::Node& schema, TypeId id) {
  if (!bundle_) bundle_.emplace(document_);
  const auto pointer = bundle_->add(schema, types_[id].origin.path);
  const auto [found, is_new] = rule_names_.try_emplace(pointer);
  if (is_new) {
    found->second = unique("rule_of_" + base_name(id));
    rules_.push_back({found->second, string_literal(pointer)});
  }
  return found->second + "()";
}

std::string CodecPlanner::free_name(TypeId id, const std::string& wanted) {
  const bool is_declared =
      is_named(types_[id]) && !plan_.shared.types.contains(id) && wanted == words_joined(plan_.cpp->name(id));
  return is_declared ? wanted : unique(wanted);
}

std::string CodecPlanner::unique(const std::string& wanted) {
  // Nobody outside codec.cpp sees these names, so a number may tell them apart; they come in the document's order.
  std::string name = wanted;
  if (used_names_.insert(name).second) return name;
  auto& number = numbers_.try_emplace(wanted, 1).first->second;
  do name = fmt::format("{}_{}", wanted, ++number);
  while (!used_names_.insert(name).second);
  return name;
}

std::string CodecPlanner::base_name(TypeId id) const {
  if (is_named(types_[id])) return words_joined(plan_.cpp->name(id));
  const auto& path = types_[id].origin.path;
  std::string name;
  for (const auto& word : path) name = words_joined(word).append(name.empty() ? "" : "_of_").append(name);
  return name.empty() ? "value" : name;
}

CodecPlan plan_codec(const model::Api& api, const resolve::ResolvedDocument& document, const TypesPlan& types,
                     const std::string& cpp_namespace, diag::Sink& sink) {
  return CodecPlanner(api, document, types, sink).run(api.file_name, cpp_namespace);
}

}  // namespace meshgen::plan
