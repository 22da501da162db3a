#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "ctl/commands.hpp"
#include "ctl/contract_topics.hpp"
#include "fixture.hpp"
#include "meshctl.hpp"

namespace mesh::test {
namespace {

/// A folder that goes with the test.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "meshctl_XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A meshctl that runs beside us; told to stop, and waited for, at the end.
class MeshctlProcess {
 public:
  explicit MeshctlProcess(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), MESHCTL);
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      execv(argv[0], argv.data());
      _exit(127);
    }
  }
  ~MeshctlProcess() { (void)stop(SIGKILL); }
  MeshctlProcess(const MeshctlProcess&) = delete;
  MeshctlProcess& operator=(const MeshctlProcess&) = delete;

  int stop(int signal) {
    if (pid_ < 0) return -1;
    (void)kill(pid_, signal);
    int status = 0;
    (void)waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t pid_ = -1;
};

TEST_CASE("a broker process serves its topics until it is told to stop, and its address file comes and goes") {
  const ScratchFolder folder;
  MeshctlProcess broker({"broker", "--topic", "orders:3", "--topic", "stock", "--address-file", folder.file("address"),
                         "--env-file", folder.file("env")});
  REQUIRE(eventually([&] { return std::filesystem::exists(folder.file("address")); }));
  auto address = content(folder.file("address"));
  REQUIRE(address.ends_with("\n"));
  address.pop_back();
  CHECK(content(folder.file("env")).find("MESH_BOOTSTRAP_SERVERS=" + address + "\n") != std::string::npos);
  CHECK(content(folder.file("env")).find("MESH_KAFKA_CONSUMER_SESSION_TIMEOUT_MS=6000\n") != std::string::npos);

  const auto listed = shell("set -a; . " + folder.file("env") + "; " + MESHCTL + " topics list");
  CHECK(listed.code == 0);
  CHECK(listed.text == "orders\t3\nstock\t4\n");
  CHECK(broker.stop(SIGTERM) == 0);
  CHECK_FALSE(std::filesystem::exists(folder.file("address")));
}

TEST_CASE("a broker that watches its parent ends with it") {
  const ScratchFolder folder;
  const auto address = folder.file("address");
  // The shell is the parent; it goes when the broker is up.
  const auto started = shell(std::string(MESHCTL) + " broker --topic a:1 --watch-parent --address-file " + address +
                             " >/dev/null 2>&1 & until [ -f " + address + " ]; do sleep 0.05; done");
  REQUIRE(started.code == 0);
  CHECK(eventually([&] { return !std::filesystem::exists(address); }));
}

TEST_CASE("what produce writes tail prints, with bytes that are no text spelled out") {
  Fixture fixture({{.name = "orders", .partitions = 2}});
  const ScratchFolder folder;
  std::ofstream(folder.file("value"), std::ios::binary) << std::string("poison\0\xff \xc3\xa9", 11);
  const auto at = " --bootstrap " + fixture.broker->bootstrap();
  const auto produced =
      meshctl("produce orders --key k1 --header a=b=c --header a=2 --header none --partition 1 --value-file " +
              folder.file("value") + at);
  CHECK(produced.code == 0);
  CHECK(produced.text == "orders[1]@0\n");
  const auto tailed = meshctl("tail orders --from beginning --max 1" + at);
  CHECK(tailed.code == 0);
  CHECK(tailed.text.starts_with("orders[1]@0 20"));
  CHECK(tailed.text.ends_with("Z key=k1\n  a: b=c\n  a: 2\n  none: (null)\n  poison\\x00\\xff \xc3\xa9\n"));
  CHECK(meshctl("produce orders" + at).code == 0);
  const auto all_records = meshctl("tail orders --from beginning --max 2" + at);
  CHECK(all_records.text.find("key=(null)\n  (null)\n") != std::string::npos);
  CHECK(meshctl("tail orders --until-idle 200" + at).text.empty());
}

