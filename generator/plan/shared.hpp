/// Types that another document's generation declares: libraries, and which types of a contract are theirs.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "diag/sink.hpp"
#include "model/api.hpp"

namespace meshgen::plan {

struct TypesPlan;

/// How another document's code has a type.
struct SharedType {
  std::string spelled;  ///< "shop::common::Money"
  std::string folder;   ///< of that code
  std::string words;    ///< in the names of its functions: "money"
  bool has_checks = false;
  bool has_calls = false;  ///< its codec.hpp has `decode` and the like of it

  /// "shop::common::detail::": where its functions are.
  std::string functions;
};

/// A library as its own generation plans it.
struct Library {
  std::string path;    ///< for people
  std::string folder;  ///< of its generated code
  const model::Api* api = nullptr;
  std::shared_ptr<const TypesPlan> types;
  std::map<model::TypeId, bool> has_checks;  ///< of each struct and union
  std::set<std::string> variants;            ///< alternatives of the variants that its codec.hpp has calls for
};

/// What a contract shares, and where its own code goes: includes lead from there to the libraries' code.
struct Sharing {
  struct Entry {
    const Library* library = nullptr;
    std::map<const diag::SourceFile*, const diag::SourceFile*> files;  ///< the contract's to the library's own
  };
  std::string output;
  std::vector<Entry> entries;
};

/// Which types of the contract are a library's, and what becomes of the rest.
struct SharedTypes {
  std::map<model::TypeId, SharedType> types;
  /// The library's own, for what its plan knows of them.
  std::map<model::TypeId, std::pair<const Library*, model::TypeId>> theirs;
  std::set<std::string> variants;  ///< of all libraries, as SharedType::spelled
};

/// By the place of their schemas. A type is shared if it, and whatever it leads to, is in the contract what it is in
/// the library; where it is not, a warning says so. `used` are the types that the contract needs.
[[nodiscard]] SharedTypes find_shared(const model::Api& api, const std::vector<model::TypeId>& used,
                                      const std::string& cpp_namespace, const Sharing& sharing, diag::Sink& sink);

/// `#include` operands, quoted: "../common/types.hpp", one a folder.
[[nodiscard]] std::vector<std::string> includes_of(const std::set<std::string>& folders, const std::string& output,
                                                   const std::string& file);

}  // namespace meshgen::plan
