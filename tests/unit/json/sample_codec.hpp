#pragma once

#include <string>

#include <mesh/json/input.hpp>
#include <mesh/json/result.hpp>

#include "sample_types.hpp"

namespace sample {

[[nodiscard]] mesh::json::Checked decode(mesh::json::Input text, Order& out);
[[nodiscard]] mesh::json::Checked validate(const Order& value);
[[nodiscard]] mesh::json::Checked encode(const Order& value, std::string& out);

}  // namespace sample