TEST_CASE("tail says a dead letter's origin and reason in words") {
  Fixture fixture({{.name = "dead", .partitions = 1}});
  const auto transport = fixture.connect();
  auto letter = record("dead", "k", "v");
  letter.headers = {{"__dlq.errors.topic", "orders"},        {"__dlq.errors.partition", "2"},
                    {"__dlq.errors.offset", "17"},           {"__dlq.errors.group", "billing"},
                    {"__dlq.errors.delivery.count", "5"},    {"__dlq.errors.message", "no stock"},
                    {"mesh-dlq-reason", "retries.exhausted"}};
  REQUIRE(send(*transport, letter));
  const auto tailed = meshctl("tail dead --from beginning --max 1 --bootstrap " + fixture.broker->bootstrap());
  CHECK(tailed.text.find("  dead letter: retries.exhausted after 5 attempts, from orders[2]@17, group billing\n"
                         "  why: no stock\n") != std::string::npos);
}

TEST_CASE("exit codes say what kind of failure it was") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto at = " --bootstrap " + fixture.broker->bootstrap();
  CHECK(meshctl("produce none --value x" + at).code == 3);
  CHECK(meshctl("tail none" + at).code == 3);
  CHECK(meshctl("produce orders --value-file /none/such" + at).code == 4);
  CHECK(meshctl("tail orders --bootstrap 127.0.0.1:1").code == 4);
  CHECK(meshctl("tail").code == 5);
  CHECK(meshctl("tail orders").code == 5);  // no broker named
  CHECK(meshctl("broker --topic a:x --address-file /tmp/unused").code == 5);
  CHECK(meshctl("frobnicate").code == 5);
  const auto misspelt = meshctl("tail orders --frm end");
  CHECK(misspelt.code == 5);
  CHECK(misspelt.text.find("'tail' has no option '--frm'; did you mean '--from'?") != std::string::npos);
  CHECK(meshctl("topics lsit").text.find("'topics' has no command 'lsit'; did you mean 'list'?") != std::string::npos);
  CHECK(meshctl("prodce orders").text.find("did you mean 'produce'?") != std::string::npos);
  const auto help = meshctl("tail --help");
  CHECK(help.code == 0);
  CHECK(help.text.find("meshctl tail shop.orders.v1 --from beginning") != std::string::npos);
}

TEST_CASE("an interrupt ends a command that waits for a broker that does not answer") {
  // Takes connections and never says a word.
  const int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* name = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(bind(silent, name, size) == 0);
  REQUIRE(getsockname(silent, name, &size) == 0);
  REQUIRE(listen(silent, 8) == 0);
  const auto at = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"topics", "list"}, {"tail", "orders"}, {"produce", "orders", "--value", "x"}}) {
    auto all = arguments;
    all.insert(all.end(), {"--bootstrap", at});
    MeshctlProcess command(all);
    const int connection = accept(silent, nullptr, nullptr);  // by now it waits for the answer
    REQUIRE(connection >= 0);
    CHECK(command.stop(SIGINT) == 130);
    close(connection);
  }
  close(silent);
}

TEST_CASE("a topic that several contracts name is served once, with the most partitions that any asks for") {
  const auto topics = ctl::merged({{.name = "a", .partitions = 1}, {.name = "b"}, {.name = "a", .partitions = 4}});
  REQUIRE(topics.size() == 2);
  CHECK(topics[0].name == "a");
  CHECK(topics[0].partitions == 4);
  CHECK(topics[1].partitions == 0);
}

TEST_CASE("a contract's topics are served, and a contract with errors starts no broker") {
  const ScratchFolder folder;
  ctl::BrokerCommand command;
  command.contracts = {"one.yaml", "two.yaml"};
  command.address_file = folder.file("address");
  const ctl::ContractReader broken = [](const std::string& path, std::string& error) {
    error = path + ":1:1: error: no document";
    return std::vector<NewTopic>{};
  };
  CHECK(ctl::run(command, broken) == 2);
  CHECK_FALSE(std::filesystem::exists(command.address_file));

  const ctl::ContractReader reader = [](const std::string& path, std::string& /*error*/) {
    return std::vector<NewTopic>{{.name = path.substr(0, 3), .partitions = 2}};
  };
  int code = -1;
  std::thread serving([&] { code = ctl::run(command, reader); });
  const auto is_up = eventually([&] { return std::filesystem::exists(command.address_file); });
  Finished listed;
  if (is_up) listed = meshctl("topics list --bootstrap $(cat " + command.address_file + ")");
  ctl::stop_signal = SIGTERM;
  serving.join();
  ctl::stop_signal = 0;
  CHECK(code == 0);
  CHECK(listed.text == "one\t2\ntwo\t2\n");
}

}  // namespace
}  // namespace mesh::test
