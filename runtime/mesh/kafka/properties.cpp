#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
#include <string_view>

#include <librdkafka/rdkafka.h>

#include <mesh/kafka/properties_private.hpp>

namespace mesh::kafka {
namespace {

struct FreeText {
  void operator()(char* text) const noexcept {
    std::free(text);  // NOLINT(cppcoreguidelines-no-malloc): open_memstream's buffer is malloc's
  }
};

/// The library can only print the table to a FILE.
std::string printed_table() {
  char* text = nullptr;
  std::size_t size = 0;
  auto* file = open_memstream(&text, &size);
  if (file == nullptr) return {};
  rd_kafka_conf_properties_show(file);
  const auto closed = std::fclose(file) == 0;
  const std::unique_ptr<char, FreeText> owner(text);
  return closed ? std::string(text, size) : std::string();
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// "… | Alias for `compression.codec`: …"
std::optional<std::string> alias_target(const std::string& line) {
  constexpr std::string_view kMark = "| Alias for `";
  const auto mark = line.find(kMark);
  if (mark == std::string::npos) return std::nullopt;
  const auto first = mark + kMark.size();
  return line.substr(first, line.find('`', first) - first);
}

std::vector<Property> read_table() {
  std::vector<Property> found;
  std::istringstream lines(printed_table());
  for (std::string line; std::getline(lines, line);) {
    // "linger.ms      |  P  | 0 .. 900000 | 5 | high | …"
    const auto bar = line.find('|');
    const auto next = line.find('|', bar == std::string::npos ? bar : bar + 1);
    if (next == std::string::npos) continue;
    const auto name = trimmed(line.substr(0, bar));
    const auto scope = trimmed(line.substr(bar + 1, next - bar - 1));
    // Names with '_' are function pointers and the like, which no text can set.
    if (scope.size() != 1 || name.find('_') != std::string::npos) continue;
    const auto known = std::find_if(found.begin(), found.end(), [&](const Property& p) { return p.name == name; });
    if (known == found.end()) {
      found.push_back({name, alias_target(line).value_or(name), scope.front()});
    } else if (known->scope != scope.front()) {
      known->scope = '*';  // in the table of the client and in the table of topics
    }
  }
  return found;
}

}  // namespace

const std::vector<Property>& properties() {
  static const auto kTable = read_table();
  return kTable;
}

const Property* find_property(const std::string& name) {
  const auto& all = properties();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Property& p) { return p.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> property_names() {
  std::vector<std::string> names;
  for (const auto& property : properties()) names.push_back(property.name);
  return names;
}

}  // namespace mesh::kafka
