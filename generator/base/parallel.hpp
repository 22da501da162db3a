/// Several pieces of work at once, on the machine's cores.
#pragma once

#include <cstddef>
#include <functional>

namespace meshgen::base {

/// Calls `work(0)` … `work(count - 1)`, each once, and waits for all; at most as many at once as there are cores.
/// Within the work of another such call it all runs in that thread: the cores are taken. Signals stay with the calling
/// thread. An exception of `work` is thrown again here.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace meshgen::base
