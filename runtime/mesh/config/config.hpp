/// Settings of one process, from where they come: default < contract < YAML file < `MESH_…` environment < code.
/// Keys and their meaning: runtime/mesh/kafka/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <mesh/agent/agent.hpp>
#include <mesh/base/error.hpp>

namespace mesh {

/// Where a setting comes from; a later layer wins whatever the order of the calls.
enum class ConfigLayer { kDefault, kContract, kFile, kEnvironment, kCode };

/// One setting with its place, for errors and for to_string().
struct ConfigSetting {
  std::string value;
  ConfigLayer layer = ConfigLayer::kDefault;
  std::string origin;  ///< "agent.yaml:12", "MESH_LANES", "code", "default"
};

using ConfigPairs = std::vector<std::pair<std::string, std::string>>;

/// A plain value. Not synchronised: fill it, then hand it over.
class Config {
 public:
  /// The defaults alone.
  Config();

  /// Defaults, the YAML file (`path`, else the one that MESH_CONFIG names, else none) and the process's environment.
  /// kConfiguration with every fault of the file or of the environment, each as `file:line: what, and the remedy`.
  [[nodiscard]] static Result<Config> load(const std::string& path = {});
  /// The same with a given environment, in which names other than `MESH_…` are passed over.
  [[nodiscard]] static Result<Config> load(const std::string& path, const ConfigPairs& environment);

  /// kConfiguration if the key is unknown (with the nearest known one) or the value is none of its kind.
  /// Names under `kafka.` are checked when the client is made, because only librdkafka knows them.
  [[nodiscard]] Result<void> set(std::string_view key, std::string_view value, ConfigLayer layer = ConfigLayer::kCode,
                                 std::string_view origin = {});
  [[nodiscard]] Result<void> set_all(const ConfigPairs& settings, ConfigLayer layer = ConfigLayer::kCode);

  /// nullptr: not set and without a default.
  [[nodiscard]] const ConfigSetting* find(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  /// Empty if not set.
  [[nodiscard]] std::string text(std::string_view key) const;
  /// 0 if not set. The value was checked when it was set.
  [[nodiscard]] std::int64_t number(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] Millis millis(std::string_view key) const { return Millis(number(key)); }

  /// Everything under `prefix` ("kafka."), names without it, in the order of names. A secret given as `<name>.file` is
  /// read here and appears under <name>; kConfiguration if its file can't be read.
  [[nodiscard]] Result<std::map<std::string, ConfigSetting>> under(std::string_view prefix) const;

  /// One `key = value  (origin)` a line, in the order of keys; secrets as "********".
  [[nodiscard]] std::string to_string() const;

  /// What an agent reads from these settings; `observer` is left as nullptr.
  [[nodiscard]] AgentOptions agent_options() const;

 private:
  std::map<std::string, ConfigSetting, std::less<>> settings_;
};

/// True if the value of that key must never be printed.
[[nodiscard]] bool is_secret(std::string_view key) noexcept;

/// "MESH_KAFKA_SASL_PASSWORD" for "kafka.sasl.password".
[[nodiscard]] std::string environment_name(std::string_view key);

}  // namespace mesh
