/// render_contract <contract> <template folder> <output folder>: types and codec of every message's payload, without
/// the rest of the pipeline.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

#include "diag/printer.hpp"
#include "load/files.hpp"
#include "model/build.hpp"
#include "plan/build_codec.hpp"
#include "plan/build_types.hpp"
#include "render/bind_codec.hpp"
#include "render/bind_types.hpp"
#include "render/template.hpp"
#include "resolve/document.hpp"

namespace {

namespace fs = std::filesystem;
using namespace meshgen;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Templates {
  std::vector<std::unique_ptr<diag::SourceFile>> sources;
  render::TemplateMap map;
};

Templates load_templates(const fs::path& folder, diag::Sink& sink) {
  Templates templates;
  for (const char* const kind : {"files", "parts"}) {
    for (const auto& entry : fs::directory_iterator(folder / kind)) {
      auto source = std::make_unique<diag::SourceFile>(entry.path().string(), read(entry.path()));
      const auto name = std::string(kind) + "/" + entry.path().stem().string();
      templates.map.emplace(name, render::parse_template(*source, sink));
      templates.sources.push_back(std::move(source));
    }
  }
  return templates;
}

template <class View>
void write(const Templates& templates, const fs::path& path, const View& view, diag::Sink& sink) {
  const auto name = "files/" + path.filename().string();
  render::check_template(templates.map, name, render::Binding<View>::schema(), sink);
  if (sink.has_errors()) return;
  std::ofstream(path, std::ios::binary) << render::render_template(templates.map, name,
                                                                   render::Binding<View>::value(view));
}

int run(const fs::path& contract, const fs::path& template_folder, const fs::path& output) {
  diag::Sink sink;
  load::DiskFiles files;
  const auto document = resolve::resolve(files, contract.string(), sink);
  if (document && !sink.has_errors()) {
    const auto api = model::build_model(*document, sink);
    std::vector<model::TypeId> roots;
    for (const auto& message : api.messages) {
      if (message.payload) roots.push_back(*message.payload);
    }
    const auto types = plan::plan_types(api, roots, "sample", sink);
    const auto codec = plan::plan_codec(api, types, "sample", sink);
    const auto templates = load_templates(template_folder, sink);
    if (!sink.has_errors()) {
      write(templates, output / "types.hpp", types.view, sink);
      write(templates, output / "codec.hpp", codec.header, sink);
      write(templates, output / "codec.cpp", codec.source, sink);
    }
  }
  std::cerr << diag::print(sink, diag::Colours::kNever);
  return sink.has_errors() ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() != 3) return 2;
  return run(arguments[0], arguments[1], arguments[2]);
}
