// The mesh at work: a broker and three agents as processes of their own, and everything that can go wrong with a
// record. Tells what happens while it happens; at the end counts the topics and compares them with what the agents
// said.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <unistd.h>

#include <mesh/agent/signals.hpp>
#include <mesh/config/config.hpp>
#include <mesh/events/headers.hpp>
#include <mesh/kafka/transport.hpp>

#include "ledger.hpp"
#include "process.hpp"
#include "story.hpp"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kAgents{"orders", "inventory", "billing"};
constexpr std::array<std::string_view, 4> kTopics{"shop.orders.v1", "shop.reservations.v1", "shop.invoices.v1",
                                                  "shop.stock-levels.v1"};
constexpr std::array<std::string_view, 4> kDeadLetters{
    "shop.orders.v1.inventory.dlq", "shop.reservations.v1.billing.dlq", "shop.invoices.v1.orders.dlq",
    "shop.stock-levels.v1.orders-stock.dlq"};
constexpr std::array<std::string_view, 4> kGroups{"inventory", "billing", "orders", "orders-stock"};

const std::string kBreaksSchema =
    R"({"order_id":"00000000-0000-4000-8000-000000000001","placed_at":"2026-01-07T17:30:00Z","quantity":0})";
const std::string kNotJson = "\x01\x02 this was never JSON \xff";

struct Options {
  fs::path build = "build";
  fs::path contracts = "asyncapi";
  std::string brokers;  ///< empty: the embedded broker
  int orders = 6;
};

std::optional<Options> read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const char* value = argv[i + 1];
    if (name == "--build") {
      options.build = value;
    } else if (name == "--contracts") {
      options.contracts = value;
    } else if (name == "--brokers") {
      options.brokers = value;
    } else {
      return std::nullopt;
    }
  }
  return argc % 2 == 1 ? std::optional(options) : std::nullopt;
}

class Demo {
 public:
  explicit Demo(Options options) : options_(std::move(options)) {}
  ~Demo() {
    agents_.clear();
    clean_up();
  }
  Demo(const Demo&) = delete;
  Demo& operator=(const Demo&) = delete;

  int run() {
    const int code = play();
    if (!signals_.token().stop_requested()) return code;
    std::fputs("demo: interrupted\n", stderr);
    return 130;
  }

 private:
  int play() {
    demo::title("One contract, one agent: a shop talks over Kafka");
    if (!start_broker() || !connect()) return 1;
    for (const auto agent : kAgents) start_agent(agent);
    if (!wait_until([&] { return ledger_.ready_agents() == kAgents.size(); }, 20s)) {
      return fail("the agents did not get ready");
    }
    if (!plant_poison()) return 1;
    // Quiet for two seconds: nothing is being retried or written any more.
    if (!wait_until([&] { return Clock::now() - last_event_.load() > 2s; }, 30s))
      return fail("the mesh does not come to rest");
    for (auto& agent : agents_) exit_codes_.push_back(agent->stop());
    return settle() ? 0 : 1;
  }

  int fail(const std::string& why) {
    if (signals_.token().stop_requested()) return 1;  // what was cut short did not fail
    std::fprintf(stderr, "demo: %s\n", why.c_str());
    for (const auto& line : strange_lines_) std::fprintf(stderr, "  %s\n", line.c_str());
    return 1;
  }

  template <class Condition>
  bool wait_until(Condition condition, std::chrono::seconds limit) {
    const auto until = Clock::now() + limit;
    while (Clock::now() < until && !signals_.token().stop_requested()) {
      if (condition()) return true;
      std::this_thread::sleep_for(20ms);
    }
    return false;
  }

  [[nodiscard]] bool is_embedded() const { return options_.brokers.empty(); }
  [[nodiscard]] std::string topic(std::string_view name) const { return prefix_ + std::string(name); }

