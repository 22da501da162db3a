/// Who says what, and where: text for people, formats for machines, and never both on one stream.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/options.hpp"
#include "diag/printer.hpp"
#include "diag/sink.hpp"

namespace meshgen::app {

class Speaker {
 public:
  Speaker(Voice voice, diag::Colours colours) : voice_(std::move(voice)), colours_(colours) {}

  /// What a run has to say of a document. As text it is said now, else with the others at the end.
  void diagnostics(const std::string& document, std::shared_ptr<const diag::Sink> sink);

  /// For people, on standard output; not said when that carries a format.
  void say(std::string_view text) const;
  /// For people who asked for it (a diff): on standard error when standard output carries a format.
  void show(std::string_view text) const;
  /// A sentence on standard error.
  void complain(std::string_view text) const;

  [[nodiscard]] FailOn fail_on() const noexcept { return voice_.fail_on; }
  /// Says or writes the format; gives the command's exit code.
  [[nodiscard]] int finish(int code);

 private:
  [[nodiscard]] bool machine_reads_stdout() const;

  Voice voice_;
  diag::Colours colours_;
  std::vector<diag::Report> reports_;
  std::vector<std::shared_ptr<const diag::Sink>> sinks_;
};

/// The text that `--format` gives for these.
[[nodiscard]] std::string formatted(diag::Format format, const std::vector<diag::Report>& reports);

}  // namespace meshgen::app
