#include <array>
#include <memory>
#include <regex>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include <mesh/agent/log.hpp>

using namespace mesh;
using namespace std::chrono_literals;

namespace {

/// A stream whose text can be read back.
class Out {
 public:
  Out() : file_(std::tmpfile()) { REQUIRE(file_ != nullptr); }
  ~Out() { std::fclose(file_); }
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;

  std::FILE* file() { return file_; }
  std::vector<std::string> lines() {
    std::rewind(file_);
    std::string text;
    std::array<char, 4096> part{};
    for (std::size_t count = 0; (count = std::fread(part.data(), 1, part.size(), file_)) > 0;)
      text.append(part.data(), count);
    std::vector<std::string> all;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) all.push_back(line);
    return all;
  }

 private:
  std::FILE* file_;
};

class TestLog final : public LogObserver {
 public:
  using LogObserver::LogObserver;
  Instant instant{1h};

 protected:
  Instant now() const override { return instant; }
};

Happening retry() {
  Happening what;
  what.kind = EventKind::kRetryScheduled;
  what.operation = "onOrder";
  what.topic = "orders";
  what.partition = 2;
  what.offset = 41;
  what.key = "k\n\"1\"";
  what.attempt = 1;
  what.delay = 200ms;
  what.detail = "no stock service";
  return what;
}

std::string without_time(const std::string& line) {
  return std::regex_replace(line, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"), "TIME");
}

}  // namespace

TEST_CASE("an event is one line of text or JSON, whatever its key holds") {
  Out text;
  TestLog(text.file()).on(retry());
  REQUIRE(text.lines().size() == 1);
  CHECK(
      without_time(text.lines()[0]) ==
      R"(TIME warning retry-scheduled operation="onOrder" topic="orders" partition=2 offset=41 key="k\u000a\"1\"" attempt=1 delay_ms=200 detail="no stock service")");
  Out json;
  TestLog(json.file(), {.format = LogFormat::kJson}).on(retry());
  REQUIRE(json.lines().size() == 1);
  CHECK(
      without_time(json.lines()[0]) ==
      R"({"time":"TIME","level":"warning","event":"retry-scheduled","operation":"onOrder","topic":"orders","partition":2,"offset":41,"key":"k\u000a\"1\"","attempt":1,"delay_ms":200,"detail":"no stock service"})");
}

TEST_CASE("what is under the level is not written") {
  Out out;
  TestLog log(out.file(), {.level = LogLevel::kWarning});
  Happening what;
  what.kind = EventKind::kAssigned;
  log.on(what);
  what.kind = EventKind::kHandled;
  log.on(what);
  CHECK(out.lines().empty());
  what.kind = EventKind::kDeadLetterFailed;
  log.on(what);
  CHECK(out.lines().size() == 1);
}

TEST_CASE("repeats beyond the limit are counted and told once the second is over") {
  Out out;
  TestLog log(out.file(), {.most_repeats_a_second = 2});
  for (int i = 0; i < 10; ++i) log.on(retry());
  auto other = retry();
  other.reason = "another";
  log.on(other);
  CHECK(out.lines().size() == 3);
  log.instant += 999ms;
  log.on(retry());
  CHECK(out.lines().size() == 3);
  log.instant += 1ms;
  log.on(retry());
  const auto lines = out.lines();
  REQUIRE(lines.size() == 5);
  CHECK(without_time(lines[3]) == R"(TIME warning retry-scheduled operation="onOrder" suppressed=9)");
}

TEST_CASE("what is still suppressed at the end is told then") {
  Out out;
  {
    TestLog log(out.file(), {.most_repeats_a_second = 1});
    for (int i = 0; i < 3; ++i) log.on(retry());
  }
  CHECK(out.lines().back().ends_with("suppressed=2"));
}

TEST_CASE("long fields are cut") {
  Out out;
  auto what = retry();
  const std::string huge(100'000, 'x');
  what.detail = huge;
  TestLog(out.file()).on(what);
  CHECK(out.lines().at(0).size() < 600);
}
