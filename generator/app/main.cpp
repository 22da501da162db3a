#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <variant>

#include <unistd.h>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/options.hpp"
#include "model/types.hpp"

namespace {

/// Nothing is half written: what writes holds signals back until it is done (write/, init.cpp), the rest has nothing to
/// clean up. An exit code of its own, as the README promises, and nothing that a handler may not do.
void leave_interrupted(int /*signal*/) { ::_exit(meshgen::app::kInterrupted); }

void watch_for_interrupt() {
  struct sigaction before{};
  // Who starts us in the background has SIGINT ignored: it is not meant for us then.
  if (::sigaction(SIGINT, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) return;
  struct sigaction leave{};
  leave.sa_handler = leave_interrupted;
  sigemptyset(&leave.sa_mask);
  ::sigaction(SIGINT, &leave, nullptr);
}

meshgen::diag::Colours colours_for(meshgen::app::ColourChoice choice, int stream) {
  using meshgen::app::ColourChoice;
  const bool terminal = ::isatty(stream) == 1 && std::getenv("NO_COLOR") == nullptr;
  const bool on = choice == ColourChoice::kAlways || (choice == ColourChoice::kAuto && terminal);
  return on ? meshgen::diag::Colours::kAlways : meshgen::diag::Colours::kNever;
}

int run(int argc, const char* const* argv) {
  using namespace meshgen::app;
  const auto parsed = parse_arguments(argc, argv);
  if (!parsed.command) {
    std::fputs(parsed.text.c_str(), parsed.exit_code == 0 ? stdout : stderr);
    return parsed.exit_code;
  }
  const auto colours = colours_for(parsed.colours, STDERR_FILENO);
  return std::visit(
      meshgen::model::Match{[&](const GenerateCommand& command) { return run_generate(command, colours); },
                            [&](const ValidateCommand& command) { return run_validate(command, colours); },
                            [&](const DiffCommand& command) { return run_diff(command, colours); },
                            [&](const VendorCommand& command) { return run_vendor(command, colours); },
                            [&](const DumpCommand& command) { return run_dump(command, colours); },
                            [&](const InitCommand& command) { return run_init(command); },
                            [&](const ExplainCommand& command) {
                              return run_explain(command, colours_for(parsed.colours, STDOUT_FILENO));
                            },
                            [&](const SchemaCommand& command) { return run_schema(command); }},
      *parsed.command);
}

}  // namespace

int main(int argc, char** argv) {
  watch_for_interrupt();
  try {
    const int code = run(argc, argv);
    // A full disk or a closed pipe shows only here.
    if (std::fflush(stdout) != 0 && code == 0) return meshgen::app::kInputOutput;
    return code;
  } catch (const std::exception& error) {
    std::fprintf(stderr,
                 "meshgen: internal error: %s\nThis is a bug of meshgen, not of your contract: please report it.\n",
                 error.what());
    return meshgen::app::kBug;
  }
}
