#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

#include <mesh/config/config.hpp>
#include <mesh/config/keys_private.hpp>
#include <mesh/config/nearest.hpp>
#include <mesh/config/yaml_file_private.hpp>

namespace mesh {
namespace {

constexpr std::string_view kFileSuffix = ".file";
constexpr std::string_view kEnvironmentPrefix = "MESH_";
constexpr std::string_view kConfigVariable = "MESH_CONFIG";

std::string default_origin(ConfigLayer layer) {
  switch (layer) {
    case ConfigLayer::kDefault:
      return "default";
    case ConfigLayer::kContract:
      return "contract";
    case ConfigLayer::kFile:
      return "file";
    case ConfigLayer::kEnvironment:
      return "environment";
    case ConfigLayer::kCode:
      return "code";
  }
  return {};
}

std::string key_of_environment(std::string_view name) {
  std::string key;
  for (const auto c : name.substr(kEnvironmentPrefix.size())) {
    if (c == '_') {
      key += '.';
    } else {
      key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return key;
}

ConfigPairs process_environment() {
  ConfigPairs pairs;
  for (auto* entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = text.find('=');
    if (!text.starts_with(kEnvironmentPrefix) || equals == std::string_view::npos) continue;
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return pairs;
}

Result<std::string> read_secret(const std::string& key, const ConfigSetting& setting) {
  const std::ifstream file(setting.value, std::ios::binary);
  std::stringstream text;
  if (!file || !(text << file.rdbuf())) {
    return fail(ErrorKind::kConfiguration, fmt::format("{}: '{}' names the file '{}', which can't be read or is empty",
                                                       setting.origin, key, setting.value));
  }
  auto secret = text.str();
  // Editors and `echo` end the file with a newline that is no part of the secret.
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  return secret;
}

}  // namespace

Config::Config() {
  for (const auto& key : config::keys()) {
    if (key.default_value.empty()) continue;
    settings_.emplace(key.name, ConfigSetting{std::string(key.default_value), ConfigLayer::kDefault, "default"});
  }
}

Result<Config> Config::load(const std::string& path) { return load(path, process_environment()); }

Result<Config> Config::load(const std::string& path, const ConfigPairs& environment) {
  Config config;
  std::string faults;
  const auto note = [&](std::string_view where, const Error& error) {
    faults += fmt::format("{}{}: {}", faults.empty() ? "" : "\n", where, error.message);
  };

  auto file = path;
  for (const auto& [name, value] : environment) {
    if (file.empty() && name == kConfigVariable) file = value;
  }
  if (!file.empty()) {
    auto settings = config::read_yaml_file(file);
    if (!settings) return tl::unexpected(std::move(settings).error());
    for (const auto& setting : *settings) {
      const auto where = fmt::format("{}:{}", file, setting.line);
      if (is_secret(setting.key)) {
        note(where, {.kind = ErrorKind::kConfiguration,
                     .message = fmt::format("'{0}' is a secret and must not stand in a settings file: write '{0}.file' "
                                            "with the path of a file that holds it, or set {1}",
                                            setting.key, environment_name(setting.key))});
      } else if (auto ok = config.set(setting.key, setting.value, ConfigLayer::kFile, where); !ok) {
        note(where, ok.error());
      }
    }
  }
  for (const auto& [name, value] : environment) {
    if (!name.starts_with(kEnvironmentPrefix) || name == kConfigVariable) continue;
    if (auto ok = config.set(key_of_environment(name), value, ConfigLayer::kEnvironment, name); !ok)
      note(name, ok.error());
  }
  if (!faults.empty()) return fail(ErrorKind::kConfiguration, std::move(faults));
  return config;
}

Result<void> Config::set(std::string_view key, std::string_view value, ConfigLayer layer, std::string_view origin) {
  if (auto ok = config::check(key, value); !ok) return ok;
  auto& setting = settings_[std::string(key)];
  if (!setting.origin.empty() && setting.layer > layer) return {};
  setting = {std::string(value), layer, origin.empty() ? default_origin(layer) : std::string(origin)};
  return {};
}

Result<void> Config::set_all(const ConfigPairs& settings, ConfigLayer layer) {
  for (const auto& [key, value] : settings) {
    if (auto ok = set(key, value, layer); !ok) return ok;
  }
  return {};
}

const ConfigSetting* Config::find(std::string_view key) const {
  const auto found = settings_.find(key);
  return found == settings_.end() ? nullptr : &found->second;
}

std::string Config::text(std::string_view key) const {
  const auto* setting = find(key);
  return setting == nullptr ? std::string() : setting->value;
}

std::int64_t Config::number(std::string_view key) const {
  const auto value = text(key);
  std::int64_t number = 0;
  const auto [stop, code] = std::from_chars(value.data(), value.data() + value.size(), number);
  return code == std::errc() ? number : 0;
}

bool Config::flag(std::string_view key) const { return text(key) == "true"; }

Result<std::map<std::string, ConfigSetting>> Config::under(std::string_view prefix) const {
  std::map<std::string, ConfigSetting> found;
  for (const auto& [key, setting] : settings_) {
    if (key.starts_with(prefix)) found.emplace(key.substr(prefix.size()), setting);
  }
  for (auto at = found.begin(); at != found.end();) {
    const auto& [key, setting] = *at;
    const auto name = key.ends_with(kFileSuffix) ? key.substr(0, key.size() - kFileSuffix.size()) : std::string();
    if (!is_secret(name)) {
      ++at;
      continue;
    }
    auto secret = read_secret(std::string(prefix) + key, setting);
    if (!secret) return tl::unexpected(std::move(secret).error());
    auto& target = found[name];
    if (target.origin.empty() || target.layer <= setting.layer)
      target = {*std::move(secret), setting.layer, setting.origin};
    at = found.erase(at);
  }
  return found;
}

std::string Config::to_string() const {
  std::string lines;
  for (const auto& [key, setting] : settings_) {
    lines += fmt::format("{} = {}  ({})\n", key, is_secret(key) ? "********" : setting.value, setting.origin);
  }
  return lines;
}

AgentOptions Config::agent_options() const {
  const auto size = [this](std::string_view key) { return static_cast<std::size_t>(number(key)); };
  AgentOptions options;
  options.lanes = size("lanes");
  options.max_in_flight = size("max.in.flight");
  options.max_in_flight_bytes = size("max.in.flight.bytes");
  options.dedup_window = size("dedup.window");
  options.commit_interval = millis("commit.interval.ms");
  options.drain_timeout = millis("drain.timeout.ms");
  options.ready_timeout = millis("ready.timeout.ms");
  options.transaction_interval = millis("transaction.interval.ms");
  options.instance_id = text("instance.id");
  options.create_topics = flag("create.topics");
  const auto families = "," + text("dead.letter.families") + ",";
  const auto has = [&](std::string_view name) { return families.find(fmt::format(",{},", name)) != std::string::npos; };
  options.dead_letter_families = {
      .spring = has("spring"), .connect = has("connect"), .smallrye = has("smallrye"), .streams = has("streams")};
  return options;
}

}  // namespace mesh
