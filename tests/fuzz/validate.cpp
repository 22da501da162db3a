/// libFuzzer: any files as a contract are judged, with the same words twice.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "diag/printer.hpp"
#include "files.hpp"
#include "resolve/document.hpp"
#include "validate/validate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace meshgen;
  constexpr std::size_t kLargest = 64U << 10U;
  if (size > kLargest) return 0;
  const auto judged = [&] {
    diag::Sink sink;
    load::MemoryFiles files(fuzz::files_of(data, size));
    const auto document = resolve::resolve(files, "a.yaml", sink);
    if (document && !validate::validate(*document, sink) && !sink.has_errors()) std::abort();
    return diag::print(sink, diag::Colours::kNever);
  };
  if (judged() != judged()) std::abort();
  return 0;
}
