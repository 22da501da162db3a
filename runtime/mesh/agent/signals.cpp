#include <mesh/agent/signals.hpp>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include <unistd.h>

namespace mesh {
namespace {

// A signal handler may touch only lock-free atomics and call async-signal-safe functions.
std::atomic<int> signal_pipe{-1};
std::atomic<int> signals_seen{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void mesh_on_stop_signal(int number) {
  const int saved = errno;
  if (signals_seen.fetch_add(1) > 0) _exit(128 + number);
  const char byte = 's';
  // Nothing to do about a failure here; the next signal ends the process.
  [[maybe_unused]] const auto written = ::write(signal_pipe.load(), &byte, 1);
  errno = saved;
}

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::abort();
}

}  // namespace

class SignalStop::Impl {
 public:
  Impl() {
    if (::pipe(pipe_.data()) != 0) die("mesh: pipe");
    int free = -1;
    if (!signal_pipe.compare_exchange_strong(free, pipe_[1])) die("mesh: a second SignalStop");
    signals_seen = 0;
    waiter_ = std::thread([this] { wait(); });
    struct sigaction action{};
    action.sa_handler = mesh_on_stop_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    if (::sigaction(SIGINT, &action, &interrupt_) != 0 || ::sigaction(SIGTERM, &action, &terminate_) != 0) {
      die("mesh: sigaction");
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() {
    ::sigaction(SIGINT, &interrupt_, nullptr);
    ::sigaction(SIGTERM, &terminate_, nullptr);
    const char byte = 'e';
    if (::write(pipe_[1], &byte, 1) != 1) die("mesh: write");
    waiter_.join();
    signal_pipe = -1;
    ::close(pipe_[0]);
    ::close(pipe_[1]);
  }

  [[nodiscard]] std::stop_token token() const noexcept { return stop_.get_token(); }

 private:
  void wait() {
    for (char byte = 0; byte != 'e';) {
      const auto count = ::read(pipe_[0], &byte, 1);
      if (count < 0 && errno == EINTR) continue;
      if (count != 1) return;
      if (byte == 's') stop_.request_stop();
    }
  }

  std::array<int, 2> pipe_{-1, -1};
  struct sigaction interrupt_{};
  struct sigaction terminate_{};
  std::stop_source stop_;
  std::thread waiter_;
};

SignalStop::SignalStop() : impl_(std::make_unique<Impl>()) {}
SignalStop::~SignalStop() = default;
std::stop_token SignalStop::token() const noexcept { return impl_->token(); }

}  // namespace mesh
