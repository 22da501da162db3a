#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/text.hpp"
#include "diag/code_list.hpp"
#include "diag/codes.hpp"
#include "diag/pages.hpp"

using namespace meshgen::diag;

TEST_CASE("the list of codes is the table of codes.hpp") {
  CHECK(all_codes().size() > 40);
  CHECK(all_codes().front() == &codes::kFileNotRead);
  CHECK(find_code("no-topic") == &codes::kNoTopic);
  CHECK(find_code("no-topics") == nullptr);
  std::set<std::string_view> ids;
  for (const auto* code : all_codes()) CHECK(ids.insert(code->id).second);
}

TEST_CASE("every code has a page, and every page a code") {
  for (const auto* code : all_codes()) {
    INFO("write generator/diag/pages/" << code->id << ".md");
    CHECK(find_page(code->id) != nullptr);
  }
  for (const auto& page : pages()) {
    INFO(page.code);
    CHECK(find_code(page.code) != nullptr);
  }
}

TEST_CASE("a page has its title, what, why, before, after and remedy, in that order") {
  const std::set<std::string_view> kinds{"yaml", "yaml whole", "yaml generate", "text"};
  for (const auto& page : pages()) {
    INFO(page.code);
    CHECK(page.text.starts_with("# " + std::string(page.code) + ": "));
    CHECK_FALSE(page.title.empty());
    CHECK(page.title.size() <= 70);
    CHECK_FALSE(page.title.ends_with('.'));
    CHECK(page.what.ends_with('.'));
    CHECK(page.why.ends_with('.'));
    CHECK_FALSE(page.remedy.empty());
    CHECK(kinds.contains(page.before.kind));
    CHECK(kinds.contains(page.after.kind));
    CHECK_FALSE(page.before.text.empty());
    CHECK_FALSE(page.after.text.empty());
    std::string headings;
    for (const auto line : meshgen::base::split_lines(page.text)) {
      if (line.starts_with("## ")) headings += std::string(line.substr(3)) + " ";
      CHECK(line.size() <= 140);
    }
    CHECK(headings == "What Why Before After Remedy ");
  }
}

TEST_CASE("a misspelt code is answered with the one that was meant") {
  CHECK(meant_code("no-topics") == "did you mean 'no-topic'?");
  CHECK(meant_code("zzzzzzzzz") == "'meshgen explain' lists the codes");
}
