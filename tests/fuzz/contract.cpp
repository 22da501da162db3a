/// libFuzzer: any bytes as a contract give diagnostics or code, never a crash; the same bytes give the same code twice.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "app/pipeline.hpp"
#include "diag/printer.hpp"
#include "model/dump.hpp"

namespace {

std::string render(const std::string& text) {
  meshgen::diag::Sink sink;
  meshgen::load::MemoryFiles files({{"fuzz.yaml", text}});
  const auto rendered = meshgen::app::render_contract(files, "fuzz.yaml", {}, "", sink);
  std::string out = meshgen::diag::print(sink, meshgen::diag::Colours::kNever);
  if (rendered) {
    for (const auto& file : rendered->tree) out += file.bytes;
  } else if (!sink.has_errors()) {
    std::abort();  // refused without a word
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kLargest = 64U << 10U;
  if (size > kLargest) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (render(text) != render(text)) std::abort();
  meshgen::diag::Sink sink;
  meshgen::load::MemoryFiles files({{"fuzz.yaml", text}});
  const auto contract = meshgen::app::read_contract(files, "fuzz.yaml", meshgen::app::Purpose::kValidate, sink);
  if (contract) (void)meshgen::model::dump(contract->api);
  return 0;
}
