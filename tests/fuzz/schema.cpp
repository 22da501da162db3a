/// libFuzzer: the first line is a schema, the rest a text. Whatever they are, the one who stops at the first fault and
/// the one who collects agree, verdicts repeat, and the work is bounded.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <mesh/json/codec.hpp>
#include <mesh/json/schema.hpp>
#include <mesh/json/verdicts_private.hpp>

namespace {

using namespace mesh;

void require(bool holds) {
  if (!holds) std::abort();
}

void run(const json::Rule& rule, std::string_view text, std::size_t places) {
  json::Context context{json::Input(text)};
  const char* const end = json::read_by(json::skip_space(context.begin()), rule, context);
  const std::size_t runs = context.verdicts().runs;
  const auto checked = json::finish(end, context);
  const auto all = json::violations(text, rule, 1000);
  require(all.empty() == checked.has_value());
  // Each place of a schema at most once on each value, and once to tell; a byte begins at most one value.
  require(runs <= 2 * (places + 1) * (text.size() + 1));
  if (!checked) {
    require(!checked.error().keyword.empty() && !checked.error().message().empty());
    require(checked.error().offset <= text.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(data, data + size);
  const std::string_view all = input;
  const std::size_t line = std::min(all.find('\n'), all.size());
  const std::string_view text = all.substr(std::min(line + 1, all.size()));
  const auto schema = json::Schema::compile(all.substr(0, line));
  if (schema) {
    run(schema->at(""), text, line);
  } else {
    require(!schema.error().message().empty());
    run(json::Schema(all.substr(0, line)).at(""), text, line);
  }
  return 0;
}
