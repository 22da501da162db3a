#include "case.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "process.hpp"

namespace golden {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, std::string_view what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

/// `COUNT NAME` and a line of text, in which `<i>` and `<next>` are numbers: so many files.
void add_many(Files& inputs, const std::string& description) {
  std::istringstream words(description);
  int count = 0;
  std::string name;
  std::string text;
  words >> count >> name >> std::ws;
  std::getline(words, text);
  for (int i = 0; i < count; ++i) {
    const auto numbered = [&](const std::string& pattern) {
      return replaced(replaced(pattern, "<i>", std::to_string(i)), "<next>", std::to_string(i + 1));
    };
    inputs[numbered(name)] = numbered(text) + '\n';
  }
}

Case read_case(const fs::path& folder) {
  Case golden;
  golden.name = folder.filename().string();
  golden.folder = folder;
  golden.passes = golden.name.starts_with("pass_");
  golden.out = read_file(folder / "stdout.txt");
  golden.err = read_file(folder / "stderr.txt");
  if (fs::exists(folder / "exit")) golden.exit_code = std::stoi(read_file(folder / "exit"));
  std::istringstream arguments(fs::exists(folder / "args") ? read_file(folder / "args")
                                                           : "generate input.yaml -o out -q");
  for (std::string word; arguments >> word;) golden.arguments.push_back(word);
  for (auto& [path, bytes] : read_folder(folder)) {
    if (path.starts_with("expected/")) {
      golden.expected[path.substr(std::string_view("expected/").size())] = std::move(bytes);
    } else if (path == "many") {
      add_many(golden.inputs, bytes);
    } else if (path != "args" && path != "exit" && path != "stdout.txt" && path != "stderr.txt") {
      golden.inputs[path] = std::move(bytes);
    }
  }
  return golden;
}

void write_file(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

void write_or_remove(const fs::path& path, const std::string& bytes) {
  if (bytes.empty()) {
    fs::remove(path);
  } else {
    write_file(path, bytes);
  }
}

}  // namespace

std::vector<Case> read_cases(const fs::path& folder) {
  std::vector<Case> cases;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) cases.push_back(read_case(entry.path()));
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

Files read_folder(const fs::path& folder) {
  Files files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file())
      files[entry.path().lexically_relative(folder).generic_string()] = read_file(entry.path());
  }
  return files;
}

void write_folder(const fs::path& folder, const Files& files) {
  for (const auto& [path, bytes] : files) write_file(folder / path, bytes);
}

void update(const Case& golden, const Files& expected, const std::string& out, const std::string& err, int exit_code) {
  fs::remove_all(golden.folder / "expected");
  if (golden.passes) write_folder(golden.folder / "expected", expected);
  write_or_remove(golden.folder / "stdout.txt", out);
  write_or_remove(golden.folder / "stderr.txt", err);
  write_or_remove(golden.folder / "exit", exit_code == 0 ? "" : std::to_string(exit_code) + "\n");
}

}  // namespace golden
