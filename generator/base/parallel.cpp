#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include <pthread.h>

namespace meshgen::base {
namespace {

thread_local bool is_helper = false;

}  // namespace

void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) {
  const auto cores = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  const auto helpers = std::min(count, cores);
  if (helpers <= 1 || is_helper) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&] {
    is_helper = true;
    for (auto i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
      try {
        work(i);
      } catch (...) {
        const std::scoped_lock lock(mutex);
        if (!failure) failure = std::current_exception();
      }
    }
  };
  // The writer holds signals back while it moves files into place: that works only if no other thread takes them.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  std::vector<std::thread> threads;
  threads.reserve(helpers);
  const auto start = [&] {
    try {
      threads.emplace_back(run);
      return true;
    } catch (const std::system_error&) {
      return false;  // the machine gives no more: as many as there are do it, or this one alone
    }
  };
  while (threads.size() < helpers && start()) {
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (threads.empty()) {
    run();
    is_helper = false;
  }
  for (auto& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace meshgen::base
