// The orders agent: announces orders and follows each to its invoice. `--place N` places N orders of the demo first.
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

#include <mesh/app/app.hpp>

#include "checkout.hpp"
#include "order_book.hpp"

namespace {

int usage() {
  std::fputs("usage: orders [--place N] [--config FILE] [--set key=value]...\n", stderr);
  return 5;
}

}  // namespace

int main(int argc, char** argv) {
  auto app = mesh::App::start(argc, argv);
  if (!app) return mesh::report(app.error());
  int place = 0;
  const auto& arguments = (*app)->arguments();
  if (!arguments.empty()) {
    if (arguments.size() != 2 || arguments[0] != "--place") return usage();
    const std::string_view count = arguments[1];
    const auto read = std::from_chars(count.data(), count.data() + count.size(), place);
    if (read.ec != std::errc{} || read.ptr != count.data() + count.size() || place < 0) return usage();
  }

  const shop::orders::AnnounceOrderPublisher announcements((*app)->transport());
  shop::orders::OrderBook book;
  shop::orders::Agent agent((*app)->transport(), book, book, (*app)->options());
  const mesh::SignalStop signals;
  if (auto started = agent.start(); !started) return mesh::report(started.error());
  if (auto placed = shop::orders::place_orders(announcements, place); !placed) return mesh::report(placed.error());
  return mesh::report(agent.run(signals.token()));
}
