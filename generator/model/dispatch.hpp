/// What tells the messages of one operation apart when a record arrives.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/api.hpp"

namespace meshgen::model {

/// In the order in which they are tried: the cheaper the look, the earlier.
enum class ToldBy {
  kHeader,     ///< a required header with a `const`
  kEventType,  ///< `ce_type`
  kPayload,    ///< a required `const` string in the root object of the payload
};

struct Discriminant {
  ToldBy by = ToldBy::kEventType;
  std::string name;                 ///< of the header or the member: "x-kind", "ce_type", "kind"
  std::vector<std::string> values;  ///< one for each message, in their order
};

/// nullopt if nothing tells all of them (indexes into Api::messages) apart. One message alone needs none.
[[nodiscard]] std::optional<Discriminant> discriminant(const Api& api, const std::vector<std::size_t>& messages);

}  // namespace meshgen::model
