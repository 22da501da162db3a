#include "plan/plan.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "model/paths.hpp"
#include "model/reach.hpp"
#include "plan/build_agent.hpp"
#include "plan/build_codec.hpp"
#include "plan/build_events.hpp"
#include "plan/build_examples.hpp"
#include "plan/build_types.hpp"
#include "plan/names.hpp"

namespace meshgen::plan {
namespace {

std::string namespace_of(const model::Api& api, const Options& options, diag::Sink& sink) {
  auto name = options.cpp_namespace;
  if (name.empty()) name = api.cpp_namespace.value_or("");
  if (name.empty()) return member_name(model::file_stem(api.file_name));
  if (!is_namespace(name)) {
    const auto span = options.cpp_namespace.empty() ? api.cpp_namespace_span : diag::Span{};
    sink.report(diag::codes::kNamespace, span, fmt::format("'{}' is no C++ namespace", name))
        .with_help("write identifiers with '::' between them, as in 'shop::orders'");
  }
  return name;
}

std::vector<model::TypeId> roots_of(const model::Api& api) {
  std::vector<model::TypeId> roots;
  for (const auto index : model::used_messages(api)) {
    const auto& message = api.messages[index];
    for (const auto& root : {message.payload, message.headers, message.key}) {
      if (root) roots.push_back(*root);
    }
  }
  const auto schemas = model::library_types(api);
  roots.insert(roots.end(), schemas.begin(), schemas.end());
  return roots;
}

}  // namespace

void check_names(const model::Api& api, const resolve::ResolvedDocument& document, const Options& options,
                 diag::Sink& sink) {
  diag::Sink all;
  auto types = plan_types(api, document, roots_of(api), namespace_of(api, options, all), options.types, all);
  const auto events = plan_events(api, types, all);
  const auto channels = plan_channels(api, types, all);
  (void)plan_agent(api, types, events, channels, all);
  for (const auto* each : all.sorted()) {
    const bool is_clash = each->code == &diag::codes::kNameClash;
    if (!is_clash && each->code != &diag::codes::kExtension) continue;
    auto& diagnostic = is_clash ? sink.report_as(diag::Severity::kWarning, *each->code, each->span, each->message)
                                : sink.report(*each->code, each->span, each->message);
    diagnostic.notes = each->notes;
    diagnostic.help = each->help;
  }
}

Plan build_plan(const model::Api& api, const resolve::ResolvedDocument& document, const Options& options,
                diag::Sink& sink, const Sharing& sharing) {
  auto types = plan_types(api, document, roots_of(api), namespace_of(api, options, sink), options.types, sink, sharing);
  auto codec = plan_codec(api, document, types, types.view.cpp_namespace, sink);
  const auto events = plan_events(api, types, sink);
  const auto channels = plan_channels(api, types, sink);
  Plan plan;
  plan.agent = plan_agent(api, types, events, channels, sink);
  plan.events = events.view;
  plan.channels = channels.view;
  if (options.shards > 1 || api.is_library) {
    auto split = split_codec(api, document, types, codec, static_cast<std::size_t>(options.shards));
    plan.codec_detail = std::move(split.detail);
    plan.codec_units = std::move(split.units);
  }
  plan.codec_header = std::move(codec.header);
  plan.codec_source = std::move(codec.source);
  if (options.tests) {
    plan.examples = plan_examples(api, types);
    plan.examples.is_wanted = true;
  }
  plan.types = std::move(types.view);
  return plan;
}

Library plan_library(const model::Api& api, const resolve::ResolvedDocument& document, const Options& options,
                     diag::Sink& sink, const Sharing& sharing) {
  Library library;
  library.path = document.files.front()->path;
  library.folder = sharing.output;
  library.api = &api;
  auto types = plan_types(api, document, roots_of(api), namespace_of(api, options, sink), options.types, sink, sharing);
  auto codec = plan_codec(api, document, types, types.view.cpp_namespace, sink);
  library.has_checks = std::move(codec.has_checks);
  library.variants = std::move(codec.variants);
  library.types = std::make_shared<const TypesPlan>(std::move(types));
  return library;
}

}  // namespace meshgen::plan
