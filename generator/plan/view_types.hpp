/// Exactly what the templates of types.hpp may see.
#pragma once

#include <string>
#include <vector>

namespace meshgen::plan {

struct EnumeratorView {
  std::string enumerator;  ///< kInStock
  std::string literal;     ///< "in-stock", quoted; of other values their JSON text
  std::string type;        ///< the enum's name
  std::string is_word;     ///< `word == "in-stock"`, or `word.empty()`
};

struct EnumView {
  std::string name;
  std::vector<std::string> docs;
  bool is_words = true;  ///< all of its values are strings
  std::vector<EnumeratorView> values;
};

struct ConstantView {
  std::string name;
  std::string literal;
  std::vector<std::string> docs;
};

struct MemberView {
  std::string name;
  std::string type;
  std::string initialiser;  ///< "{}", "0", "false"
  std::vector<std::string> docs;
};

/// A static member function that reads a default.
struct DefaultView {
  std::string member;  ///< whose default it is
  std::string type;
  std::string name;
};

struct StructView {
  std::string name;
  std::vector<std::string> docs;
  std::vector<ConstantView> constants;
  std::vector<MemberView> members;
  std::vector<DefaultView> defaults;
  bool is_empty = false;
  bool is_ordered = false;
};

/// A struct that may be a key.
struct HashView {
  std::string type;   ///< with its namespace
  std::string parts;  ///< "value.currency, value.minor_units"
};

struct UnionView {
  std::string name;
  std::string alternatives;  ///< "CardPayment, TransferPayment"
  std::vector<std::string> docs;
};

struct TypesFileView {
  std::string contract;  ///< the contract's file name, for the banner
  std::string cpp_namespace;
  std::vector<std::string> includes;  ///< of the standard library, with their angle brackets
  std::vector<std::string> runtime_includes;
  std::vector<std::string> user_includes;    ///< of types that the contract chose
  std::vector<std::string> shared_includes;  ///< of libraries' code, with their quotes
  std::vector<std::string> forward;          ///< structs named before they are declared
  bool has_includes = false;
  bool has_runtime_includes = false;
  bool has_user_includes = false;
  bool has_shared_includes = false;
  bool has_forward = false;
  std::vector<EnumView> enums;
  std::vector<UnionView> unions;
  std::vector<StructView> structs;
  bool has_hashes = false;
  std::vector<HashView> hashes;
};

}  // namespace meshgen::plan
