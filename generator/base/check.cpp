#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace meshgen::base {

void check_failed(std::string_view condition, std::string_view file, int line, std::string_view why) {
  if (const auto slash = file.rfind('/'); slash != std::string_view::npos) file.remove_prefix(slash + 1);
  std::fprintf(stderr,
               "meshgen: internal error at %.*s:%d: %.*s (%.*s)\n"
               "This is a bug of meshgen, not of your contract: please report it with the document that shows it.\n",
               static_cast<int>(file.size()), file.data(), line, static_cast<int>(why.size()), why.data(),
               static_cast<int>(condition.size()), condition.data());
#if defined(__SANITIZE_ADDRESS__) || defined(FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION)
  std::abort();
#else
  std::_Exit(1);
#endif
}

}  // namespace meshgen::base
