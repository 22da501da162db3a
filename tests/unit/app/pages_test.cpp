/// `meshgen explain`: what a page calls wrong is reported as that, and what it calls right is not.
#include <array>
#include <set>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "app/pipeline.hpp"
#include "base/text.hpp"
#include "diag/code_list.hpp"
#include "diag/pages.hpp"
#include "diag/printer.hpp"

using namespace meshgen;

namespace {

/// A page shows what matters; the rest of the document comes from here, a part that the page has itself does not.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kBase{{
    {"asyncapi:", "asyncapi: 3.0.0\n"},
    {"info:", "info: {title: Shop, version: 1.0.0}\n"},
    {"channels:",
     "channels:\n  orders:\n    address: shop.orders\n    messages: {placed: {payload: {$ref: "
     "'#/components/schemas/Order'}}}\n"},
    {"operations:", "operations:\n  sendPlaced: {action: send, channel: {$ref: '#/channels/orders'}}\n"},
    {"components:",
     "components:\n  schemas:\n    Order: {type: object, required: [id], properties: {id: {type: string}}}\n"},
}};

std::string document_of(const diag::Example& example) {
  std::string text(example.text);
  if (example.kind == "yaml whole") return text;
  for (const auto& [key, lines] : kBase) {
    if (key == "components:" && text.find("#/components/") == std::string::npos) continue;  // nothing would use them
    if (!text.starts_with(key) && text.find("\n" + std::string(key)) == std::string::npos) text += lines;
  }
  return text;
}

struct Found {
  std::set<std::string_view> codes;
  std::string words;
};

Found look_at(const diag::Example& example) {
  load::MemoryFiles files{{{"contract.yaml", document_of(example)}}};
  diag::Sink sink;
  if (example.kind == "yaml generate") {
    (void)app::render_contract(files, "contract.yaml", {}, "", sink);
  } else {
    (void)app::read_contract(files, "contract.yaml", app::Purpose::kValidate, sink);
  }
  Found found;
  for (const auto* each : sink.sorted()) found.codes.insert(each->code->id);
  found.words = diag::print(sink, diag::Colours::kNever);
  return found;
}

/// Not shown by a document alone: they are of files, bytes, sizes, templates or settings.
const std::set<std::string_view> kNoDocument{
    "file-not-read", "not-utf8",         "too-deep",        "too-many-aliases",   "template-syntax",
    "template-name", "template-set",     "foreign-file",    "not-written",        "tool-version",
    "lock",          "vendored-copy",    "not-fetched",     "file-too-large",     "too-many-files",
    "ref-chain",     "ref-outside-root", "shared-document", "shared-type-differs"};

}  // namespace

TEST_CASE("the example of a page reports its code and no other, the mended one reports nothing") {
  for (const auto& page : diag::pages()) {
    DYNAMIC_SECTION(page.code) {
      if (kNoDocument.contains(page.code)) continue;
      const auto before = look_at(page.before);
      INFO("before:\n" << before.words);
      CHECK(before.codes == std::set{page.code});
      const auto after = look_at(page.after);
      INFO("after:\n" << after.words);
      CHECK(after.codes.empty());
    }
  }
}

TEST_CASE("only what no document can show is exempt from being shown by one") {
  for (const auto& page : diag::pages()) {
    INFO(page.code);
    CHECK((page.before.kind == "text") == kNoDocument.contains(page.code));
    CHECK((page.after.kind == "text") == kNoDocument.contains(page.code));
  }
  for (const auto code : kNoDocument) CHECK(diag::find_code(code) != nullptr);
}
