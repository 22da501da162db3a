#include <mesh/config/config.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

namespace mesh {
namespace {

/// A file that goes with the test.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& content) {
    std::string name = (std::filesystem::temp_directory_path() / "mesh_config_XXXXXX").string();
    const int descriptor = mkstemp(name.data());
    REQUIRE(descriptor >= 0);
    path_ = name;
    auto* file = fdopen(descriptor, "wb");
    REQUIRE(std::fwrite(content.data(), 1, content.size(), file) == content.size());
    REQUIRE(std::fclose(file) == 0);
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string fault_of(const std::string& yaml, const ConfigPairs& environment = {}) {
  const ScratchFile file(yaml);
  const auto config = Config::load(file.path(), environment);
  if (config) return {};
  CHECK(config.error().kind == ErrorKind::kConfiguration);
  auto message = config.error().message;
  for (auto at = message.find(file.path()); at != std::string::npos; at = message.find(file.path())) {
    message.replace(at, file.path().size(), "F");
  }
  return message;
}

TEST_CASE("a later layer wins whatever the order of the calls") {
  Config config;
  REQUIRE(config.set("bootstrap.servers", "code:1"));
  REQUIRE(config.set("bootstrap.servers", "contract:1", ConfigLayer::kContract));
  CHECK(config.text("bootstrap.servers") == "code:1");

  const ScratchFile file("bootstrap.servers: file:1\nlanes: 3\nmax.in.flight: 7\n");
  auto loaded = Config::load(file.path(), {{"MESH_BOOTSTRAP_SERVERS", "env:1"}, {"MESH_LANES", "4"}, {"OTHER", "x"}});
  REQUIRE(loaded);
  CHECK(loaded->text("bootstrap.servers") == "env:1");
  CHECK(loaded->find("bootstrap.servers")->origin == "MESH_BOOTSTRAP_SERVERS");
  CHECK(loaded->find("max.in.flight")->origin == file.path() + ":3");
  CHECK(loaded->number("lanes") == 4);
  REQUIRE(loaded->set("bootstrap.servers", "contract:1", ConfigLayer::kContract));
  CHECK(loaded->text("bootstrap.servers") == "env:1");
  REQUIRE(loaded->set("lanes", "5"));
  CHECK(loaded->number("lanes") == 5);
  CHECK(loaded->number("dedup.window") == 100'000);
  CHECK(loaded->find("dedup.window")->layer == ConfigLayer::kDefault);
}

TEST_CASE("the settings file may nest, and lists are joined") {
  const ScratchFile file(
      "bootstrap.servers: [a:1, b:2]\nkafka:\n  linger.ms: 5\n  consumer:\n    fetch.wait.max.ms: 10\n");
  const auto config = Config::load(file.path(), ConfigPairs{});
  REQUIRE(config);
  CHECK(config->text("bootstrap.servers") == "a:1,b:2");
  CHECK(config->text("kafka.linger.ms") == "5");
  const auto under = config->under("kafka.");
  REQUIRE(under);
  CHECK(under->size() == 2);
  CHECK(under->at("consumer.fetch.wait.max.ms").value == "10");
}

TEST_CASE("MESH_CONFIG names the file unless the caller does") {
  const ScratchFile named("lanes: 2\n");
  const ScratchFile given("lanes: 3\n");
  const ConfigPairs environment{{"MESH_CONFIG", named.path()}};
  CHECK(Config::load({}, environment)->number("lanes") == 2);
  CHECK(Config::load(given.path(), environment)->number("lanes") == 3);
}

TEST_CASE("all faults of a file and of the environment are told at once, with their places") {
  CHECK(fault_of("lane: 3\nlanes: x\ncreate.topics: yes\nlog.format: xml\n", {{"MESH_GROUP_PREFX", "g"}}) ==
        "F:1: unknown key 'lane'; did you mean 'lanes'?\n"
        "F:2: 'lanes' is 'x': write a whole number from 0 to 1024\n"
        "F:3: 'create.topics' is 'yes': write true or false\n"
        "F:4: 'log.format' is 'xml': write one of text|json\n"
        "MESH_GROUP_PREFX: unknown key 'group.prefx'; did you mean 'group.prefix'?");
}

TEST_CASE("a file that is no map of plain values is refused with its line") {
  CHECK(fault_of("lanes: 1\nlanes: 2\n") == "F:2: 'lanes' was already set in line 1: keep one of them");
  CHECK(fault_of("lanes:\n  - {a: 1}\n") == "F:2: 'lanes' must be a list of plain values");
  CHECK(fault_of("lanes:\n") == "F:1: 'lanes' has no value: write one or leave the key out");
  CHECK(fault_of("- a\n") == "F:1: settings must be a map of keys to values");
  CHECK(fault_of("a: [1\nb: 2\n").starts_with("F:"));
  CHECK(fault_of("# nothing yet\n").empty());
  const auto missing = Config::load("/none/such.yaml", ConfigPairs{});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.find("/none/such.yaml") != std::string::npos);
}

TEST_CASE("a number outside its range is refused") {
  Config config;
  CHECK_FALSE(config.set("max.in.flight", "0"));
  CHECK_FALSE(config.set("max.in.flight", "-1"));
  CHECK_FALSE(config.set("max.in.flight", "12 "));
  CHECK_FALSE(config.set("max.in.flight", ""));
  CHECK_FALSE(config.set("max.in.flight", "99999999999999999999"));
  CHECK(config.number("max.in.flight") == 10'000);
  CHECK(config.set("max.in.flight", "1"));
}

TEST_CASE("a secret is refused in a settings file, and nothing prints it") {
  const auto fault = fault_of("kafka:\n  sasl.password: hunter2\n");
  CHECK(fault.find("F:2: 'kafka.sasl.password' is a secret") == 0);
  CHECK(fault.find("kafka.sasl.password.file") != std::string::npos);
  CHECK(fault.find("MESH_KAFKA_SASL_PASSWORD") != std::string::npos);
  CHECK(fault.find("hunter2") == std::string::npos);

  const auto config = Config::load({}, ConfigPairs{{"MESH_KAFKA_SASL_PASSWORD", "hunter2"},
                                                   {"MESH_KAFKA_CONSUMER_SSL_KEY_PASSWORD", "hunter2"},
                                                   {"MESH_KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET", "hunter2"},
                                                   {"MESH_KAFKA_SASL_USERNAME", "alice"}});
  REQUIRE(config);
  const auto dump = config->to_string();
  CHECK(dump.find("hunter2") == std::string::npos);
  CHECK(dump.find("kafka.sasl.password = ********  (MESH_KAFKA_SASL_PASSWORD)") != std::string::npos);
  CHECK(dump.find("kafka.sasl.username = alice") != std::string::npos);
  CHECK(config->under("kafka.")->at("sasl.password").value == "hunter2");
}

TEST_CASE("a secret is read from its file without the last newline") {
  const ScratchFile secret("hunter2\n");
  const ScratchFile file("kafka.sasl.password.file: " + secret.path() + "\n");
  const auto config = Config::load(file.path(), ConfigPairs{});
  REQUIRE(config);
  const auto under = config->under("kafka.");
  REQUIRE(under);
  CHECK(under->at("sasl.password").value == "hunter2");
  CHECK_FALSE(under->contains("sasl.password.file"));
  CHECK(config->to_string().find("hunter2") == std::string::npos);

  const auto both = Config::load(file.path(), ConfigPairs{{"MESH_KAFKA_SASL_PASSWORD", "stronger"}});
  CHECK(both->under("kafka.")->at("sasl.password").value == "stronger");

  Config broken;
  REQUIRE(broken.set("kafka.sasl.password.file", "/none/such"));
  const auto fault = broken.under("kafka.");
  REQUIRE_FALSE(fault);
  CHECK(fault.error().message.find("/none/such") != std::string::npos);
}

TEST_CASE("a name in the environment is the key in capitals with underscores") {
  CHECK(environment_name("kafka.consumer.session.timeout.ms") == "MESH_KAFKA_CONSUMER_SESSION_TIMEOUT_MS");
}

TEST_CASE("agents get their options from the settings") {
  Config config;
  CHECK(config.agent_options().max_in_flight == AgentOptions{}.max_in_flight);
  CHECK(config.agent_options().max_in_flight_bytes == AgentOptions{}.max_in_flight_bytes);
  CHECK(config.agent_options().dedup_window == AgentOptions{}.dedup_window);
  CHECK(config.agent_options().commit_interval == AgentOptions{}.commit_interval);
  CHECK(config.agent_options().drain_timeout == AgentOptions{}.drain_timeout);
  CHECK(config.agent_options().ready_timeout == AgentOptions{}.ready_timeout);
  CHECK(config.agent_options().lanes == AgentOptions{}.lanes);
  REQUIRE(config.set_all({{"lanes", "2"}, {"create.topics", "true"}, {"commit.interval.ms", "50"}}));
  const auto options = config.agent_options();
  CHECK(options.lanes == 2);
  CHECK(options.create_topics);
  CHECK(options.commit_interval == Millis(50));
}

TEST_CASE("other families of dead letters are asked for by name") {
  Config config;
  CHECK(config.agent_options().dead_letter_families == DeadLetterFamilies{});
  REQUIRE(config.set("dead.letter.families", "streams,spring"));
  CHECK(config.agent_options().dead_letter_families == DeadLetterFamilies{.spring = true, .streams = true});
  CHECK(config.set("dead.letter.families", "spring,sprig").error().message ==
        "'dead.letter.families' holds 'sprig': write any of spring|connect|smallrye|streams, separated by commas; did "
        "you mean 'spring'?");
  REQUIRE(config.set("dead.letter.families", ""));
  CHECK(config.agent_options().dead_letter_families == DeadLetterFamilies{});
}

}  // namespace
}  // namespace mesh
