/// Api and options to Plan: everything that templates may see, every decision made.
#pragma once

#include <vector>

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "plan/options.hpp"
#include "plan/shared.hpp"
#include "plan/view_agent.hpp"
#include "plan/view_codec.hpp"
#include "plan/view_examples.hpp"
#include "plan/view_types.hpp"
#include "resolve/document.hpp"

namespace meshgen::plan {

struct Plan {
  TypesFileView types;
  CodecHeaderView codec_header;
  CodecSourceView codec_source;            ///< the whole codec, also if it is split
  CodecDetailView codec_detail;            ///< if it is split
  std::vector<CodecUnitView> codec_units;  ///< if it is split
  EventsFileView events;
  ChannelsFileView channels;
  AgentFileView agent;
  ExamplesFileView examples;  ///< if they are asked for
};

/// Which names clash, as warnings: what `validate` says of a contract that `generate` would refuse for them. Nothing
/// else of the plan is told, and no codec is planned.
void check_names(const model::Api& api, const resolve::ResolvedDocument& document, const Options& options,
                 diag::Sink& sink);

/// `document` is the one that `api` was built from; types of the libraries of `sharing` are not declared again.
[[nodiscard]] Plan build_plan(const model::Api& api, const resolve::ResolvedDocument& document, const Options& options,
                              diag::Sink& sink, const Sharing& sharing = {});

/// What others need to know of a library's own code, which goes to `sharing.output`. `api` outlives it.
[[nodiscard]] Library plan_library(const model::Api& api, const resolve::ResolvedDocument& document,
                                   const Options& options, diag::Sink& sink, const Sharing& sharing);

}  // namespace meshgen::plan
