#include "render/render.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "diag/codes.hpp"
#include "layout/layout.hpp"
#include "render/bind_agent.hpp"
#include "render/bind_codec.hpp"
#include "render/bind_examples.hpp"
#include "render/bind_types.hpp"

namespace meshgen::render {
namespace {

/// The views by the names that set.yaml uses.
struct NamedView {
  std::string_view name;
  const Schema* schema;
  Value (*value)(const plan::Plan&);
};

template <auto Member>
NamedView named(std::string_view name) {
  using View = std::remove_cvref_t<decltype(std::declval<plan::Plan>().*Member)>;
  return {name, &Binding<View>::schema(), [](const plan::Plan& plan) { return Binding<View>::value(plan.*Member); }};
}

const auto& views() {
  static const std::array kViews{named<&plan::Plan::types>("types"),
                                 named<&plan::Plan::codec_header>("codec_header"),
                                 named<&plan::Plan::codec_source>("codec_source"),
                                 named<&plan::Plan::events>("events"),
                                 named<&plan::Plan::channels>("channels"),
                                 named<&plan::Plan::agent>("agent"),
                                 named<&plan::Plan::examples>("examples")};
  return kViews;
}

const NamedView* find_view(std::string_view name) {
  for (const auto& view : views()) {
    if (view.name == name) return &view;
  }
  return nullptr;
}

/// Whatever template made it: what is C++ by its name gets its line breaks.
bool is_cpp(std::string_view path) {
  constexpr std::array<std::string_view, 4> kEndings{".hpp", ".cpp", ".h", ".cc"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

}  // namespace

void check_set(const TemplateSet& set, diag::Sink& sink) {
  for (const auto& entry : set.entries) {
    const auto* view = find_view(entry.view);
    if (view == nullptr) {
      std::vector<std::string_view> names;
      for (const auto& each : views()) names.push_back(each.name);
      auto& diagnostic =
          sink.report(diag::codes::kTemplateName, entry.span, fmt::format("there is no view '{}'", entry.view));
      if (const auto near = base::closest(entry.view, names))
        diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
      continue;
    }
    if (!set.templates.contains(entry.template_name)) {
      sink.report(diag::codes::kTemplateName, entry.span,
                  fmt::format("there is no template '{}'", entry.template_name));
      continue;
    }
    check_template(set.templates, entry.template_name, *view->schema, sink);
  }
}

base::OutputTree render(const plan::Plan& plan, const TemplateSet& set) {
  base::OutputTree tree;
  for (const auto& entry : set.entries) {
    if (entry.when == "tests" && !plan.examples.is_wanted) continue;
    const auto* view = find_view(entry.view);
    MESHGEN_CHECK(view != nullptr, "the set was not checked");
    tree.push_back({entry.output, render_template(set.templates, entry.template_name, view->value(plan))});
  }
  // What takes longest of all stages, a file at a time.
  base::in_parallel(tree.size(), [&](std::size_t i) {
    if (is_cpp(tree[i].path)) tree[i].bytes = layout::lay_out(tree[i].bytes);
  });
  return tree;
}

}  // namespace meshgen::render
