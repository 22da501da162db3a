#include <algorithm>
#include <array>
#include <map>

#include <catch2/catch_test_macros.hpp>

#include "files.hpp"

namespace {

/// "generator/load/yaml.cpp" -> "load"; "runtime/mesh/json/x.hpp" -> "json"
std::string room_of(const std::string& path, std::string_view root) {
  const auto rest = path.substr(root.size() + 1);
  return rest.substr(0, rest.find('/'));
}

/// "\"model/api.hpp\"" or "<mesh/json/x.hpp>" -> its room; empty if it is none of `rooms`
template <class Rooms>
std::string included_room(const std::string& include, std::string_view prefix, const Rooms& rooms) {
  const auto name = include.substr(1, include.size() - 2);
  if (!name.starts_with(prefix) || name.find('/', prefix.size()) == std::string::npos) return {};
  const auto room = name.substr(prefix.size(), name.find('/', prefix.size()) - prefix.size());
  return std::find(rooms.begin(), rooms.end(), room) == rooms.end() ? std::string{} : room;
}

const std::vector<std::string_view> kSources{".hpp", ".cpp"};

/// `may`: who may include a header that begins with `start`.
void only(std::string_view start, const std::vector<std::string_view>& may) {
  for (const auto* folder : {"generator", "runtime", "tests", "bench", "generated-samples"}) {
    for (const auto& file : tidy::files_in(folder, kSources)) {
      const bool allowed =
          std::any_of(may.begin(), may.end(), [&](std::string_view path) { return file.path.starts_with(path); });
      for (const auto& include : tidy::includes_of(file.text)) {
        INFO(file.path << " includes " << include);
        CHECK((allowed || !include.starts_with(start)));
      }
    }
  }
}

}  // namespace

TEST_CASE("rooms of the generator include only what lies below them") {
  const std::map<std::string, std::vector<std::string>> below{
      {"base", {}},
      {"diag", {"base"}},
      {"load", {"diag", "base"}},
      {"resolve", {"load", "diag", "base"}},
      {"validate", {"resolve", "load", "diag", "base"}},
      {"model", {"validate", "resolve", "load", "diag", "base"}},
      {"lint", {"model", "validate", "resolve", "load", "diag", "base"}},
      {"plan", {"lint", "model", "resolve", "load", "diag", "base"}},
      {"layout", {}},
      {"diff", {"plan", "model", "resolve", "load", "diag", "base"}},
      {"settings", {"diff", "plan", "load", "diag", "base"}},
      {"render", {"layout", "plan", "load", "diag", "base"}},
      {"write", {"diag", "base"}},
      {"app",
       {"write", "render", "layout", "settings", "diff", "plan", "lint", "model", "validate", "resolve", "load", "diag",
        "base"}},
  };
  std::vector<std::string> rooms;
  for (const auto& [room, allowed] : below) rooms.push_back(room);
  std::size_t seen = 0;
  for (const auto& file : tidy::files_in("generator", kSources)) {
    const auto room = room_of(file.path, "generator");
    INFO(file.path);
    REQUIRE(below.contains(room));
    ++seen;
    for (const auto& include : tidy::includes_of(file.text)) {
      const auto other = included_room(include, "", rooms);
      INFO(include);
      const auto& allowed = below.at(room);
      CHECK((other.empty() || other == room || std::find(allowed.begin(), allowed.end(), other) != allowed.end()));
      CHECK_FALSE(include.starts_with("<mesh/"));  // generator and runtime share one integer
    }
  }
  CHECK(seen > 80);
}

TEST_CASE("the template engine knows neither plan nor contract") {
  for (const auto* file : {"generator/render/template.hpp", "generator/render/template.cpp",
                           "generator/render/parse_template.cpp", "generator/render/value.hpp"}) {
    for (const auto& include : tidy::includes_of(tidy::text_of(file))) {
      INFO(file << " includes " << include);
      CHECK_FALSE(include.starts_with("\"plan/"));
      CHECK_FALSE(include.starts_with("\"model/"));
      CHECK_FALSE(include.starts_with("\"load/"));
    }
  }
}

TEST_CASE("rooms of the runtime include only what lies below them") {
  // The order of runtime/CMakeLists.txt.
  constexpr std::array<std::string_view, 14> kOrder{"base",    "json",    "events",   "policy", "ports",
                                                    "produce", "consume", "request",  "agent",  "config",
                                                    "memory",  "kafka",   "embedded", "app"};
  const auto list = tidy::text_of("runtime/CMakeLists.txt");
  std::string foreach_line;
  for (const auto room : kOrder) foreach_line += " " + std::string(room);
  REQUIRE(list.find("foreach(room" + foreach_line + ")") != std::string::npos);
  const auto rank = [&](std::string_view room) { return std::find(kOrder.begin(), kOrder.end(), room); };
  for (const auto& file : tidy::files_in("runtime/mesh", kSources)) {
    const auto room = room_of(file.path, "runtime/mesh");
    INFO(file.path);
    REQUIRE(rank(room) != kOrder.end());
    for (const auto& include : tidy::includes_of(file.text)) {
      for (const auto* prefix : {"mesh/", ""}) {
        const auto other = included_room(include, prefix, kOrder);
        INFO(include);
        CHECK((other.empty() || rank(other) <= rank(room)));
      }
    }
  }
}

TEST_CASE("a library that one room wraps is included there alone") {
  only("<yaml-cpp/", {"generator/load/yaml.cpp", "runtime/mesh/config/", "bench/json/schema.cpp"});
  only("<librdkafka/", {"runtime/mesh/kafka/", "runtime/mesh/embedded/", "tests/", "bench/"});
  only("<CLI/", {"generator/app/options.cpp", "runtime/ctl/options.cpp", "runtime/ctl/options_dlq.cpp"});
}

TEST_CASE("headers of the runtime that are installed name no library of ours") {
  for (const auto& file : tidy::files_in("runtime/mesh", {".hpp"})) {
    if (file.path.ends_with("_private.hpp")) continue;
    if (file.path == "runtime/mesh/json/fmt.hpp") continue;  // a bridge, included by who has fmt
    for (const auto& include : tidy::includes_of(file.text)) {
      INFO(file.path << " includes " << include);
      CHECK_FALSE(include.starts_with("<fmt/"));
      CHECK_FALSE(include.starts_with("<yaml-cpp/"));
      CHECK_FALSE(include.starts_with("<librdkafka/"));
      CHECK_FALSE(include.starts_with("<format>"));
      CHECK_FALSE(include.starts_with("<source_location>"));
    }
  }
}

TEST_CASE("no folder is called util, common, helpers or misc") {
  namespace fs = std::filesystem;
  for (const auto* root : {"generator", "runtime", "templates", "tests", "bench", "asyncapi", "generated-samples"}) {
    if (!fs::is_directory(fs::path(REPOSITORY) / root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(REPOSITORY) / root)) {
      if (!entry.is_directory()) continue;
      const auto path = entry.path().lexically_relative(REPOSITORY).generic_string();
      const auto name = entry.path().filename().string();
      INFO(path);
      if (path == "asyncapi/common") continue;  // the contracts' shared parts
      CHECK((name != "util" && name != "utils" && name != "common" && name != "helpers" && name != "misc"));
    }
  }
}

TEST_CASE("every header says what it is for and is included once") {
  for (const auto* folder : {"generator", "runtime"}) {
    for (const auto& file : tidy::files_in(folder, {".hpp"})) {
      INFO(file.path);
      if (!file.path.ends_with("_private.hpp")) CHECK(file.text.starts_with("///"));
      CHECK(file.text.find("#pragma once") != std::string::npos);
    }
  }
}
