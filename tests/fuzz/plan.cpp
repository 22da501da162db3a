/// libFuzzer: what `validate` lets pass has a model that can be looked at, judged by the rules and, if no rule refuses
/// it, planned as C++; for both sides of the contract.
#include <cstdint>

#include "app/pipeline.hpp"
#include "files.hpp"
#include "model/dump.hpp"
#include "plan/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace meshgen;
  constexpr std::size_t kLargest = 64U << 10U;
  if (size > kLargest) return 0;
  for (const auto role : {plan::Role::kApplication, plan::Role::kInverse}) {
    diag::Sink sink;
    load::MemoryFiles files(fuzz::files_of(data, size));
    const auto contract = app::read_contract(files, "a.yaml", app::Purpose::kGenerate, sink, role);
    if (!contract) continue;
    (void)model::dump(contract->api);
    plan::Options options;
    options.role = role;
    if (!sink.has_errors()) (void)plan::build_plan(contract->api, contract->document, options, sink);
  }
  return 0;
}
