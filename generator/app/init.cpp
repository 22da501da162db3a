#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "base/check.hpp"
#include "plan/names.hpp"
#include "render/fields.hpp"
#include "render/template_set.hpp"
#include "write/signals_held.hpp"

namespace meshgen::app {
namespace {

namespace fs = std::filesystem;

/// What the starter's templates may see.
struct StarterView {
  std::string name;           ///< greeter
  std::string cpp_namespace;  ///< greeter, or my_greeter of my-greeter
  std::string title;          ///< Greeter
};

int fail(int code, const std::string& text) {
  std::fputs(("meshgen: " + text + "\n").c_str(), stderr);
  return code;
}

bool is_project_name(const std::string& name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' && name.size() <= 60 &&
         name.find_first_not_of(kAllowed) == std::string::npos;
}

/// The name becomes a CMake target, a program beside the build's own folders and a C++ namespace.
bool is_taken_elsewhere(const std::string& name) {
  constexpr std::array<std::string_view, 12> kTaken{"all",  "clean", "help",    "install", "package", "preinstall",
                                                    "test", "main",  "meshgen", "mesh",    "std",     "tl"};
  return std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end();
}

}  // namespace
}  // namespace meshgen::app

namespace meshgen::render {
template <>
struct Fields<app::StarterView> {
  static constexpr auto list =
      std::make_tuple(field("name", &app::StarterView::name), field("cpp_namespace", &app::StarterView::cpp_namespace),
                      field("title", &app::StarterView::title));
};
}  // namespace meshgen::render

namespace meshgen::app {
namespace {

std::string render_starter(const std::string& which, const StarterView& view) {
  for (const auto& [path, text] : render::embedded_templates()) {
    if (path != "starter/" + which + ".mustache") continue;
    diag::Sink sink;
    const diag::SourceFile source("templates/" + path, text);
    render::TemplateMap templates;
    templates.emplace(which, render::parse_template(source, sink));
    render::check_template(templates, which, render::Binding<StarterView>::schema(), sink);
    MESHGEN_CHECK(!sink.has_errors(), "the starter's templates are ours");
    return render::render_template(templates, which, render::Binding<StarterView>::value(view));
  }
  base::check_failed(which, __FILE__, __LINE__, "the starter's template is embedded");
}

}  // namespace

int run_init(const InitCommand& command) {
  if (!is_project_name(command.name)) {
    return fail(
        kBadArguments,
        fmt::format("'{}' is no project name: use lower-case letters, digits and '-', a letter first", command.name));
  }
  if (is_taken_elsewhere(command.name)) {
    return fail(kBadArguments,
                fmt::format("'{}' has a meaning in CMake, in C++ or here: choose another name", command.name));
  }
  const StarterView view{command.name, plan::member_name(command.name), plan::type_name(command.name)};
  const fs::path folder = command.folder.empty() ? command.name : command.folder;
  const std::vector<std::pair<fs::path, std::string>> files{
      {folder / "asyncapi" / (command.name + ".yaml"), "contract.yaml"},
      {folder / "CMakeLists.txt", "CMakeLists.txt"},
      {folder / "app" / "main.cpp", "main.cpp"},
  };
  std::error_code error;
  for (const auto& [path, which] : files) {
    if (fs::exists(fs::symlink_status(path, error)))  // a link that leads nowhere is something, too
      return fail(kInputOutput, fmt::format("'{}' exists: nothing was written", path.string()));
  }
  const write::SignalsHeld held;  // the three together, or none
  for (const auto& [path, which] : files) {
    fs::create_directories(path.parent_path(), error);
    std::ofstream out(path, std::ios::binary);
    out << render_starter(which, view);
    out.close();
    if (!out) return fail(kInputOutput, fmt::format("cannot write '{}': {}", path.string(), std::strerror(errno)));
    std::printf("%s\n", path.c_str());
  }
  const auto name = folder.string();
  std::printf("\nBuild and run it:\n  cmake -S %s -B %s/build && cmake --build %s/build && %s/build/%s\n", name.c_str(),
              name.c_str(), name.c_str(), name.c_str(), command.name.c_str());
  return kDone;
}

}  // namespace meshgen::app
