/*
 * Preloaded, it takes from CLOCK_MONOTONIC the nanoseconds that the file of POGO_CHAOS_CLOCK holds: the time for which the
 * process was suspended. Linux does the same for a virtual machine that was. Deadlines of timed waits are moved back to the
 * kernel's time.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#define SECOND 1000000000LL

typedef int (*get_time)(clockid_t, struct timespec *);
typedef int (*timed_wait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);

static volatile int64_t *missing;
static get_time real_get_time;
static timed_wait real_timed_wait;

__attribute__((constructor)) static void prepare(void) {
  real_get_time = (get_time)dlsym(RTLD_NEXT, "clock_gettime");
  real_timed_wait = (timed_wait)dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
  if (!real_timed_wait) real_timed_wait = (timed_wait)dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  const char *name = getenv("POGO_CHAOS_CLOCK");
  int file = name ? open(name, O_RDONLY) : -1;
  void *mapped = file < 0 ? MAP_FAILED : mmap(0, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
  missing = mapped == MAP_FAILED ? 0 : (volatile int64_t *)mapped;
}

static void add(struct timespec *time, int64_t nanos) {
  int64_t sum = (int64_t)time->tv_sec * SECOND + time->tv_nsec + nanos;
  time->tv_sec = sum / SECOND;
  time->tv_nsec = sum % SECOND;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = real_get_time(clock, time);
  if (result == 0 && clock == CLOCK_MONOTONIC && missing) add(time, -*missing);
  return result;
}

/* A deadline of the wall clock is decades after the epoch, one of the monotonic clock is days after the start. */
int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
  struct timespec moved = *until;
  if (missing && moved.tv_sec < SECOND) add(&moved, *missing);
  return real_timed_wait(condition, mutex, &moved);
}
