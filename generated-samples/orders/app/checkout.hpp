/// The orders of the demo.
#pragma once

#include <mesh/base/error.hpp>

#include "agent.hpp"

namespace shop::orders {

/// Announces `count` orders through the typed publisher and cancels the last; the second stands on the shelf that fails
/// twice, and the first is announced twice with one event id, as a producer does that was restarted too early.
[[nodiscard]] mesh::Result<void> place_orders(const AnnounceOrderPublisher& announcements, int count);

}  // namespace shop::orders
