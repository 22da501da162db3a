#include "ctl/options.hpp"

#include <algorithm>
#include <charconv>
#include <iostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <mesh/config/nearest.hpp>

#include "ctl/exit_code.hpp"
#include "ctl/options_private.hpp"

namespace mesh::ctl {
namespace {

constexpr const char* kFooter =
    R"(Exit codes: 0 done, 1 our bug, 3 the broker refuses or lacks something, 4 a file or the
broker can't be reached, 5 wrong arguments or settings, 130 interrupted.

Settings come from --config (or MESH_CONFIG) and the MESH_... environment; --bootstrap wins.)";

constexpr const char* kBrokerFooter = R"(Examples:
  meshctl broker --topic shop.orders.v1:4 --topic shop.stock.v1:1 --address-file /tmp/broker
  meshctl broker --contract asyncapi/orders.yaml --address-file /tmp/broker --env-file /tmp/broker.env
Records live in memory only, at most 5 MiB a partition; clients need the settings of --env-file.)";
constexpr const char* kTopicsFooter = R"(Example:
  meshctl topics list --bootstrap localhost:9092
One line a topic: its name, a tab, its partitions.)";
constexpr const char* kTailFooter = R"(Examples:
  meshctl tail shop.orders.v1 --from beginning --until-idle 500
  meshctl tail shop.orders.v1.billing.dlq --from beginning --max 1
Bytes that are no printable text are shown as \xNN.)";
constexpr const char* kProduceFooter = R"(Examples:
  meshctl produce shop.orders.v1 --key o-1 --header ce_id=7 --value-file order.json
  printf 'not json' | meshctl produce shop.orders.v1 --key o-2 --value-file -
Bytes go as they are. A header without '=' has a null value; without --value and --value-file the value is null.)";

NewTopic to_topic(const std::string& text) {
  const auto colon = text.rfind(':');
  NewTopic topic;
  topic.name = text.substr(0, colon);
  if (colon != std::string::npos) {
    const auto* end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data() + colon + 1, end, topic.partitions);
    if (code != std::errc() || stop != end || topic.partitions < 1) topic.partitions = -1;
  }
  return topic;
}

std::string check_topic(const std::string& text) {
  const auto topic = to_topic(text);
  if (topic.name.empty() || topic.partitions < 0) return "write NAME or NAME:PARTITIONS, not '" + text + "'";
  return {};
}

Header to_header(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) return {text, std::nullopt};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

/// The command that was asked for, `topics list` down to `list`; the app itself if there is none.
const CLI::App& asked_for(const CLI::App& app) {
  const auto* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

/// What CLI11 calls "not expected", with what may have been meant; empty if it is something else.
std::string unexpected(const CLI::App& command, int argc, const char* const* argv) {
  std::vector<std::string> known;
  const auto commands = command.get_subcommands({});
  for (const auto* each : commands) known.push_back(each->get_name());
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) known.push_back("--" + name);
  }
  for (int i = 1; i < argc; ++i) {
    const std::string word(argv[i]);
    const auto flag = word.substr(0, word.find('='));
    const bool is_flag = flag.starts_with("--");
    if (!is_flag && (commands.empty() || word == command.get_name() || word.starts_with("-"))) continue;
    if (std::find(known.begin(), known.end(), flag) != known.end()) continue;
    return fmt::format("'{}' has no {} '{}'{}", command.get_name(), is_flag ? "option" : "command", flag,
                       config::suggestion(flag, known));
  }
  return {};
}

}  // namespace

void add_client_options(CLI::App& command, ClientOptions& options) {
  command.add_option("--bootstrap", options.bootstrap, "brokers, host:port[,host:port]");
  command.add_option("--config", options.config_file, "settings file (YAML)");
}

std::variant<Command, int> parse(int argc, const char* const* argv) {
  CLI::App app("The operator's tool of a meshgen mesh.", "meshctl");
  app.require_subcommand(1);
  app.footer(kFooter);

  BrokerCommand broker;
  std::vector<std::string> topics;
  auto* broker_app = app.add_subcommand("broker", "run a Kafka broker in memory until SIGINT or SIGTERM");
  broker_app->add_option("--contract", broker.contracts, "AsyncAPI document whose topics are served")
      ->check(CLI::ExistingFile);
  broker_app->add_option("--topic", topics, "NAME:PARTITIONS (default 4)")
      ->check(CLI::Validator(check_topic, "NAME:PARTITIONS"));
  broker_app->add_option("--address-file", broker.address_file, "written with host:port when the broker is up")
      ->required();
  broker_app->add_option("--env-file", broker.env_file,
                         "written with the settings that clients need, as shell assignments");
  broker_app->add_flag("--watch-parent", broker.watch_parent, "stop when the parent process ends");
  broker_app->footer(kBrokerFooter);

  TopicsListCommand list;
  auto* topics_app = app.add_subcommand("topics", "look at topics");
  topics_app->require_subcommand(1);
  auto* list_app = topics_app->add_subcommand("list", "names and partitions of all topics");
  add_client_options(*list_app, list.client);
  list_app->footer(kTopicsFooter);

  TailCommand tail;
  std::string from = "end";
  auto* tail_app = app.add_subcommand("tail", "print the records of a topic");
  add_client_options(*tail_app, tail.client);
  tail_app->add_option("topic", tail.topic, "topic")->required();
  tail_app->add_option("--from", from, "beginning or end (default)")->check(CLI::IsMember({"beginning", "end"}));
  tail_app->add_option("--max", tail.max_records, "stop after that many records");
  tail_app->add_option("--until-idle", tail.until_idle, "stop when no record came for that many milliseconds");
  tail_app->footer(kTailFooter);

  ProduceCommand produce;
  std::vector<std::string> headers;
  auto* produce_app = app.add_subcommand("produce", "write one record");
  add_client_options(*produce_app, produce.client);
  produce_app->add_option("topic", produce.topic, "topic")->required();
  produce_app->add_option("--key", produce.key, "key (default: null)");
  produce_app->add_option("--header", headers, "NAME=VALUE, any number of times")->allow_extra_args(false);
  auto* value = produce_app->add_option("--value", produce.value, "value");
  produce_app->add_option("--value-file", produce.value_file, "file with the value, '-' for standard input")
      ->excludes(value);
  produce_app->add_option("--partition", produce.partition, "partition (default: by key)");
  produce_app->footer(kProduceFooter);

  DlqOptions dlq;
  dlq.add_to(app);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const auto& command = asked_for(app);
    const bool is_unknown = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr ||
                            dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
    if (const auto text = is_unknown ? unexpected(command, argc, argv) : std::string{}; !text.empty()) {
      std::cerr << "meshctl: " << text << "\nRun with --help for more information.\n";
      return kUsage;
    }
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  if (broker_app->parsed()) {
    for (const auto& topic : topics) broker.topics.push_back(to_topic(topic));
    return Command(std::move(broker));
  }
  if (list_app->parsed()) return Command(std::move(list));
  if (tail_app->parsed()) {
    tail.from_beginning = from == "beginning";
    return Command(std::move(tail));
  }
  if (auto command = dlq.parsed()) return *std::move(command);
  for (const auto& header : headers) produce.headers.push_back(to_header(header));
  return Command(std::move(produce));
}

}  // namespace mesh::ctl
