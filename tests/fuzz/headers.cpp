/// libFuzzer: any headers are refused with the header's name, or are attributes that can be written again and read back
/// equal.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/events/headers.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // name NUL value NUL …; a value that is missing is null
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<mesh::HeaderView> headers;
  while (!rest.empty()) {
    const auto name = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    if (rest.empty()) {
      headers.push_back({name, std::nullopt});
      break;
    }
    const auto value = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), value.size() + 1));
    headers.push_back({name, value});
  }
  const auto read = mesh::events::read_attributes(headers);
  if (!read) {
    if (read.error().message.empty()) std::abort();
    return 0;
  }
  std::vector<mesh::Header> written;
  if (!mesh::events::write_attributes(*read, written)) std::abort();
  std::vector<mesh::HeaderView> views;
  for (const auto& header : written) views.push_back({header.name, header.value});
  const auto again = mesh::events::read_attributes(views);
  if (!again || again->id != read->id || again->source != read->source || again->type != read->type) std::abort();
  return 0;
}
