/// Debian's librdkafka makes its threads and locks with C11's functions, which ThreadSanitizer does not intercept, so
/// that it crashes on the first such thread. Test programs under TSan link this file: its definitions come before
/// glibc's, and go through pthreads, which TSan does know. glibc's C11 types are its pthread types under other names.
#include <pthread.h>
#include <threads.h>

#include <cerrno>
#include <cstdint>
#include <memory>

namespace {

static_assert(sizeof(mtx_t) >= sizeof(pthread_mutex_t) && alignof(mtx_t) >= alignof(pthread_mutex_t));
static_assert(sizeof(cnd_t) >= sizeof(pthread_cond_t) && alignof(cnd_t) >= alignof(pthread_cond_t));

pthread_mutex_t* native(mtx_t* mutex) { return reinterpret_cast<pthread_mutex_t*>(mutex); }
pthread_cond_t* native(cnd_t* condition) { return reinterpret_cast<pthread_cond_t*>(condition); }

int to_c11(int code) {
  switch (code) {
    case 0:
      return thrd_success;
    case ENOMEM:
      return thrd_nomem;
    case ETIMEDOUT:
      return thrd_timedout;
    case EBUSY:
      return thrd_busy;
    default:
      return thrd_error;
  }
}

struct Start {
  thrd_start_t function;
  void* argument;
};

void* run(void* raw) {
  const std::unique_ptr<Start> start(static_cast<Start*>(raw));
  return reinterpret_cast<void*>(static_cast<std::intptr_t>(start->function(start->argument)));
}

}  // namespace

extern "C" {

int thrd_create(thrd_t* thread, thrd_start_t function, void* argument) {
  auto start = std::make_unique<Start>(Start{function, argument});
  const auto code = pthread_create(thread, nullptr, &run, start.get());
  if (code == 0) (void)start.release();  // run() owns it now
  return to_c11(code);
}

int thrd_join(thrd_t thread, int* result) {
  void* raw = nullptr;
  const auto code = pthread_join(thread, &raw);
  if (result != nullptr) *result = static_cast<int>(reinterpret_cast<std::intptr_t>(raw));
  return to_c11(code);
}

int thrd_detach(thrd_t thread) { return to_c11(pthread_detach(thread)); }

int mtx_init(mtx_t* mutex, int type) {
  pthread_mutexattr_t attributes;
  if (const auto code = pthread_mutexattr_init(&attributes)) return to_c11(code);
  auto code = pthread_mutexattr_settype(&attributes,
                                        (type & mtx_recursive) != 0 ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
  if (code == 0) code = pthread_mutex_init(native(mutex), &attributes);
  (void)pthread_mutexattr_destroy(&attributes);
  return to_c11(code);
}

void mtx_destroy(mtx_t* mutex) { (void)pthread_mutex_destroy(native(mutex)); }
int mtx_lock(mtx_t* mutex) { return to_c11(pthread_mutex_lock(native(mutex))); }
int mtx_trylock(mtx_t* mutex) { return to_c11(pthread_mutex_trylock(native(mutex))); }
int mtx_unlock(mtx_t* mutex) { return to_c11(pthread_mutex_unlock(native(mutex))); }

int cnd_init(cnd_t* condition) { return to_c11(pthread_cond_init(native(condition), nullptr)); }
void cnd_destroy(cnd_t* condition) { (void)pthread_cond_destroy(native(condition)); }
int cnd_signal(cnd_t* condition) { return to_c11(pthread_cond_signal(native(condition))); }
int cnd_broadcast(cnd_t* condition) { return to_c11(pthread_cond_broadcast(native(condition))); }
int cnd_wait(cnd_t* condition, mtx_t* mutex) { return to_c11(pthread_cond_wait(native(condition), native(mutex))); }

int cnd_timedwait(cnd_t* condition, mtx_t* mutex, const struct timespec* until) {
  return to_c11(pthread_cond_timedwait(native(condition), native(mutex), until));
}
}
