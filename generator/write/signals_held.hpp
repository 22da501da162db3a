/// For the moments in which a signal would leave half of something behind.
#pragma once

#include <csignal>

namespace meshgen::write {

/// SIGINT, SIGTERM and SIGHUP wait until this object's end. Of use to the thread that writes, while no other takes
/// them.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t held;
    sigemptyset(&held);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&held, number);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace meshgen::write
