#include "diag/pages.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/code_list.hpp"

namespace meshgen::diag {
namespace {

constexpr std::string_view kFolder = "pages/";
constexpr std::string_view kEnding = ".md";
constexpr std::string_view kFence = "```";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of('\n');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of('\n') - begin + 1);
}

/// From "## Name" to the next heading.
std::string_view section(std::string_view text, std::string_view name) {
  const auto heading = fmt::format("\n## {}\n", name);
  const auto begin = text.find(heading);
  if (begin == std::string_view::npos) return {};
  const auto rest = text.substr(begin + heading.size());
  return trimmed(rest.substr(0, rest.find("\n## ")));
}

Example example(std::string_view text) {
  const auto begin = text.find(kFence);
  const auto line_end = text.find('\n', begin);
  if (begin == std::string_view::npos || line_end == std::string_view::npos) return {};
  const auto kind = text.substr(begin + kFence.size(), line_end - begin - kFence.size());
  const auto rest = text.substr(line_end + 1);
  return {kind, rest.substr(0, rest.find(kFence))};
}

Page parse_page(std::string_view code, std::string_view text) {
  Page page;
  page.code = code;
  page.text = text;
  const auto first = text.substr(0, text.find('\n'));
  const auto colon = first.find(": ");
  page.title = colon == std::string_view::npos ? std::string_view{} : first.substr(colon + 2);
  page.what = section(text, "What");
  page.why = section(text, "Why");
  page.before = example(section(text, "Before"));
  page.after = example(section(text, "After"));
  page.remedy = section(text, "Remedy");
  return page;
}

}  // namespace

const std::vector<Page>& pages() {
  static const std::vector<Page> kPages = [] {
    std::vector<Page> list;
    for (const auto& [path, text] : embedded_texts()) {
      if (!path.starts_with(kFolder) || !path.ends_with(kEnding)) continue;
      const auto code = std::string_view(path).substr(kFolder.size(), path.size() - kFolder.size() - kEnding.size());
      list.push_back(parse_page(code, text));
    }
    std::sort(list.begin(), list.end(), [](const Page& a, const Page& b) { return a.code < b.code; });
    return list;
  }();
  return kPages;
}

const Page* find_page(std::string_view code) {
  const auto& list = pages();
  const auto found = std::find_if(list.begin(), list.end(), [&](const Page& page) { return page.code == code; });
  return found == list.end() ? nullptr : &*found;
}

std::string_view diagnostics_schema() {
  for (const auto& [path, text] : embedded_texts()) {
    if (path == "diagnostics.schema.json") return text;
  }
  return {};
}

const Code* find_code(std::string_view id) {
  const auto& codes = all_codes();
  const auto found = std::find_if(codes.begin(), codes.end(), [&](const Code* code) { return code->id == id; });
  return found == codes.end() ? nullptr : *found;
}

std::string meant_code(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const auto* code : all_codes()) ids.push_back(code->id);
  const auto near = base::closest(id, ids);
  return near ? fmt::format("did you mean '{}'?", *near) : "'meshgen explain' lists the codes";
}

}  // namespace meshgen::diag
