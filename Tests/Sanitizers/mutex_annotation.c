// Tells the thread sanitizer of the locks that it cannot see; loaded with LD_PRELOAD.
//
// A Mutex of Swift's module Synchronization that is free is taken by an atomic exchange compiled
// into the caller, which the sanitizer sees. One that is held is taken in _MutexHandle._lockSlow, or
// in ._tryLockSlow if its holder lets go of it just then, within libswiftSynchronization.so, which
// is built without the sanitizer (Swift 6.3.1): it misses that the second thread came after the
// first, and reports each value under a contended lock as a race. Here the three functions of that
// road say so. Nothing is suppressed: a race is still found. Tests/Sanitizers/counting.swift shows
// each.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// Weak, since a program without the sanitizer, started by a test, loads this too.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK_SLOW "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *

// `_lockSlow(_ selfId: UInt32)`, `_tryLockSlow() -> Bool` and `_unlockSlow()`, methods whose self is
// the address of the lock.
SWIFT void lock_slow(uint32_t thread, SELF lock) __asm__(LOCK_SLOW);
SWIFT bool try_lock_slow(SELF lock) __asm__(TRY_LOCK_SLOW);
SWIFT void unlock_slow(SELF lock) __asm__(UNLOCK_SLOW);

typedef SWIFT void lock_function(uint32_t thread, SELF lock);
typedef SWIFT bool try_lock_function(SELF lock);
typedef SWIFT void unlock_function(SELF lock);

static void *original(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (found == NULL) {
    fprintf(stderr, "mutex_annotation: no %s in this version of Swift\n", name);
    abort();
  }
  return found;
}

SWIFT void lock_slow(uint32_t thread, SELF lock) {
  static _Atomic(lock_function *) function;
  if (function == NULL) function = (lock_function *)original(LOCK_SLOW);
  function(thread, lock);
  if (__tsan_acquire) __tsan_acquire(lock);
}

SWIFT bool try_lock_slow(SELF lock) {
  static _Atomic(try_lock_function *) function;
  if (function == NULL) function = (try_lock_function *)original(TRY_LOCK_SLOW);
  bool is_taken = function(lock);
  if (is_taken && __tsan_acquire) __tsan_acquire(lock);
  return is_taken;
}

SWIFT void unlock_slow(SELF lock) {
  static _Atomic(unlock_function *) function;
  if (function == NULL) function = (unlock_function *)original(UNLOCK_SLOW);
  // Before the lock is free: what follows belongs to the next holder.
  if (__tsan_release) __tsan_release(lock);
  function(lock);
}
