#include <mesh/app/app.hpp>

#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include <mesh/agent/log.hpp>
#include <mesh/kafka/transport.hpp>

namespace mesh {
namespace {

struct Arguments {
  std::string config_file;
  ConfigPairs settings;
  std::vector<std::string> own;
};

Result<Arguments> read_arguments(int argc, const char* const* argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word != "--config" && word != "--set") {
      arguments.own.emplace_back(word);
      continue;
    }
    if (i + 1 == argc) return fail(ErrorKind::kInvalidArgument, fmt::format("'{}' needs a value behind it", word));
    const std::string_view value = argv[++i];
    if (word == "--config") {
      arguments.config_file = value;
      continue;
    }
    const auto equals = value.find('=');
    if (equals == std::string_view::npos) {
      return fail(ErrorKind::kInvalidArgument, fmt::format("write '--set key=value', not '--set {}'", value));
    }
    arguments.settings.emplace_back(value.substr(0, equals), value.substr(equals + 1));
  }
  return arguments;
}

LogLevel level_named(std::string_view name) {
  for (const auto level : {LogLevel::kDebug, LogLevel::kWarning, LogLevel::kError}) {
    if (to_string(level) == name) return level;
  }
  return LogLevel::kInfo;
}

}  // namespace

Result<std::unique_ptr<App>> App::start(int argc, const char* const* argv) {
  auto arguments = read_arguments(argc, argv);
  if (!arguments) return tl::make_unexpected(std::move(arguments).error());
  std::unique_ptr<App> app(new App);
  app->arguments_ = std::move(arguments->own);
  auto config = Config::load(arguments->config_file);
  if (!config) return tl::make_unexpected(std::move(config).error());
  app->config_ = *std::move(config);
  if (auto set = app->config_.set_all(arguments->settings); !set) return tl::make_unexpected(std::move(set).error());
  LogOptions options;
  options.format = app->config_.text("log.format") == "json" ? LogFormat::kJson : LogFormat::kText;
  options.level = level_named(app->config_.text("log.level"));
  // Who asks for every record's story wants all of it.
  if (options.level == LogLevel::kDebug) options.most_repeats_a_second = 0;
  app->log_ = std::make_unique<LogObserver>(stdout, options);
  auto transport = kafka::connect(app->config_, app->log_.get());
  if (!transport) return tl::make_unexpected(std::move(transport).error());
  app->transport_ = *std::move(transport);
  return app;
}

App::~App() = default;

AgentOptions App::options() const {
  auto options = config_.agent_options();
  options.observer = log_.get();
  return options;
}

int report(const Error& error) {
  std::fprintf(stderr, "error: %s\n", error.message.c_str());
  if (error.kind == ErrorKind::kInvalidArgument || error.kind == ErrorKind::kConfiguration) return 5;
  return error.kind == ErrorKind::kTransport || error.kind == ErrorKind::kTimeout ? 4 : 3;
}

int report(const Result<ExitReport>& result) {
  if (!result) return report(result.error());
  if (result->drained) return 0;
  std::fprintf(stderr, "error: %zu records were not finished in time; they will be delivered again\n",
               result->abandoned);
  return 6;
}

}  // namespace mesh
