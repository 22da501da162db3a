#include <mesh/json/codec.hpp>

#include <cstdio>
#include <cstdlib>

namespace mesh::json {
namespace {

constinit const Checked kPassed;

}  // namespace

Checked passed() { return kPassed; }

Checked finish(const char* p, Context& context) {
  if (p != nullptr) {
    p = skip_space(p);
    if (p == context.end()) return passed();
    context.refuse_syntax(p, "the end of the text");
  }
  return refused(context);
}

Checked refused(Context& context) { return Checked(tl::unexpect, context.take_fault()); }

void give_up_on_default(std::string_view text, const Fault& fault) {
  const std::string words =
      "mesh: the contract's default " + std::string(text) + " is refused: " + to_string(fault) + "\n";
  (void)std::fputs(words.c_str(), stderr);
  std::abort();
}

}  // namespace mesh::json
