// The examples that ajv.sh makes documents from, without ajv.
#include <cstddef>

#include <catch2/catch_test_macros.hpp>

#include "verdicts.hpp"

TEST_CASE("examples of the schemas that are compared with ajv are valid, and written as they were read") {
  const ajv::Verdicts verdicts(AJV_SCHEMAS);
  REQUIRE(verdicts.entries().size() >= 40);
  for (std::size_t i = 0; i < verdicts.entries().size(); ++i) {
    const auto& entry = verdicts.entries()[i];
    CHECK_FALSE(entry.valid.empty());
    for (const auto& text : entry.valid) {
      INFO(entry.id << ": " << text);
      const auto verdict = verdicts.of(i, text);
      CHECK(verdict.generated == "");
      CHECK(verdict.schema == "");
      CHECK(verdict.judge == "");
      CHECK(verdict.again == "");
    }
  }
}
