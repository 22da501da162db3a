/// How decoding and validation fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

#include <mesh/json/fault_path.hpp>
#include <mesh/json/reason.hpp>

namespace mesh::json {

/// The first thing that is wrong. Costs nothing until it happens, and little then: its words are made for who asks.
class Fault {
 public:
  Fault(std::string_view word, Reason&& reason, std::size_t at = 0) noexcept
      : keyword(word), offset(at), reason_(std::move(reason)) {}

  /// A JSON Schema keyword ("required", "maxLength", "format", …; "false" where a schema is false), or "syntax",
  /// "utf8", "depth", "duplicate" for text that is not strict JSON.
  std::string_view keyword;
  std::size_t offset = 0;  ///< byte in the text; 0 when a C++ value was checked

  /// JSON Pointer of the instance: "/lines/3/sku"; bounded in length.
  [[nodiscard]] std::string path() const { return std::string(path_.view()); }
  /// One line: "is 0, must be at least 1".
  [[nodiscard]] std::string message() const { return reason_.words(); }

  [[nodiscard]] bool malformed() const noexcept {
    return keyword == "syntax" || keyword == "utf8" || keyword == "depth" || keyword == "duplicate";
  }

 private:
  friend class Context;

  FaultPath path_;
  Reason reason_;
};

/// "/lines/3/sku: is 0, must be at least 1 [minimum]"
[[nodiscard]] std::string to_string(const Fault& fault);

using Checked = tl::expected<void, Fault>;

}  // namespace mesh::json
