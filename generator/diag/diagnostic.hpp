/// What we tell the user: one diagnostic a fault, with place, code, and the way out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diag/source.hpp"

namespace meshgen::diag {

enum class Severity { kError, kWarning };

/// Decides the exit code when a diagnostic of severity error is among the results (generator/app/exit_code.hpp).
enum class Category {
  kDocument,     ///< the document is wrong: exit 2
  kUnsupported,  ///< valid, but we make no code of it: exit 3
  kInput,        ///< a file could not be read or written: exit 4
};

/// One row of the table in diag/codes.hpp. Codes are kebab-case and stable: users silence and search by them.
struct Code {
  std::string_view id;
  Severity severity;
  Category category;
};

struct Note {
  Span span;
  std::string text;
};

/// Who asked for silence (policy.hpp).
enum class Silence { kNone, kSettings, kDocument };

struct Diagnostic {
  const Code* code = nullptr;
  Severity severity = Severity::kError;
  Span span;
  std::string message;  ///< lower case, no full stop, the user's own words in quotes
  std::vector<Note> notes;
  std::string help;                      ///< what to do; empty if there is nothing to say
  Severity reported = Severity::kError;  ///< what the stage said, before the settings
  Silence silence = Silence::kNone;      ///< else it is neither shown nor counted
  std::string silence_reason;            ///< the user's words, if there are any

  Diagnostic& note(Span where, std::string text) {
    notes.push_back({where, std::move(text)});
    return *this;
  }
  Diagnostic& with_help(std::string text) {
    help = std::move(text);
    return *this;
  }
};

}  // namespace meshgen::diag
