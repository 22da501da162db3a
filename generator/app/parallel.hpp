/// Several contracts at once, on the machine's cores.
#pragma once

#include <cstddef>
#include <functional>

namespace meshgen::app {

/// Calls `work(0)` … `work(count - 1)`, each once, and waits for all; at most as many at once as there are cores.
/// Signals stay with the calling thread. An exception of `work` is thrown again here.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace meshgen::app
