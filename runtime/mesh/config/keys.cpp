#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include <mesh/config/config.hpp>
#include <mesh/config/keys_private.hpp>
#include <mesh/config/nearest.hpp>

namespace mesh::config {
namespace {

constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

constexpr std::array kKeys{
    Key{.name = "bootstrap.servers"},
    Key{.name = "client.id"},
    Key{.name = "topic.prefix"},
    Key{.name = "group.prefix"},
    Key{.name = "connect.timeout.ms", .kind = Kind::kNumber, .default_value = "10000", .least = 1, .most = kDayMs},
    Key{.name = "close.timeout.ms", .kind = Kind::kNumber, .default_value = "5000", .most = kDayMs},
    Key{.name = "log.format", .kind = Kind::kChoice, .default_value = "text", .choices = "text|json"},
    Key{.name = "log.level", .kind = Kind::kChoice, .default_value = "info", .choices = "debug|info|warning|error|off"},
    Key{.name = "create.topics", .kind = Kind::kFlag, .default_value = "false"},
    Key{.name = "lanes", .kind = Kind::kNumber, .default_value = "0", .most = 1024},
    Key{.name = "max.in.flight", .kind = Kind::kNumber, .default_value = "10000", .least = 1},
    Key{.name = "max.in.flight.bytes",
        .kind = Kind::kNumber,
        .default_value = "67108864",
        .least = 1,
        .most = std::numeric_limits<std::int64_t>::max()},
    Key{.name = "dedup.window", .kind = Kind::kNumber, .default_value = "100000"},
    Key{.name = "dead.letter.families", .kind = Kind::kChoices, .choices = "spring|connect|smallrye|streams"},
    Key{.name = "commit.interval.ms", .kind = Kind::kNumber, .default_value = "500", .least = 1, .most = kDayMs},
    Key{.name = "transaction.interval.ms", .kind = Kind::kNumber, .default_value = "100", .least = 1, .most = kDayMs},
    Key{.name = "instance.id"},
    Key{.name = "drain.timeout.ms", .kind = Kind::kNumber, .default_value = "20000", .most = kDayMs},
    Key{.name = "ready.timeout.ms", .kind = Kind::kNumber, .default_value = "30000", .least = 1, .most = kDayMs},
};

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  names.reserve(kKeys.size());
  for (const auto& key : kKeys) names.emplace_back(key.name);
  return names;
}

Result<void> check_number(const Key& key, std::string_view value) {
  std::int64_t number = 0;
  const auto* end = value.data() + value.size();
  const auto [stop, code] =
      std::from_chars(value.data(), end, number);  // NOLINT(bugprone-suspicious-stringview-data-usage)
  if (code == std::errc() && stop == end && number >= key.least && number <= key.most) return {};
  return fail(ErrorKind::kConfiguration,
              fmt::format("'{}' is '{}': write a whole number from {} to {}", key.name, value, key.least, key.most));
}

std::vector<std::string> parts_of(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Result<void> check_choice(const Key& key, std::string_view value) {
  const auto choices = parts_of(key.choices, '|');
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return {};
  return fail(ErrorKind::kConfiguration, fmt::format("'{}' is '{}': write one of {}", key.name, value, key.choices));
}

Result<void> check_choices(const Key& key, std::string_view value) {
  const auto choices = parts_of(key.choices, '|');
  for (const auto& part : parts_of(value, ',')) {
    if (std::find(choices.begin(), choices.end(), part) != choices.end()) continue;
    return fail(ErrorKind::kConfiguration, fmt::format("'{}' holds '{}': write any of {}, separated by commas{}",
                                                       key.name, part, key.choices, suggestion(part, choices)));
  }
  return {};
}

}  // namespace

std::span<const Key> keys() noexcept { return kKeys; }

const Key* find_key(std::string_view name) noexcept {
  const auto* const found = std::find_if(kKeys.begin(), kKeys.end(), [&](const Key& key) { return key.name == name; });
  return found == kKeys.end() ? nullptr : &*found;
}

Result<void> check(std::string_view name, std::string_view value) {
  constexpr std::string_view kKafka = "kafka.";
  if (name.starts_with(kKafka) && name.size() > kKafka.size()) return {};
  const auto* key = find_key(name);
  if (key == nullptr) {
    auto message = fmt::format("unknown key '{}'", name);
    const auto advice = suggestion(name, known_names());
    message += advice.empty() ? "; properties of librdkafka go under 'kafka.', 'kafka.producer.' or 'kafka.consumer.'"
                              : advice;
    return fail(ErrorKind::kConfiguration, std::move(message));
  }
  switch (key->kind) {
    case Kind::kText:
      return {};
    case Kind::kNumber:
      return check_number(*key, value);
    case Kind::kFlag:
      if (value == "true" || value == "false") return {};
      return fail(ErrorKind::kConfiguration, fmt::format("'{}' is '{}': write true or false", name, value));
    case Kind::kChoice:
      return check_choice(*key, value);
    case Kind::kChoices:
      return check_choices(*key, value);
  }
  return {};
}

}  // namespace mesh::config

namespace mesh {

bool is_secret(std::string_view key) noexcept {
  if (key.ends_with(".file")) return false;  // a path
  for (const auto part : {"password", "secret", "ssl.key.pem", "sasl.oauthbearer.config"}) {
    if (key.find(part) != std::string_view::npos) return true;
  }
  return false;
}

std::string environment_name(std::string_view key) {
  std::string name = "MESH_";
  for (const auto c : key) {
    if (c == '.') {
      name += '_';
    } else {
      name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return name;
}

}  // namespace mesh
