/// An input that is several files: a line `=== name` begins each; what stands before the first of them is a.yaml.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace fuzz {

inline std::map<std::string, std::string> files_of(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::map<std::string, std::string> files;
  std::string name = "a.yaml";
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.starts_with("=== ")) {
      name = line.substr(4);
    } else {
      files[name].append(line).append(1, '\n');
    }
  }
  return files;
}

}  // namespace fuzz
