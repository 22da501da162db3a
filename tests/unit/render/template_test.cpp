#include "render/template.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "diag/printer.hpp"
#include "render/fields.hpp"

namespace {

struct ItemView {
  std::string name;
  bool is_last = false;
  std::vector<std::string> doc;
};

struct PageView {
  std::string title;
  bool shown = false;
  std::vector<ItemView> items;
  std::optional<ItemView> best;
};

}  // namespace

namespace meshgen::render {
template <>
struct Fields<ItemView> {
  static constexpr auto list = std::make_tuple(field("name", &ItemView::name), field("is_last", &ItemView::is_last),
                                               field("doc", &ItemView::doc));
};
template <>
struct Fields<PageView> {
  static constexpr auto list = std::make_tuple(field("title", &PageView::title), field("shown", &PageView::shown),
                                               field("items", &PageView::items), field("best", &PageView::best));
};
}  // namespace meshgen::render

namespace {

using meshgen::diag::Sink;
using meshgen::diag::SourceFile;
using namespace meshgen::render;

/// A set made of strings; `page` is the template under test.
struct Set {
  std::vector<std::unique_ptr<SourceFile>> sources;
  TemplateMap templates;
  Sink sink;

  Set& add(const std::string& name, const std::string& text) {
    sources.push_back(std::make_unique<SourceFile>(name + ".mustache", text));
    templates.emplace(name, parse_template(*sources.back(), sink));
    return *this;
  }
  std::string errors() {
    if (!sink.has_errors()) check_template(templates, "page", Binding<PageView>::schema(), sink);
    return meshgen::diag::print(sink, meshgen::diag::Colours::kNever);
  }
  std::string render(const PageView& view) {
    REQUIRE(errors().empty());
    return render_template(templates, "page", Binding<PageView>::value(view));
  }
};

const PageView kPage{"Title", true, {{"a", false, {}}, {"b", true, {"one", "two"}}}, std::nullopt};

TEST_CASE("names print, lists repeat, flags open or close a section") {
  Set set;
  set.add("page", "{{title}}:{{#items}}{{name}}{{^is_last}}, {{/is_last}}{{/items}}{{^shown}}hidden{{/shown}}\n");
  CHECK(set.render(kPage) == "Title:a, b\n");
}

TEST_CASE("a tag alone on its line takes the line away") {
  Set set;
  set.add("page", "begin\n  {{#items}}\n  - {{name}}\n  {{/items}}\n{{! why }}\nend\n");
  CHECK(set.render(kPage) == "begin\n  - a\n  - b\nend\n");
}

TEST_CASE("a part keeps the indentation of the line that calls it, empty lines stay empty") {
  Set set;
  set.add("page", "{{#items}}\n  {{> item}}\n{{/items}}\n");
  set.add("parts/item", "{{#doc}}\n/// {{.}}\n{{/doc}}\n{{name}}:\n\n  {{> inner}}\n");
  set.add("parts/inner", "x\ny\n");
  CHECK(set.render(kPage) == "  a:\n\n    x\n    y\n  /// one\n  /// two\n  b:\n\n    x\n    y\n");
}

TEST_CASE("an empty list and an absent view take the inverted section") {
  Set set;
  set.add("page", "{{^best}}none{{/best}}{{#best}}{{name}}{{/best}}");
  CHECK(set.render(kPage) == "none");
  PageView with = kPage;
  with.best = ItemView{"c", true, {}};
  CHECK(set.render(with) == "c");
}

TEST_CASE("nothing is escaped") {
  Set set;
  set.add("page", "{{title}}");
  CHECK(set.render({"<a> & \"b\"", false, {}, {}}) == "<a> & \"b\"");
}

TEST_CASE("a misspelt name is an error with its line and the nearest field") {
  Set set;
  set.add("page", "ok\n{{titel}}\n");
  CHECK(set.errors() ==
        "page.mustache:2:1: error: this view has no field 'titel' [template-name]\n"
        "     2 | {{titel}}\n"
        "       | ^\n"
        "  help: did you mean 'title'?\n");
}

TEST_CASE("names of an outer view are not looked up") {
  Set set;
  set.add("page", "{{#items}}{{title}}{{/items}}");
  CHECK(set.errors().find("this view has no field 'title'") != std::string::npos);
}

TEST_CASE("printing a list, opening a text and calling a missing part are errors") {
  Set set;
  set.add("page", "{{items}}{{#title}}x{{/title}}{{> nowhere}}");
  const auto errors = set.errors();
  CHECK(errors.find("'items' is not text and cannot be printed") != std::string::npos);
  CHECK(errors.find("'title' is neither a flag nor a list") != std::string::npos);
  CHECK(errors.find("there is no template 'parts/nowhere'") != std::string::npos);
}

TEST_CASE("a part that calls itself is an error, not a hang") {
  Set set;
  set.add("page", "{{> a}}");
  set.add("parts/a", "{{> b}}");
  set.add("parts/b", "{{> a}}");
  CHECK(set.errors().find("leads back to itself") != std::string::npos);
}

TEST_CASE("unclosed tags and sections are syntax errors") {
  for (const auto* text :
       {"{{title", "{{#items}}x", "{{/items}}", "{{#items}}{{/best}}", "{{&title}}", "{{{title}}}", "{{}}"}) {
    CAPTURE(text);
    Set set;
    set.add("page", text);
    CHECK(set.sink.has_errors(meshgen::diag::Category::kDocument));
  }
}

}  // namespace
