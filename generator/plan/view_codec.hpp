/// Exactly what the templates of codec.hpp and codec.cpp may see.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace meshgen::plan {

/// Checks of one value that has no declaration of its own.
struct ValueCheckView {
  std::string signature;
  std::vector<std::string> statics;
  std::vector<std::string> checks;  ///< all but the last
  std::string last_check;
};

/// A function whose body is one call. Read, check and write of everything but structs and unions.
struct CallView {
  std::string signature;
  std::string call;
};

struct ValueCodecView {
  std::optional<ValueCheckView> checked;
  std::optional<CallView> read;
  std::optional<CallView> check;
  std::optional<CallView> write;
};

struct ReadMemberView {
  std::string index;
  std::string key;     ///< what the text has if the member comes as expected: "\"sku\":", quoted
  std::string read;    ///< the function
  std::string target;  ///< out.sku, out.note.emplace(), Card::kMethod
};

struct CheckMemberView {
  std::string guard;  ///< "value.note && " or empty
  std::string check;
  std::string target;
  std::string token;  ///< quoted
};

/// A member that is always written.
struct WriteAlwaysView {
  bool separates = false;  ///< whether something was written before is known only at run time
  std::string text;        ///< comma, brace, name and colon as far as they are known, quoted
  bool has_value = true;   ///< false: the text holds a constant's value too
  std::string write;
  std::string target;
};

struct WriteOptionalView {
  std::string guard;
  bool separates = false;
  std::string text;
  std::string write;
  std::string target;
};

struct WriteMemberView {
  std::optional<WriteAlwaysView> always;
  std::optional<WriteOptionalView> optional;
};

/// What keeps the members or items that are not listed.
struct RestCodecView {
  std::string shape;  ///< of the struct: kOrderLineShape
  std::string first;  ///< place of the first further item
  std::string member;
  std::string read;
  std::string check;
  std::string write;
};

struct StructCodecView {
  std::string type;
  std::string read_signature;
  std::string check_signature;
  std::string write_signature;
  std::string shape;  ///< kOrderLineShape
  std::string count;
  std::string unknown;  ///< what becomes of members that are not listed: kSkipped, kRefused, kKept
  std::optional<RestCodecView> rest;
  std::vector<std::string> resets;  ///< statements that reading begins with
  std::vector<std::string> names;   ///< `{"sku", true}`: wire name, required
  bool has_members = false;
  std::vector<ReadMemberView> reads;
  bool has_checks = false;
  bool is_recursive = false;
  std::vector<CheckMemberView> checks;
  bool opens_alone = false;  ///< the first member may be absent: the brace is written by itself
  std::vector<WriteMemberView> writes;
};

struct AlternativeCodecView {
  std::string index;
  std::string read;
  std::string check;  ///< a whole condition: "check_card(*std::get_if<0>(&value), context)" or "true"
  std::string write;
};

struct UnionCodecView {
  std::string read_signature;
  std::string check_signature;
  std::string write_signature;
  std::string choose;  ///< the call that finds the alternative
  bool has_checks = false;
  std::vector<AlternativeCodecView> alternatives;
  std::optional<CallView> only;  ///< the checker that also asks whether no other alternative fits
};

struct ItemCodecView {
  std::string read;
  std::string target;
  bool is_optional = false;
  std::string guard;  ///< "value.unit" of what may be missing
  std::string write;
  std::string value;
};

/// An item is there, but not the one before it.
struct ItemGapView {
  std::string is_there;
  std::string before;
  std::string token;
};

/// A struct whose members are the items of a list.
struct TupleCodecView {
  std::string read_signature;
  std::string check_signature;
  std::string write_signature;
  std::string least;  ///< so many items must be there
  bool is_closed = false;
  bool has_checks = false;
  bool is_recursive = false;
  std::vector<std::string> resets;
  std::vector<ItemCodecView> items;
  std::vector<CheckMemberView> checks;
  std::vector<ItemGapView> gaps;
  std::optional<RestCodecView> rest;
};

/// A compiled schema that some function needs.
struct RuleView {
  std::string name;     ///< rule_of_order
  std::string pointer;  ///< "/definitions/Order", quoted
};

/// One type's three functions.
struct CodecView {
  std::optional<ValueCodecView> value;
  std::optional<StructCodecView> object;
  std::optional<TupleCodecView> tuple;
  std::optional<UnionCodecView> choice;
};

/// What codec.hpp declares four calls for.
struct PublicCodecView {
  std::string type;
};

/// The function that reads a member's default.
struct DefaultCodecView {
  std::string signature;
  std::string value;  ///< the call that reads it
};

/// What a message carries: all that is wrong with it can be asked for.
struct PayloadView {
  std::string type;
  std::string read;
  std::string pointer;  ///< of its schema among those of all payloads, quoted
};

struct CodecHeaderView {
  std::string contract;
  std::string cpp_namespace;
  std::vector<std::string> shared_includes;  ///< of libraries' code, with their quotes
  bool borrows = false;                      ///< texts of values lie in what they were read from
  std::vector<PublicCodecView> types;
  bool has_payloads = false;
  std::vector<PayloadView> payloads;
};

struct CodecSourceView {
  std::string contract;
  std::string cpp_namespace;
  std::vector<std::string> shared_includes;  ///< of libraries' code, with their quotes
  bool has_shared_includes = false;
  std::vector<std::string> forward;  ///< signatures of functions that recursion needs before they are defined
  bool has_forward = false;
  bool has_codecs = false;
  std::string schema;  ///< a string literal: what shapes do not say
  std::vector<RuleView> rules;
  bool has_rules = false;
  bool has_arrays = false;  ///< some choice is made by schemas
  std::vector<CodecView> codecs;
  std::vector<CallView> calls;  ///< the public ones
  std::vector<DefaultCodecView> defaults;
  bool has_payloads = false;
  std::string payload_schema;  ///< a string literal
  std::vector<PayloadView> payloads;
};

/// What codec_detail.hpp declares: the functions that several units of one codec call.
struct CodecDetailView {
  std::string contract;
  std::string cpp_namespace;
  std::vector<std::string> declarations;
  bool has_declarations = false;
};

/// One unit of a codec that is split: the types that fall to it by their names.
struct CodecUnitView {
  std::string contract;
  std::string cpp_namespace;
  std::vector<std::string> shared_includes;  ///< of libraries' code, with their quotes
  std::string suffix;                        ///< of the file's name: empty for the first, then "_2", "_3"
  bool is_empty = false;
  bool has_arrays = false;
  std::string schema;
  std::vector<RuleView> rules;
  bool has_rules = false;
  bool has_helpers = false;             ///< there are rules or helpers
  std::vector<ValueCodecView> helpers;  ///< for this unit alone, each after those it calls
  std::vector<CodecView> codecs;        ///< of its types
  std::vector<CallView> calls;          ///< the public ones of its types
  std::vector<DefaultCodecView> defaults;
  bool has_payloads = false;
  std::string payload_schema;  ///< a string literal
  std::vector<PayloadView> payloads;
};

}  // namespace meshgen::plan
