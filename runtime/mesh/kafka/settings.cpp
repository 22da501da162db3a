#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <mesh/config/nearest.hpp>
#include <mesh/kafka/properties_private.hpp>
#include <mesh/kafka/settings_private.hpp>

namespace mesh::kafka {
namespace {

struct Default {
  Role role;
  std::string_view name;
  std::string_view value;
};

/// Ours where librdkafka's differ; all can be changed. Reasons: README.md.
constexpr std::array kDefaults{
    Default{Role::kProducer, "partitioner", "murmur2_random"},
    Default{Role::kProducer, "linger.ms", "5"},
    Default{Role::kProducer, "compression.codec", "lz4"},
    Default{Role::kProducer, "message.timeout.ms", "120000"},
    Default{Role::kProducer, "socket.nagle.disable", "true"},
    Default{Role::kConsumer, "socket.nagle.disable", "true"},
    Default{Role::kConsumer, "auto.offset.reset", "earliest"},
    Default{Role::kConsumer, "partition.assignment.strategy", "range,roundrobin"},
};

/// What the runtime's promises rest on; no setting changes them.
constexpr std::array kFixed{
    Default{Role::kProducer, "enable.idempotence", "true"},
    Default{Role::kProducer, "acks", "all"},
    Default{Role::kProducer, "allow.auto.create.topics", "false"},
    Default{Role::kConsumer, "enable.auto.commit", "false"},
    Default{Role::kConsumer, "enable.auto.offset.store", "false"},
    Default{Role::kConsumer, "enable.partition.eof", "false"},
    Default{Role::kConsumer, "allow.auto.create.topics", "false"},
};

struct Refusal {
  std::string_view name;
  std::string_view allowed;  ///< values that only repeat what is fixed, separated by '|'; empty: none
  std::string_view why;
};

constexpr std::array kRefusals{
    Refusal{"bootstrap.servers", "", "write 'bootstrap.servers' without the prefix"},
    Refusal{"metadata.broker.list", "", "write 'bootstrap.servers' without the prefix"},
    Refusal{"client.id", "", "write 'client.id' without the prefix"},
    Refusal{"group.id", "", "the contract names the group; 'group.prefix' separates runs"},
    Refusal{"enable.idempotence", "true", "every send is idempotent: without it a retry could write a record twice"},
    Refusal{"acks", "all|-1", "a send is a success only when all in-sync replicas have the record"},
    Refusal{"request.required.acks", "all|-1", "a send is a success only when all in-sync replicas have the record"},
    Refusal{"transactional.id", "", "the runtime names it, from group, operation and 'instance.id'"},
    Refusal{"delivery.report.only.error", "false", "every send needs the broker's word"},
    Refusal{"enable.auto.commit", "false", "an offset is committed only after its record is done"},
    Refusal{"auto.commit.enable", "false", "an offset is committed only after its record is done"},
    Refusal{"enable.auto.offset.store", "false", "an offset is committed only after its record is done"},
    Refusal{"enable.partition.eof", "false", "the end of a partition is no event here"},
    Refusal{"allow.auto.create.topics", "false", "topics are never created silently: use 'create.topics: true'"},
    Refusal{"log.queue", "false", "the runtime serves no log queue"},
};

constexpr std::int64_t kLeastQueuedMessages = 10'000;

std::string_view name_of(Role role) { return role == Role::kProducer ? "producer" : "consumer"; }

bool contains(std::string_view list, std::string_view value) {
  while (!list.empty()) {
    const auto bar = std::min(list.find('|'), list.size());
    if (list.substr(0, bar) == value) return true;
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
  return false;
}

/// Of two names for one setting librdkafka takes the last that is set: here one name carries both.
std::string canonical(const std::string& name) {
  const auto* property = find_property(name);
  return property == nullptr ? name : property->canonical;
}

class Collector {
 public:
  explicit Collector(Role role) : role_(role) {}

  /// `scope` is "", "producer." or "consumer."; names that belong to the other role are only checked.
  void take(const Properties& from, std::string_view scope) {
    for (const auto& [key, setting] : from) {
      const auto scoped = key.starts_with("producer.") || key.starts_with("consumer.");
      if (scope.empty() ? scoped : !key.starts_with(scope)) continue;
      take(key.substr(scope.size()), fmt::format("kafka.{}", key), setting, scope);
    }
  }

  [[nodiscard]] Result<Properties> result() && {
    if (!faults_.empty()) return fail(ErrorKind::kConfiguration, std::move(faults_));
    return std::move(taken_);
  }

  Properties taken_;

 private:
  void take(const std::string& name, const std::string& key, const ConfigSetting& setting, std::string_view scope) {
    const auto* property = find_property(name);
    if (property == nullptr) {
      return fault(setting, fmt::format("librdkafka {} knows no property '{}' ('{}'){}", rd_kafka_version_str(), name,
                                        key, config::suggestion(name, property_names())));
    }
    if (const auto why = contradiction(name, setting.value); !why.empty()) {
      const auto value = is_secret(key) ? std::string("********") : setting.value;
      return fault(setting, fmt::format("'{}' can't be '{}': {}", key, value, why));
    }
    const auto wanted = role_ == Role::kProducer ? 'P' : 'C';
    if (property->scope != '*' && property->scope != wanted) {
      if (scope.empty()) return;  // "kafka.linger.ms" is for the producer alone
      return fault(setting, fmt::format("'{}' is no property of a {}", key, name_of(role_)));
    }
    auto& target = taken_[canonical(name)];
    // A narrower name wins within a layer, a higher layer wins over a narrower name.
    if (target.origin.empty() || target.layer <= setting.layer) target = setting;
  }

  [[nodiscard]] static std::string contradiction(const std::string& name, const std::string& value) {
    for (const auto& refusal : kRefusals) {
      if (refusal.name == name && !contains(refusal.allowed, value)) return std::string(refusal.why);
    }
    std::int64_t number = 0;
    const auto* end = value.data() + value.size();
    if (name == "queued.min.messages" && std::from_chars(value.data(), end, number).ec == std::errc() &&
        number < kLeastQueuedMessages) {
      return fmt::format(
          "below {} librdkafka before 2.2 fetches once a second: bound memory with 'queued.max.messages.kbytes'",
          kLeastQueuedMessages);
    }
    return {};
  }

  void fault(const ConfigSetting& setting, const std::string& what) {
    faults_ += fmt::format("{}{}: {}", faults_.empty() ? "" : "\n", setting.origin, what);
  }

  Role role_;
  std::string faults_;
};

}  // namespace

Result<Properties> properties_for(const Config& config, Role role) {
  const auto* servers = config.find("bootstrap.servers");
  if (servers == nullptr || servers->value.empty()) {
    return fail(
        ErrorKind::kConfiguration,
        "'bootstrap.servers' is not set: write it to the settings file or set MESH_BOOTSTRAP_SERVERS to host:port");
  }
  const auto all = config.under("kafka.");
  if (!all) return tl::unexpected(all.error());

  Collector collector(role);
  for (const auto& [of, name, value] : kDefaults) {
    if (of == role)
      collector.taken_[canonical(std::string(name))] = {std::string(value), ConfigLayer::kDefault, "default"};
  }
  collector.take(*all, "");
  collector.take(*all, role == Role::kProducer ? "producer." : "consumer.");
  auto result = std::move(collector).result();
  if (!result) return result;
  for (const auto& [of, name, value] : kFixed) {
    if (of == role) (*result)[canonical(std::string(name))] = {std::string(value), ConfigLayer::kCode, "fixed"};
  }
  (*result)["bootstrap.servers"] = *servers;
  if (const auto* id = config.find("client.id"); id != nullptr && !id->value.empty()) (*result)["client.id"] = *id;
  return result;
}

Result<ConfOwner> make_conf(const Properties& properties) {
  ConfOwner conf(rd_kafka_conf_new());
  std::string faults;
  for (const auto& [name, setting] : properties) {
    std::array<char, 512> words{};
    if (rd_kafka_conf_set(conf.get(), name.c_str(), setting.value.c_str(), words.data(), words.size()) ==
        RD_KAFKA_CONF_OK) {
      continue;
    }
    // librdkafka's words repeat the value.
    faults += fmt::format("{}{}: 'kafka.{}': {}", faults.empty() ? "" : "\n", setting.origin, name,
                          is_secret(name) ? "the value is not accepted" : words.data());
  }
  if (!faults.empty()) return fail(ErrorKind::kConfiguration, std::move(faults));
  return conf;
}

}  // namespace mesh::kafka
