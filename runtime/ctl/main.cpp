#include <cstdio>
#include <exception>
#include <variant>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"
#include "ctl/options.hpp"

namespace {

int run(int argc, const char* const* argv) {
  using namespace mesh::ctl;
  const auto parsed = parse(argc, argv);
  if (const auto* code = std::get_if<int>(&parsed)) return *code;
  return std::visit(
      [](const auto& command) {
        if constexpr (std::is_same_v<std::decay_t<decltype(command)>, BrokerCommand>) {
          return mesh::ctl::run(command, &topics_of_contract);
        } else {
          return mesh::ctl::run(command);
        }
      },
      std::get<Command>(parsed));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "meshctl: internal error: %s\n", error.what());
    return mesh::ctl::kBug;
  }
}
