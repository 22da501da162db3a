/// What refusing costs. In a program of its own: it counts by an operator new of its own, as ThreadSanitizer does.
#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <new>
#include <string>

#include "word_lists.hpp"

namespace {

std::size_t allocations = 0;

}  // namespace

// NOLINTBEGIN(misc-new-delete-overloads,cppcoreguidelines-no-malloc)
void* operator new(std::size_t size) {
  ++allocations;
  if (void* const bytes = std::malloc(size)) return bytes;
  throw std::bad_alloc();
}
void operator delete(void* bytes) noexcept { std::free(bytes); }
void operator delete(void* bytes, std::size_t) noexcept { std::free(bytes); }
// NOLINTEND(misc-new-delete-overloads,cppcoreguidelines-no-malloc)

using namespace word_lists;

TEST_CASE("a refusal allocates nothing until its words are asked for") {
  const std::string text = R"({"a name that takes more room than a string has":["a","NO"]})";
  std::string fault;
  std::size_t accepting = 0;
  std::size_t refusing = 0;
  for (int i = 0; i < 2; ++i) {  // the first call makes the thread's buffer
    WordLists names;
    const std::size_t before = allocations;
    std::string good = text;
    good.replace(good.find("NO"), 2, "no");
    const std::size_t start = allocations;
    REQUIRE(decode_with<read_lists>(std::string_view(good), names));
    accepting = allocations - start;
    WordLists others;
    const std::size_t again = allocations;
    const Checked checked = decode_with<read_lists>(std::string_view(text), others);
    refusing = allocations - again;
    REQUIRE_FALSE(checked);
    REQUIRE(start > before);
    fault = to_string(checked.error());
  }
  CHECK(refusing <= accepting);
  CHECK(fault == "/a name that takes more room than a string has/1: is \"NO\", must match " + std::string(kPattern) +
                     " [pattern]");
}
