#include "cluster.hpp"

#include <errno.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <librdkafka/rdkafka.h>

#include "admin.hpp"
#include "moves.hpp"
#include "ports.hpp"

namespace mesh::test {
namespace {

namespace fs = std::filesystem;

// Of a busy machine; the usual start takes two seconds.
constexpr Millis kStartLimit{120'000};
constexpr Millis kStopLimit{60'000};
constexpr const char* kClusterId = "bWVzaGdlbi10ZXN0LWJybw";

std::string text_or(const char* variable, const std::string& otherwise) {
  const char* value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

/// As fetch.sh has it.
fs::path jars(const std::string& version) {
  const fs::path user_cache = text_or("XDG_CACHE_HOME", text_or("HOME", "/tmp") + "/.cache");
  return fs::path(text_or("KAFKA_CACHE", user_cache / "meshgen" / "kafka")) / version;
}

[[noreturn]] void give_up(const std::string& what, const fs::path& log) {
  throw std::runtime_error(what + "; the end of " + log.string() + ":\n" + tail_of(log));
}

}  // namespace

ClusterOptions ClusterOptions::from_environment() {
  const auto version = text_or("KAFKA_VERSION", "3.9.2");
  const auto nodes = text_or("KAFKA_NODES", "1");
  return {.version = version,
          .nodes = std::stoi(nodes),
          .folder = fs::path(BROKER_FOLDER) / program_invocation_short_name / (version + "_" + nodes)};
}

Cluster::Cluster(ClusterOptions options) : options_(std::move(options)) {
  if (!fs::is_directory(jars(options_.version))) {
    throw std::runtime_error("Kafka " + options_.version + " is not in the cache: run tests/broker/fetch.sh " +
                             options_.version);
  }
  fs::remove_all(options_.folder);
  const auto count = static_cast<std::size_t>(options_.nodes);
  const auto ports = free_ports(2 * count);
  nodes_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    auto& node = nodes_[i];
    node.port = ports[2 * i];
    node.controller_port = ports[2 * i + 1];
    node.folder = options_.folder / ("n" + std::to_string(i + 1));
    node.log = options_.folder / ("n" + std::to_string(i + 1) + ".log");
    fs::create_directories(node.folder);
  }
  for (int node = 1; node <= options_.nodes; ++node) write_properties(node);
  format();
  heal();
}

Cluster::~Cluster() {
  for (auto& node : nodes_) {
    node.process.reset();
    std::error_code ignored;
    fs::remove_all(node.folder, ignored);
  }
}

std::string Cluster::bootstrap() const {
  std::string list;
  for (int node = 1; node <= options_.nodes; ++node) list += (node == 1 ? "" : ",") + bootstrap(node);
  return list;
}

std::string Cluster::bootstrap(int node) const {
  return "127.0.0.1:" + std::to_string(nodes_.at(static_cast<std::size_t>(node - 1)).port);
}

void Cluster::write_properties(int node) const {
  const auto& self = nodes_.at(static_cast<std::size_t>(node - 1));
  std::string voters;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    voters += (i == 0 ? "" : ",") + std::to_string(i + 1) + "@127.0.0.1:" + std::to_string(nodes_[i].controller_port);
  }
  const auto replicas = std::to_string(options_.nodes);
  const auto least = std::to_string(options_.nodes > 1 ? 2 : 1);
  auto listeners = "PLAINTEXT://127.0.0.1:" + std::to_string(self.port);
  std::string protocols = "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT";
  for (const auto& more : options_.more_listeners) {
    listeners += "," + more.name + "://" + more.address;
    protocols += "," + more.name + ":" + more.protocol;
  }
  std::ofstream file(self.folder / "server.properties");
  file << "process.roles=broker,controller\nnode.id=" << node << "\ncontroller.quorum.voters=" << voters
       << "\nlisteners=" << listeners << ",CONTROLLER://127.0.0.1:" << self.controller_port
       << "\nadvertised.listeners=" << listeners
       << "\ncontroller.listener.names=CONTROLLER\ninter.broker.listener.name=PLAINTEXT"
       << "\nlistener.security.protocol.map=" << protocols << "\nlog.dirs="
       << (self.folder / "data").string()
       // Small, because two cores are enough.
       << "\nnum.network.threads=2\nnum.io.threads=2\nbackground.threads=2\nlog.cleaner.dedupe.buffer.size=16777216"
       << "\nauto.create.topics.enable=false\nnum.partitions=4\ndefault.replication.factor=" << replicas
       << "\noffsets.topic.num.partitions=4\noffsets.topic.replication.factor=" << replicas
       << "\ntransaction.state.log.num.partitions=4\ntransaction.state.log.replication.factor=" << replicas
       << "\ntransaction.state.log.min.isr=" << least << "\nmin.insync.replicas="
       << least
       // Quick, because tests wait for it: joins, dead members, dead brokers, elections.
       << "\ngroup.initial.rebalance.delay.ms=0\ngroup.min.session.timeout.ms=1000\nbroker.heartbeat.interval.ms=500"
       << "\nbroker.session.timeout.ms=3000\ncontroller.quorum.election.timeout.ms=1000"
       << "\ncontroller.quorum.fetch.timeout.ms=2000\n";
  if (options_.version >= "4") {
    file << "share.coordinator.state.topic.replication.factor=" << replicas
         << "\nshare.coordinator.state.topic.min.isr=" << least << "\n";
  }
  for (const auto& line : options_.properties) file << line << "\n";
}

std::vector<std::string> Cluster::java(const std::string& heap, const std::string& main_class) const {
  const auto logging = options_.version < "4" ? "-Dlog4j.configuration=file:" BROKER_SOURCES "/log4j.properties"
                                              : "-Dlog4j2.configurationFile=file:" BROKER_SOURCES "/log4j2.properties";
  // A JVM that is soon there: the second compiler would only pay off later.
  return {"java",
          "-Xms64m",
          "-Xmx" + heap,
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          logging,
          "-cp",
          jars(options_.version).string() + "/*",
          main_class};
}

void Cluster::format() {
  std::vector<std::unique_ptr<Process>> tools;
  for (auto& node : nodes_) {
    auto command = java("128m", "kafka.tools.StorageTool");
    for (const auto& word : {std::string("format"), std::string("-t"), std::string(kClusterId), std::string("-c"),
                             (node.folder / "server.properties").string()}) {
      command.push_back(word);
    }
    command.insert(command.end(), options_.format_arguments.begin(), options_.format_arguments.end());
    tools.push_back(std::make_unique<Process>(std::move(command), node.log));
  }
  for (std::size_t i = 0; i < tools.size(); ++i) {
    if (!tools[i]->wait(kStartLimit) || tools[i]->exit_code() != 0)
      give_up("the storage can't be formatted", nodes_[i].log);
  }
}

void Cluster::launch(int node) {
  auto& self = at(node);
  self.log_before = fs::exists(self.log) ? static_cast<std::size_t>(fs::file_size(self.log)) : 0;
  auto command = java("256m", "kafka.Kafka");
  command.push_back((self.folder / "server.properties").string());
  self.process = std::make_unique<Process>(std::move(command), self.log);
  self.is_frozen = false;
}

void Cluster::wait_until_started(int node) {
  auto& self = at(node);
  const auto started = [&] {
    return text_of(self.log, self.log_before).find("Kafka Server started") != std::string::npos;
  };
  const bool ok = eventually([&] { return self.process->has_ended() || started(); }, kStartLimit);
  if (!ok || self.process->has_ended()) give_up("node " + std::to_string(node) + " does not start", self.log);
}

void Cluster::wait_until_seen(Millis for_a_while) {
  const Admin admin(bootstrap());
  auto whole_since = std::chrono::steady_clock::now();
  const auto is_whole = [&] {
    const auto now = std::chrono::steady_clock::now();
    if (!admin.is_whole(options_.nodes)) whole_since = now + Millis(1);
    return now - whole_since >= for_a_while;
  };
  if (!eventually(is_whole, kStartLimit)) {
    give_up("clients do not see all nodes with all replicas in sync", nodes_.front().log);
  }
}

void Cluster::start(int node) {
  launch(node);
  wait_until_started(node);
}

void Cluster::end(int node, int signal, Millis limit) {
  auto& self = at(node);
  if (self.process == nullptr) return;
  if (self.is_frozen && signal != SIGKILL) thaw(node);
  self.process->signal(signal);
  if (!self.process->wait(limit)) give_up("node " + std::to_string(node) + " does not end", self.log);
  self.process.reset();
  self.is_frozen = false;
}

void Cluster::stop(int node) { end(node, SIGTERM, kStopLimit); }
void Cluster::kill(int node) { end(node, SIGKILL, kStopLimit); }

void Cluster::ask_to_stop(int node) {
  if (at(node).process == nullptr) return;
  thaw(node);
  at(node).process->signal(SIGTERM);
}

void Cluster::start_soon(int node) {
  kill(node);
  launch(node);
}

void Cluster::freeze(int node) {
  if (at(node).process == nullptr) return;
  at(node).process->signal(SIGSTOP);
  at(node).is_frozen = true;
}

void Cluster::thaw(int node) {
  if (at(node).process == nullptr) return;
  at(node).process->signal(SIGCONT);
  at(node).is_frozen = false;
}

void Cluster::stop_all() {
  for (int node = 1; node <= options_.nodes; ++node) {
    thaw(node);
    if (at(node).process != nullptr)
      at(node).process->signal(SIGTERM);  // all first: the last one alone would have no quorum to leave
  }
  for (int node = 1; node <= options_.nodes; ++node) stop(node);
}

void Cluster::freeze_all() {
  for (int node = 1; node <= options_.nodes; ++node) freeze(node);
}

void Cluster::thaw_all() {
  for (int node = 1; node <= options_.nodes; ++node) thaw(node);
}

void Cluster::heal() {
  std::vector<int> launched;
  bool has_thawed = false;
  for (int node = 1; node <= options_.nodes; ++node) {
    auto& self = at(node);
    has_thawed = has_thawed || self.is_frozen;
    if (self.is_frozen) thaw(node);
    if (self.process != nullptr && !self.process->has_ended()) continue;
    launch(node);
    launched.push_back(node);
  }
  for (const auto node : launched) wait_until_started(node);
  // A node that was frozen for long learns only now that it was taken for dead, and comes back once more.
  wait_until_seen(has_thawed ? Millis(1000) : Millis(0));
}

Cluster& cluster() {
  static Cluster the_one(ClusterOptions::from_environment());
  the_one.heal();
  return the_one;
}

}  // namespace mesh::test