  bool start_broker() {
    if (!is_embedded()) {
      prefix_ = "demo-" + mesh::events::new_id().substr(0, 8) + ".";
      environment_ = {{"MESH_BOOTSTRAP_SERVERS", options_.brokers},
                      {"MESH_TOPIC_PREFIX", prefix_},
                      {"MESH_GROUP_PREFIX", prefix_},
                      {"MESH_CREATE_TOPICS", "true"}};
      demo::say("broker", "using " + options_.brokers + ", topics and groups named " + prefix_ + "*");
      return true;
    }
    folder_ = fs::temp_directory_path() / ("meshgen-demo-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    const auto env_file = folder_ / "broker.env";
    std::vector<std::string> command{options_.build / "runtime/ctl/meshctl", "broker"};
    for (const auto agent : kAgents) {
      command.emplace_back("--contract");
      command.push_back(options_.contracts / (std::string(agent) + ".yaml"));
    }
    for (const auto& word : {std::string("--address-file"), (folder_ / "address").string(), std::string("--env-file"),
                             env_file.string()}) {
      command.push_back(word);
    }
    broker_ = std::make_unique<demo::Process>(command, demo::Environment{}, [](const std::string& line) {
      if (line.starts_with("serving")) demo::say("broker", line);
    });
    if (!wait_until([&] { return fs::exists(env_file) || broker_->ended(); }, 10s) || broker_->ended()) {
      fail("the embedded broker did not start");
      return false;
    }
    std::ifstream in(env_file);
    for (std::string line; std::getline(in, line);) {
      const auto equals = line.find('=');
      if (equals != std::string::npos) environment_.emplace_back(line.substr(0, equals), line.substr(equals + 1));
    }
    return true;
  }

  bool connect() {
    const mesh::ConfigPairs pairs(environment_.begin(), environment_.end());
    auto config = mesh::Config::load({}, pairs);
    if (!config) return fail(config.error().message) == 0;
    config_ = *std::move(config);
    auto transport = mesh::kafka::connect(config_);
    if (!transport) return fail(transport.error().message) == 0;
    transport_ = *std::move(transport);
    return true;
  }

  void start_agent(std::string_view name) {
    auto environment = environment_;
    environment.emplace_back("MESH_LOG_FORMAT", "json");
    environment.emplace_back("MESH_LOG_LEVEL", "debug");
    std::vector<std::string> command{options_.build / "generated-samples" / name};
    if (name == "orders") {
      command.emplace_back("--place");
      command.push_back(std::to_string(options_.orders));
    }
    agents_.push_back(std::make_unique<demo::Process>(
        command, environment, [this, name](const std::string& line) { take_line(std::string(name), line); }));
  }

  void take_line(const std::string& agent, const std::string& line) {
    auto event = demo::parse_event(agent, line);
    if (event.topic.starts_with(prefix_)) event.topic.erase(0, prefix_.size());
    const std::lock_guard lock(lines_mutex_);
    if (event.kind.empty() || event.kind == "broker-error" || event.kind == "send-failed")
      strange_lines_.push_back(line);
    ledger_.add(event);
    if (event.kind != "committed") last_event_ = Clock::now();
    demo::tell(event);
  }

  bool plant_poison() {
    for (const auto& value : {kBreaksSchema, kNotJson}) {
      mesh::OutgoingRecord record;
      record.topic = topic(kTopics[0]);
      record.key = "poison";
      record.value = value;
      const mesh::EventAttributes event{
          .source = "/elsewhere", .type = "com.shop.order.placed", .datacontenttype = "application/json"};
      if (auto written = mesh::events::write_attributes(event, record.headers); !written)
        return fail(written.error().message) == 0;
      std::promise<mesh::Result<mesh::Sent>> done;
      auto taken = transport_->producer().send(std::move(record),
                                               [&](mesh::Result<mesh::Sent> sent) { done.set_value(std::move(sent)); });
      if (!taken) return fail(taken.error().message) == 0;
      if (auto sent = done.get_future().get(); !sent) return fail(sent.error().message) == 0;
      demo::say("somebody",
                value == kNotJson ? "wrote a record that is not even JSON" : "wrote an order that breaks its schema");
    }
    last_event_ = Clock::now();
    return true;
  }

  /// Counts what the topics hold and holds it against what the agents said.
  bool settle() {
    const auto accounts = ledger_.accounts();
    std::vector<std::future<mesh::Result<std::size_t>>> counts;
    for (const auto name : kTopics) {
      const auto found = accounts.find(std::string(name));
      const auto expected = found == accounts.end() ? 0 : found->second.total();
      counts.push_back(std::async(std::launch::async,
                                  [this, name, expected] { return demo::records_in(config_, topic(name), expected); }));
    }
    auto letters = demo::letters_in(config_, topic(kDeadLetters[0]), 2);
    std::vector<demo::Row> rows;
    bool good = true;
    for (std::size_t i = 0; i < kTopics.size(); ++i) {
      const auto written = counts[i].get();
      if (!written) return fail(written.error().message) == 0;
      const auto found = accounts.find(std::string(kTopics[i]));
      demo::Row row{std::string(kTopics[i]), *written, found == accounts.end() ? demo::Account{} : found->second};
      good = good && row.adds_up();
      rows.push_back(std::move(row));
    }
    demo::table(rows);
    good = check_letters(letters) && good;
    for (std::size_t i = 0; i < exit_codes_.size(); ++i) {
      if (exit_codes_[i] == 0) continue;
      good = false;
      fail(std::string(kAgents.at(i)) + " ended with " + std::to_string(exit_codes_[i]));
    }
    demo::verdict(good);
    return good;
  }

  bool check_letters(const mesh::Result<std::vector<demo::Letter>>& letters) {
    if (!letters) return fail(letters.error().message) == 0;
    bool good = true;
    for (const auto& value : {kBreaksSchema, kNotJson}) {
      const auto found =
          std::find_if(letters->begin(), letters->end(), [&](const demo::Letter& l) { return l.value == value; });
      good = good && found != letters->end() && !found->reason.empty();
      if (found != letters->end())
        demo::letter(value == kNotJson ? "is not JSON" : "breaks its schema", found->reason, found->detail);
    }
    return good ||
           fail("the dead-letter topic does not hold both poison records, byte for byte, with their causes") == 0;
  }

  /// On somebody's cluster nothing of ours stays.
  void clean_up() {
    if (transport_ && !is_embedded() && !prefix_.empty()) {
      std::vector<std::string> topics;
      std::vector<std::string> groups;
      for (const auto name : kTopics) topics.push_back(topic(name));
      for (const auto name : kDeadLetters) topics.push_back(topic(name));
      for (const auto name : kGroups) groups.push_back(topic(name));
      if (auto deleted = transport_->delete_groups(groups, 10s); !deleted) fail(deleted.error().message);
      if (auto deleted = transport_->delete_topics(topics, 10s); !deleted) fail(deleted.error().message);
    }
    transport_.reset();
    broker_.reset();
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  Options options_;
  mesh::SignalStop signals_;
  std::string prefix_;
  fs::path folder_;
  demo::Environment environment_;
  mesh::Config config_;
  std::unique_ptr<mesh::Transport> transport_;
  std::unique_ptr<demo::Process> broker_;
  demo::Ledger ledger_;
  std::mutex lines_mutex_;
  std::vector<std::string> strange_lines_;
  std::atomic<Clock::time_point> last_event_{Clock::now()};
  std::vector<int> exit_codes_;
  std::vector<std::unique_ptr<demo::Process>> agents_;  // last: their readers use what is above
};

}  // namespace

int main(int argc, char** argv) {
  const auto options = read_options(argc, argv);
  if (!options) {
    std::fputs("usage: demo [--build DIR] [--contracts DIR] [--brokers host:port]\n", stderr);
    return 5;
  }
  return Demo(*options).run();
}
