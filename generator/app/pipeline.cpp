#include "app/pipeline.hpp"

#include <set>
#include <string>

#include "app/libraries.hpp"
#include "lint/lint.hpp"
#include "model/build.hpp"
#include "model/reach.hpp"
#include "model/role.hpp"
#include "plan/plan.hpp"
#include "render/render.hpp"
#include "render/template_set.hpp"
#include "settings/ignores.hpp"
#include "validate/validate.hpp"

namespace meshgen::app {

std::optional<Contract> read_contract(load::FileReader& reader, const std::string& path, Purpose purpose,
                                      diag::Sink& sink, plan::Role role) {
  auto document = resolve::resolve(reader, path, sink);
  if (!document) return std::nullopt;
  for (const auto& file : document->files) {
    if (file->root) settings::collect_ignores(*file->root, sink);
  }
  if (!validate::validate(*document, sink)) return std::nullopt;
  Contract contract{std::move(*document), {}};
  contract.api = model::build_model(contract.document, sink);
  if (role == plan::Role::kInverse) model::invert(contract.api);
  const bool generates = purpose == Purpose::kGenerate;
  lint::lint(contract.api, contract.document, generates ? lint::Severity::kRefuse : lint::Severity::kWarn, sink);
  model::report_gaps(contract.api, generates ? model::GapsAre::kErrors : model::GapsAre::kWarnings, sink);
  if (!generates && !sink.has_errors()) plan::check_names(contract.api, contract.document, {}, sink);
  // What is ignored for 'validate' may be nothing in 'generate', which has its own words for some of it.
  if (!generates && !sink.has_errors()) settings::report_unused_ignores(*contract.document.files.front()->source, sink);
  return contract;
}

std::optional<Rendered> render_contract(load::FileReader& reader, const std::string& path, const plan::Options& options,
                                        const std::string& templates, diag::Sink& sink, const Shares& shares) {
  const auto contract = read_contract(reader, path, Purpose::kGenerate, sink, options.role);
  if (!contract || sink.has_errors()) return std::nullopt;
  Libraries libraries(reader, sink);
  const auto sharing = libraries.read(contract->document, shares);
  if (!sharing) return std::nullopt;
  const auto plan = plan::build_plan(contract->api, contract->document, options, sink, *sharing);
  const auto set = render::load_template_set(reader, templates, sink);
  if (!set) return std::nullopt;
  render::check_set(*set, sink);
  if (sink.has_errors()) return std::nullopt;
  Rendered rendered{render::render(plan, *set), {}};
  for (const auto& file : contract->document.files) {
    if (!file->is_embedded) rendered.inputs.push_back(file->path);
  }
  const auto& also_read = contract->document.also_read;
  rendered.inputs.insert(rendered.inputs.end(), also_read.begin(), also_read.end());
  const auto& shared = libraries.inputs();
  rendered.inputs.insert(rendered.inputs.end(), shared.begin(), shared.end());
  rendered.inputs.insert(rendered.inputs.end(), set->files_read.begin(), set->files_read.end());
  std::set<std::string> listed;  // a library and the contract read the same files
  std::erase_if(rendered.inputs, [&](const std::string& file) { return !listed.insert(file).second; });
  return rendered;
}

}  // namespace meshgen::app
