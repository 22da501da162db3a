/// Ports of this machine that nobody uses.
#pragma once

#include <cstddef>
#include <vector>

namespace mesh::test {

/// `count` of them, all different. Below those that the system gives to outgoing connections: a client that tries to
/// reach a broker that is down would sooner or later get its port, and be connected with itself.
[[nodiscard]] std::vector<int> free_ports(std::size_t count);

}  // namespace mesh::test
