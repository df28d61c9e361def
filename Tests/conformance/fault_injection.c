// Preloaded before the program under test: ends it, or fails it, at a chosen step that changes files.
//
// FAULT_ROOT    only files below this folder count
// FAULT_STEP    the step, from 1; 0 only counts
// FAULT_KIND    kill: the process ends there as by kill -9; full: this and every later step that
//               needs room fails with ENOSPC
// FAULT_REPORT  a file that takes the number of steps at the end
// FAULT_CLOCK   the clock of the day goes back by that many seconds at each look
// FAULT_STREAMS a file that takes the path of each file that stands where a standard stream was
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static atomic_long steps, looks;

static int is_below(const char *path) {
  const char *root = getenv("FAULT_ROOT");
  return root && path && strncmp(path, root, strlen(root)) == 0;
}

static int is_open_below(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path);
}

// Whether the step must fail; does not return where the process ends there.
static int reached(int needs_room) {
  const char *text = getenv("FAULT_STEP"), *kind = getenv("FAULT_KIND");
  long step = text ? atol(text) : 0, number = atomic_fetch_add(&steps, 1) + 1;
  if (step == 0 || number < step || !kind) return 0;
  if (strcmp(kind, "kill") == 0 && number == step) {
    kill(getpid(), SIGKILL);
    pause();
  }
  return needs_room && strcmp(kind, "full") == 0;
}

#define NEXT(name) __typeof__(name) *next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define FAIL_IF_FULL(condition, room) \
  if ((condition) && reached(room)) { errno = ENOSPC; return -1; }

// Something that was opened for another end must never take what is said to the user.
static void check_stream(int file) {
  const char *log = getenv("FAULT_STREAMS");
  char link[64], path[4096];
  if (!log || file > 2) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0 || strncmp(path, "/dev/", 5) == 0 || strncmp(path, "pipe:", 5) == 0) return;
  path[length] = 0;
  FILE *list = fopen(log, "a");
  if (!list) return;
  fprintf(list, "%d is %s\n", file, path);
  fclose(list);
}

ssize_t write(int file, const void *bytes, size_t count) {
  NEXT(write);
  check_stream(file);
  FAIL_IF_FULL(is_open_below(file), 1)
  return next(file, bytes, count);
}

int open(const char *path, int flags, ...) {
  NEXT(open);
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  va_end(list);
  FAIL_IF_FULL((flags & O_CREAT) && is_below(path), 1)
  return next(path, flags, mode);
}

int mkdir(const char *path, mode_t mode) {
  NEXT(mkdir);
  FAIL_IF_FULL(is_below(path), 1)
  return next(path, mode);
}

int rename(const char *from, const char *to) {
  NEXT(rename);
  FAIL_IF_FULL(is_below(to), 0)
  return next(from, to);
}

int renameat2(int from, const char *source, int to, const char *target, unsigned flags) {
  NEXT(renameat2);
  FAIL_IF_FULL(is_below(target), 0)
  return next(from, source, to, target, flags);
}

int unlink(const char *path) {
  NEXT(unlink);
  FAIL_IF_FULL(is_below(path), 0)
  return next(path);
}

int rmdir(const char *path) {
  NEXT(rmdir);
  FAIL_IF_FULL(is_below(path), 0)
  return next(path);
}

int fsync(int file) {
  NEXT(fsync);
  FAIL_IF_FULL(is_open_below(file), 1)
  return next(file);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  NEXT(clock_gettime);
  int result = next(clock, time);
  const char *back = getenv("FAULT_CLOCK");
  if (back && clock == CLOCK_REALTIME)
    time->tv_sec -= atol(back) * (atomic_fetch_add(&looks, 1) + 1);
  return result;
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FAULT_REPORT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld %ld\n", atomic_load(&steps), atomic_load(&looks));
  fclose(file);
}
