#include "child.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "load.hpp"
#include "logging_handler.hpp"
#include "moves.hpp"

namespace mesh::test {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> raw;
  for (auto& text : texts) raw.push_back(text.data());
  raw.push_back(nullptr);
  return raw;
}

std::vector<HandlerEvent> events_of(const std::string& path) {
  const std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return parse_lines(text.str());
}

}  // namespace

std::vector<std::string> environment_of(const Config& config) {
  std::vector<std::string> environment{"MESH_LOG_LEVEL=off"};
  for (const auto* key : {"bootstrap.servers", "topic.prefix", "group.prefix"}) {
    if (config.has(key)) environment.push_back(environment_name(key) + "=" + config.text(key));
  }
  const auto kafka = config.under("kafka.");
  REQUIRE(kafka);
  for (const auto& [name, setting] : *kafka) {
    environment.push_back(environment_name("kafka." + name) + "=" + setting.value);
  }
  return environment;
}

Child::Child(const Config& config, const std::string& log, int member, int handle_ms) {
  auto environment = environment_of(config);
  std::vector<std::string> arguments{DELIVERY_CHILD, log, std::to_string(member), std::to_string(handle_ms)};
  auto argv = pointers(arguments);
  auto envp = pointers(environment);
  pid_ = fork();
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
}

Child::~Child() { kill_now(); }

void Child::kill_now() {
  if (pid_ < 0) return;
  (void)kill(pid_, SIGKILL);
  (void)waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void kill_a_consumer(const Config& config, std::vector<Confirmed> confirmed) {
  RunLog log;
  log.confirmed = std::move(confirmed);
  const auto path = (std::filesystem::temp_directory_path() / ("delivery_" + std::to_string(getpid()))).string();
  const auto done_by = [&](int member) {
    const auto events = events_of(path);
    return std::count_if(events.begin(), events.end(), [&](const HandlerEvent& event) {
      return event.member == member && event.kind == HandlerEvent::Kind::kDone;
    });
  };
  Child first(config, path, 1, 5);
  REQUIRE(eventually([&] { return done_by(1) > 200; }));
  first.kill_now();
  const auto until_kill = events_of(path).size();
  REQUIRE(done_by(1) < 800);

  Child second(config, path, 2, 0);
  const auto is_whole = eventually(
      [&] {
        log.handled = events_of(path);
        return check_nothing_lost(log).empty();
      },
      Millis(40'000));
  second.kill_now();
  std::filesystem::remove(path);
  CHECK(is_whole);
  check_clean(check_nothing_lost(log));
  check_clean(check_order(log));
  check_clean(check_duplicates(log, agent_options().max_in_flight));
  // Where the second began is what the first had committed.
  std::map<std::int32_t, std::int64_t> committed;
  for (auto i = until_kill; i < log.handled.size(); ++i) {
    const auto& event = log.handled[i];
    const auto [at, is_new] = committed.emplace(event.partition, event.offset);
    if (!is_new) at->second = std::min(at->second, event.offset);
  }
  REQUIRE_FALSE(committed.empty());
  CHECK(std::any_of(committed.begin(), committed.end(), [](const auto& entry) { return entry.second > 0; }));
  check_clean(check_commits(log, committed, {1}));
}

}  // namespace mesh::test
