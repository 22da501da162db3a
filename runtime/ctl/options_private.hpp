/// The options of the larger commands, each family in its own file. Only options*.cpp know CLI11.
#pragma once

#include <optional>
#include <string>

#include "ctl/options.hpp"

namespace CLI {
class App;
}

namespace mesh::ctl {

void add_client_options(CLI::App& command, ClientOptions& options);

/// `dlq list|show|redrive`. Lives until the line is parsed: CLI11 keeps references.
class DlqOptions {
 public:
  void add_to(CLI::App& app);
  /// nullopt if the line asked for something else.
  [[nodiscard]] std::optional<Command> parsed() const;

 private:
  DlqListCommand list_;
  DlqShowCommand show_;
  DlqRedriveCommand redrive_;
  CLI::App* list_app_ = nullptr;
  CLI::App* show_app_ = nullptr;
  CLI::App* redrive_app_ = nullptr;
};

}  // namespace mesh::ctl
