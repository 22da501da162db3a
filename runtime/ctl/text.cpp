#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"

namespace mesh::ctl {
namespace {

extern "C" void on_stop_signal(int signal) { stop_signal.store(signal); }

/// Length of the well-formed UTF-8 sequence at the front, 0 if there is none. Control characters count as none.
std::size_t printable_prefix(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const auto first = byte(0);
  if (first < 0x80) return first >= 0x20 && first != 0x7f ? 1 : 0;
  std::size_t size = 0;
  if (first >= 0xc2 && first <= 0xdf) size = 2;
  if (first >= 0xe0 && first <= 0xef) size = 3;
  if (first >= 0xf0 && first <= 0xf4) size = 4;
  if (size == 0 || size > bytes.size()) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  const auto second = byte(1);
  const auto overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const auto outside = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
  const auto control = first == 0xc2 && second < 0xa0;
  return overlong || outside || control ? 0 : size;
}

}  // namespace

std::atomic<int> stop_signal{0};

void catch_stop_signals() {
  struct sigaction action{};
  action.sa_handler = &on_stop_signal;
  // Fails only for signals that cannot be caught; these can.
  for (const auto signal : {SIGINT, SIGTERM}) (void)sigaction(signal, &action, nullptr);
}

void say(std::string_view text) {
  (void)std::fwrite(text.data(), 1, text.size(), stdout);
  (void)std::fflush(stdout);
}

int complain(const Error& error) {
  (void)std::fputs(fmt::format("meshctl: {}\n", error.message).c_str(), stderr);
  return exit_code_of(error.kind);
}

Result<Config> settings(const ClientOptions& options) {
  auto config = Config::load(options.config_file);
  if (!config) return config;
  if (!config->find("log.level") || config->find("log.level")->layer == ConfigLayer::kDefault) {
    // A tool's stderr is for its own words; a lost connection ends in an error anyway.
    if (auto ok = config->set("log.level", "off"); !ok) return tl::unexpected(std::move(ok).error());
  }
  if (!options.bootstrap.empty()) {
    if (auto ok = config->set("bootstrap.servers", options.bootstrap); !ok)
      return tl::unexpected(std::move(ok).error());
  }
  return config;
}

std::string printable(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const auto size = printable_prefix(bytes);
    if (size == 0) {
      text += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes.front()));
      bytes.remove_prefix(1);
    } else {
      text += bytes.substr(0, size);
      bytes.remove_prefix(size);
    }
  }
  return text;
}

Result<void> write_atomically(const std::string& path, std::string_view content) {
  const auto temporary = fmt::format("{}.{}.tmp", path, getpid());
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  if (!file || std::rename(temporary.c_str(), path.c_str()) != 0) {
    (void)std::remove(temporary.c_str());
    return fail(ErrorKind::kTransport, fmt::format("can't write '{}'", path));
  }
  return {};
}

Result<std::string> read_file(const std::string& path) {
  std::ostringstream content;
  if (path == "-") {
    content << std::cin.rdbuf();
    return content.str();
  }
  const std::ifstream file(path, std::ios::binary);
  // Streaming an empty file sets failbit on the target, which is no failure here.
  if (file) content << file.rdbuf();
  if (!file || file.bad()) return fail(ErrorKind::kTransport, fmt::format("can't read '{}'", path));
  return content.str();
}

}  // namespace mesh::ctl
