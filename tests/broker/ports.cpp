#include "ports.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <random>

namespace mesh::test {
namespace {

bool is_free(int port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const void* raw = &address;
  const bool ok = bind(listener, static_cast<const sockaddr*>(raw), sizeof address) == 0;
  (void)close(listener);
  return ok;
}

}  // namespace

std::vector<int> free_ports(std::size_t count) {
  std::mt19937 random(std::random_device{}());
  std::uniform_int_distribution<int> any(20'000, 32'000);
  std::vector<int> ports;
  while (ports.size() < count) {
    const auto port = any(random);
    if (std::find(ports.begin(), ports.end(), port) == ports.end() && is_free(port)) ports.push_back(port);
  }
  return ports;
}

}  // namespace mesh::test
