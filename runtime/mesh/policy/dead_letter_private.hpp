#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <mesh/base/record.hpp>

namespace mesh::policy {

[[nodiscard]] bool is_dead_letter_header(std::string_view header) noexcept;
/// Owned copies of all the others, in their order.
[[nodiscard]] std::vector<Header> without_dead_letter_headers(std::span<const HeaderView> headers);

}  // namespace mesh::policy
