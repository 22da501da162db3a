/// libFuzzer: any files that refer to each other are refused with a place, or every reference leads to something that
/// is none.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "files.hpp"
#include "resolve/document.hpp"

namespace {

using meshgen::load::Node;

/// Whatever is bound ends somewhere in few steps.
void follow_all(const meshgen::resolve::ResolvedDocument& document, const Node& node) {
  const auto* target = document.follow(node);
  if (target != nullptr && meshgen::resolve::ResolvedDocument::reference(*target) != nullptr) std::abort();
  for (const auto& item : node.items) follow_all(document, item);
  for (const auto& member : node.members) follow_all(document, member.value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace meshgen;
  constexpr std::size_t kLargest = 64U << 10U;
  if (size > kLargest) return 0;
  diag::Sink sink;
  load::MemoryFiles files(fuzz::files_of(data, size));
  const auto document = resolve::resolve(files, "a.yaml", sink);
  if (!document) {
    if (!sink.has_errors()) std::abort();
    return 0;
  }
  for (const auto& file : document->files) {
    if (file->root) follow_all(*document, *file->root);
  }
  return 0;
}
