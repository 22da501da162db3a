#include <mesh/json/codec.hpp>

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

}  // namespace mesh::json
