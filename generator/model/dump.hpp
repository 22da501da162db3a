/// The model as stable JSON: `meshgen dump`, and what tests compare.
#pragma once

#include <string>

#include "model/api.hpp"

namespace meshgen::model {

[[nodiscard]] std::string dump(const Api& api);

}  // namespace meshgen::model
