/// Types that operations reach, as C++ declarations.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "plan/cpp_type.hpp"
#include "plan/fallback.hpp"
#include "plan/names.hpp"
#include "plan/order.hpp"
#include "plan/shared.hpp"
#include "plan/view_types.hpp"

namespace meshgen::plan {

/// Everything the other planners need to know of the types.
struct TypesPlan {
  std::vector<model::TypeId> roots;      ///< what messages carry: each has public calls
  std::vector<model::TypeId> reachable;  ///< parents before children
  SharedTypes shared;                    ///< what others declare: neither `reachable` nor in `order`
  std::set<std::string> shared_folders;  ///< of the code that declares what types and messages hold
  std::string output;                    ///< from where includes lead there
  Order order;
  std::unique_ptr<CppTypes> cpp;
  std::map<std::pair<model::TypeId, std::string>, std::string> member_names;  ///< (struct, wire name) -> member
  std::map<std::pair<model::TypeId, std::string>, Fallback> fallbacks;        ///< of members that always have a value
  std::map<std::pair<model::TypeId, std::string>, DefaultFunction> default_functions;  ///< (struct, wire name)
  std::set<model::TypeId> keys;                     ///< structs that have an order and a hash
  std::map<model::TypeId, std::string> rest_names;  ///< struct -> the member that keeps what it does not list
  TypesFileView view;
  Scope scope{"in the contract's namespace"};  ///< every name of the generated namespace

  [[nodiscard]] const std::string& member(model::TypeId owner, const std::string& wire_name) const {
    return member_names.at({owner, wire_name});
  }
  /// What reads the member's default; nullptr if a literal says it.
  [[nodiscard]] const DefaultFunction* default_function(model::TypeId owner, const std::string& wire_name) const {
    const auto found = default_functions.find({owner, wire_name});
    return found == default_functions.end() ? nullptr : &found->second;
  }
  /// What the member has where the text has none; nullptr if it is required, or a std::optional.
  [[nodiscard]] const Fallback* fallback(model::TypeId owner, const std::string& wire_name) const {
    const auto found = fallbacks.find({owner, wire_name});
    return found == fallbacks.end() ? nullptr : &found->second;
  }
};

/// `document` is the one that `api` was built from.
[[nodiscard]] TypesPlan plan_types(const model::Api& api, const resolve::ResolvedDocument& document,
                                   const std::vector<model::TypeId>& roots, const std::string& cpp_namespace,
                                   const TypeChoices& choices, diag::Sink& sink, const Sharing& sharing = {});

/// A description as documentation lines: wrapped, constraints in words behind it.
[[nodiscard]] std::vector<std::string> doc_lines(const model::Docs& docs, const std::string& constraints = {});

/// "1 to 64 characters; matches ^[A-Z]+$": what the type allows, for people; empty if anything.
[[nodiscard]] std::string constraint_words(const model::Type& type);

}  // namespace meshgen::plan
