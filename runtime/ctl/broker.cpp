#include <mesh/embedded/broker.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"

namespace mesh::ctl {
namespace {

constexpr Millis kLook{50};

/// Settings as assignments that a shell and `docker --env-file` both read.
std::string environment_of(const embedded::Broker& broker) {
  std::string text;
  for (const auto& [key, value] : broker.client_settings())
    text += fmt::format("{}={}\n", environment_name(key), value);
  return text;
}

void tell(const embedded::Broker& broker, const std::vector<NewTopic>& topics) {
  auto text = fmt::format("serving {} (memory only)\n", broker.bootstrap());
  for (const auto& topic : topics) text += fmt::format("  {}  partitions: {}\n", topic.name, topic.partitions);
  (void)std::fputs(text.c_str(), stdout);
  (void)std::fflush(stdout);
}

}  // namespace

int run(const BrokerCommand& command, const ContractReader& reader) {
  // Taken first: a parent that ends while we start must not leave us behind.
  const auto parent = getppid();
  constexpr std::int32_t kDefaultPartitions = 4;
  auto wanted = command.topics;
  for (const auto& contract : command.contracts) {
    std::string error;
    const auto topics = reader(contract, error);
    if (!error.empty()) {
      (void)std::fputs(fmt::format("{}\n", error).c_str(), stderr);
      return kDocument;
    }
    wanted.insert(wanted.end(), topics.begin(), topics.end());
  }
  auto topics = merged(wanted);
  for (auto& topic : topics) {
    if (topic.partitions <= 0) topic.partitions = kDefaultPartitions;
  }

  catch_stop_signals();  // before there are files to remove
  const auto broker = embedded::Broker::start({.brokers = 1, .topics = topics});
  if (!broker) return complain(broker.error());
  if (!command.env_file.empty()) {
    if (auto ok = write_atomically(command.env_file, environment_of(**broker)); !ok) return complain(ok.error());
  }
  if (auto ok = write_atomically(command.address_file, (*broker)->bootstrap() + "\n"); !ok) return complain(ok.error());
  tell(**broker, topics);
  while (stop_signal == 0 && !(command.watch_parent && getppid() != parent)) std::this_thread::sleep_for(kLook);
  (void)std::remove(command.address_file.c_str());
  return kDone;  // being told to stop is this command's normal end
}

}  // namespace mesh::ctl
