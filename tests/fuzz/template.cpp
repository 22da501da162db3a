/// libFuzzer: any bytes as a template are refused with a place or render; a checked template never fails.
#include <cstdint>
#include <string>
#include <vector>

#include "diag/printer.hpp"
#include "render/fields.hpp"
#include "render/template.hpp"

namespace {

struct Item {
  std::string name;
  bool last = false;
};

struct Page {
  std::string title;
  bool shown = true;
  std::vector<Item> items;
};

}  // namespace

namespace meshgen::render {
template <>
struct Fields<Item> {
  static constexpr auto list = std::make_tuple(field("name", &Item::name), field("last", &Item::last));
};
template <>
struct Fields<Page> {
  static constexpr auto list =
      std::make_tuple(field("title", &Page::title), field("shown", &Page::shown), field("items", &Page::items));
};
}  // namespace meshgen::render

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace meshgen;
  constexpr std::size_t kLargest = 4096;
  if (size > kLargest) return 0;
  diag::Sink sink;
  const diag::SourceFile page("page.mustache", std::string(reinterpret_cast<const char*>(data), size));
  const diag::SourceFile part("part.mustache", "{{name}}\n");
  render::TemplateMap templates;
  templates.emplace("page", render::parse_template(page, sink));
  templates.emplace("parts/part", render::parse_template(part, sink));
  render::check_template(templates, "page", render::Binding<Page>::schema(), sink);
  (void)diag::print(sink, diag::Colours::kNever);
  if (sink.has_errors()) return 0;
  (void)render::render_template(templates, "page",
                                render::Binding<Page>::value({"t", true, {{"a", false}, {"b", true}}}));
  return 0;
}
