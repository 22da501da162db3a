/// How decoding and validation fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace mesh::json {

/// The first thing that is wrong. Costs nothing until it happens.
struct Fault {
  /// A JSON Schema keyword ("required", "maxLength", "format", …; "false" where a schema is false), or "syntax",
  /// "utf8", "depth", "duplicate" for text that is not strict JSON.
  std::string_view keyword;
  std::string path;        ///< JSON Pointer of the instance: "/lines/3/sku"; bounded in length
  std::size_t offset = 0;  ///< byte in the text; 0 when a C++ value was checked
  std::string message;     ///< one line: "is 0, must be at least 1"

  [[nodiscard]] bool malformed() const noexcept {
    return keyword == "syntax" || keyword == "utf8" || keyword == "depth" || keyword == "duplicate";
  }
};

/// "/lines/3/sku: is 0, must be at least 1 [minimum]"
[[nodiscard]] std::string to_string(const Fault& fault);

using Checked = tl::expected<void, Fault>;

}  // namespace mesh::json
