/// Views and templates to files, in memory. Everything is checked before anything is rendered.
#pragma once

#include "base/output_tree.hpp"
#include "diag/sink.hpp"
#include "plan/plan.hpp"
#include "render/template_set.hpp"

namespace meshgen::render {

/// Every template of the set against the view that it will see, also those that this contract does not need.
void check_set(const TemplateSet& set, diag::Sink& sink);

/// For a checked set.
[[nodiscard]] base::OutputTree render(const plan::Plan& plan, const TemplateSet& set);

}  // namespace meshgen::render
