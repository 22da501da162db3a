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

/// The views by the names that set.yaml uses. A list of views goes by its name in `each`.
struct NamedView {
  std::string_view name;
  const Schema* schema;
  Value (*value)(const plan::Plan&);

  [[nodiscard]] bool is_list() const { return schema->kind == Schema::Kind::kList; }
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
                                 named<&plan::Plan::codec_detail>("codec_detail"),
                                 named<&plan::Plan::codec_units>("codec_units"),
                                 named<&plan::Plan::events>("events"),
                                 named<&plan::Plan::channels>("channels"),
                                 named<&plan::Plan::agent>("agent"),
                                 named<&plan::Plan::examples>("examples")};
  return kViews;
}

const NamedView* find_view(const SetEntry& entry) {
  for (const auto& view : views()) {
    if (view.name == entry.view && view.is_list() == entry.is_each) return &view;
  }
  return nullptr;
}

/// "suffix" of "codec{suffix}.cpp"; empty if there is none.
std::string_view field_in(std::string_view output) {
  const auto begin = output.find('{');
  const auto end = output.find('}', begin);
  return end == std::string_view::npos ? std::string_view{} : output.substr(begin + 1, end - begin - 1);
}

void report_no_view(const SetEntry& entry, diag::Sink& sink) {
  std::vector<std::string_view> names;
  for (const auto& each : views()) {
    if (each.is_list() == entry.is_each) names.push_back(each.name);
  }
  auto& diagnostic =
      sink.report(diag::codes::kTemplateName, entry.span,
                  fmt::format("there is no {} '{}'", entry.is_each ? "list of views" : "view", entry.view));
  if (const auto near = base::closest(entry.view, names))
    diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
}

/// Items whose files have one name would overwrite each other.
void check_output(const SetEntry& entry, const Schema& item, diag::Sink& sink) {
  const auto field = field_in(entry.output);
  const auto* schema = item.find(field);
  if (schema != nullptr && schema->kind == Schema::Kind::kText) return;
  sink.report(diag::codes::kTemplateName, entry.span,
              fmt::format("'{}' names no field of an item of '{}'", entry.output, entry.view))
      .with_help("its files need names of their own: put a text field in braces, as in 'codec{suffix}.cpp'");
}

bool is_made(SetEntry::When when, const plan::Plan& plan) {
  switch (when) {
    case SetEntry::When::kAlways:
      return true;
    case SetEntry::When::kTests:
      return plan.examples.is_wanted;
    case SetEntry::When::kWhole:
      return plan.codec_units.empty();
    case SetEntry::When::kSplit:
      return !plan.codec_units.empty();
  }
  return true;
}

std::string output_of(const SetEntry& entry, const Value& item) {
  const auto field = field_in(entry.output);
  auto output = entry.output;
  for (const auto& [name, value] : std::get<ObjectValue>(item.data).fields) {
    if (name == field) output.replace(output.find('{'), field.size() + 2, std::get<std::string>(value.data));
  }
  return output;
}

/// Whatever template made it: what is C++ by its name gets its line breaks.
bool is_cpp(std::string_view path) {
  constexpr std::array<std::string_view, 4> kEndings{".hpp", ".cpp", ".h", ".cc"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

}  // namespace

void check_set(const TemplateSet& set, diag::Sink& sink) {
  for (const auto& entry : set.entries) {
    const auto* view = find_view(entry);
    if (view == nullptr) {
      report_no_view(entry, sink);
      continue;
    }
    if (!set.templates.contains(entry.template_name)) {
      sink.report(diag::codes::kTemplateName, entry.span,
                  fmt::format("there is no template '{}'", entry.template_name));
      continue;
    }
    const auto& schema = entry.is_each ? *view->schema->item : *view->schema;
    if (entry.is_each) check_output(entry, schema, sink);
    check_template(set.templates, entry.template_name, schema, sink);
  }
}

base::OutputTree render(const plan::Plan& plan, const TemplateSet& set) {
  base::OutputTree tree;
  for (const auto& entry : set.entries) {
    if (!is_made(entry.when, plan)) continue;
    const auto* view = find_view(entry);
    MESHGEN_CHECK(view != nullptr, "the set was not checked");
    const auto value = view->value(plan);
    if (!entry.is_each) {
      tree.push_back({entry.output, render_template(set.templates, entry.template_name, value)});
      continue;
    }
    for (const auto& item : std::get<ListValue>(value.data)) {
      tree.push_back({output_of(entry, item), render_template(set.templates, entry.template_name, item)});
    }
  }
  // What takes longest of all stages, a file at a time.
  base::in_parallel(tree.size(), [&](std::size_t i) {
    if (is_cpp(tree[i].path)) tree[i].bytes = layout::lay_out(tree[i].bytes);
  });
  return tree;
}

}  // namespace meshgen::render
