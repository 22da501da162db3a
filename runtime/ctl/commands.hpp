/// One function a command; each gives the process's exit code and prints its own errors to stderr.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include <mesh/base/error.hpp>
#include <mesh/config/config.hpp>

#include "ctl/contract_topics.hpp"
#include "ctl/options.hpp"

namespace mesh::ctl {

/// The signal that asked the process to stop, or 0. Always 0 before catch_stop_signals().
extern std::atomic<int> stop_signal;
/// From here on SIGINT and SIGTERM set stop_signal, and the caller looks at it. Until then a signal ends the process at
/// once, which is right while it waits for a broker and holds nothing.
void catch_stop_signals();

int run(const BrokerCommand& command, const ContractReader& reader);
int run(const TopicsListCommand& command);
int run(const TailCommand& command);
int run(const ProduceCommand& command);
int run(const DlqListCommand& command);
int run(const DlqShowCommand& command);
int run(const DlqRedriveCommand& command);

/// To stdout, at once: who reads along a pipe sees each line when it is true.
void say(std::string_view text);
/// Prints "meshctl: …" and gives the exit code of the error's kind.
int complain(const Error& error);
/// Settings of --config, the environment and --bootstrap.
[[nodiscard]] Result<Config> settings(const ClientOptions& options);

/// Printable UTF-8 as it is, every other byte as \xNN.
[[nodiscard]] std::string printable(std::string_view bytes);
/// Whoever reads `path` sees all of it or the file that was there before.
[[nodiscard]] Result<void> write_atomically(const std::string& path, std::string_view content);
[[nodiscard]] Result<std::string> read_file(const std::string& path);

}  // namespace mesh::ctl
