/// The codec of the types that operations reach: which function reads, checks and writes what, in which order.
#pragma once

#include <string>

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "plan/build_types.hpp"
#include "plan/view_codec.hpp"
#include "resolve/document.hpp"

namespace meshgen::plan {

struct CodecPlan {
  CodecHeaderView header;  ///< of codec.hpp
  CodecSourceView source;  ///< of codec.cpp
};

/// The document has what schemas say beyond their shapes. Reports patterns that cannot be carried into code.
[[nodiscard]] CodecPlan plan_codec(const model::Api& api, const resolve::ResolvedDocument& document,
                                   const TypesPlan& types, const std::string& cpp_namespace, diag::Sink& sink);

}  // namespace meshgen::plan
