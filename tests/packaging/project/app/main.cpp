#include <cstdio>
#include <string>

#include "agent.hpp"
#include "codec.hpp"

using namespace outside::pinger;

int main() {
  std::string text;
  if (!encode(Ping{.words = "hello", .size = {.width = 3}}, text)) return 1;
  Ping back;
  if (!decode(mesh::json::Input(text), back) || back.words != "hello") return 2;
  std::printf("%s on %s\n", text.c_str(), std::string(kPingsTopic.name).c_str());
  return 0;
}
