/// The pages of `meshgen explain`: pages/<code>.md, embedded when the tool is built.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace meshgen::diag {

/// One fenced block: its words after the three backticks, and its text.
struct Example {
  std::string_view kind;  ///< "yaml": a document; "yaml generate": one that `generate` refuses; "text": anything else
  std::string_view text;
};

/// Views into the embedded text.
struct Page {
  std::string_view code;   ///< the file's name
  std::string_view title;  ///< the first line, without "# code: "
  std::string_view what;
  std::string_view why;
  Example before;
  Example after;
  std::string_view remedy;
  std::string_view text;  ///< all of it
};

/// Sorted by code.
[[nodiscard]] const std::vector<Page>& pages();

/// nullptr: there is no such page.
[[nodiscard]] const Page* find_page(std::string_view code);

/// JSON Schema of `--format json`.
[[nodiscard]] std::string_view diagnostics_schema();

/// (path below generator/diag, text) of the pages and the schema. Made by cmake/EmbedTemplates.cmake.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& embedded_texts();

}  // namespace meshgen::diag
