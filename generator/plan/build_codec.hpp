/// The codec of the types that operations reach: which function reads, checks and writes what, in which order.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "plan/build_types.hpp"
#include "plan/view_codec.hpp"
#include "resolve/document.hpp"

namespace meshgen::plan {

struct CodecPlan {
  CodecHeaderView header;  ///< of codec.hpp
  CodecSourceView source;  ///< of codec.cpp
  /// Of each struct and union: has it a function that checks it?
  std::map<model::TypeId, bool> has_checks;
  std::set<std::string> variants;  ///< alternatives of the variants with public calls, spelled from anywhere
};

/// The same codec in several units, and what they tell each other.
struct SplitCodec {
  CodecDetailView detail;
  std::vector<CodecUnitView> units;
};

/// The document has what schemas say beyond their shapes. Reports patterns that cannot be carried into code.
[[nodiscard]] CodecPlan plan_codec(const model::Api& api, const resolve::ResolvedDocument& document,
                                   const TypesPlan& types, const std::string& cpp_namespace, diag::Sink& sink);

/// Which of `count` units, from 0, the type of that C++ name falls to: by its name alone, so that a new type changes
/// one unit and moves no other.
[[nodiscard]] std::size_t unit_of(std::string_view type_name, std::size_t count);

/// `whole` is what plan_codec gives for the same; nothing is reported again.
[[nodiscard]] SplitCodec split_codec(const model::Api& api, const resolve::ResolvedDocument& document,
                                     const TypesPlan& types, const CodecPlan& whole, std::size_t count);

}  // namespace meshgen::plan
