#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

_Thread_local const void *csystem_current_loop;

uint64_t csystem_monotonic_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int64_t csystem_unix_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int csystem_epoll_create(void) {
    int made = epoll_create1(EPOLL_CLOEXEC);
    return made < 0 ? -errno : made;
}

int csystem_epoll_control(int epoll, int operation, int descriptor, uint32_t events,
                          uint64_t data) {
    struct epoll_event event = {.events = events, .data.u64 = data};
    return epoll_ctl(epoll, operation, descriptor, &event) < 0 ? -errno : 0;
}

// epoll_wait takes whole milliseconds; epoll_pwait2 (Linux 5.11) takes what the timer heap says.
static int wait_precisely(int epoll, struct epoll_event *events, int capacity, int64_t timeout) {
    static int lacks_pwait2 = 0;  // Only ever goes from 0 to 1, so a race writes the same value.
    if (timeout <= 0) return epoll_wait(epoll, events, capacity, timeout < 0 ? -1 : 0);
    if (!__atomic_load_n(&lacks_pwait2, __ATOMIC_RELAXED)) {
        struct timespec precise = {.tv_sec = timeout / 1000000000, .tv_nsec = timeout % 1000000000};
        int ready = epoll_pwait2(epoll, events, capacity, &precise, NULL);
        if (ready >= 0 || errno != ENOSYS) return ready;
        __atomic_store_n(&lacks_pwait2, 1, __ATOMIC_RELAXED);
    }
    int64_t milliseconds = timeout / 1000000 + 1;
    return epoll_wait(epoll, events, capacity,
                      milliseconds > 3600000 ? 3600000 : (int)milliseconds);
}

int csystem_epoll_wait(int epoll, csystem_event *events, int capacity,
                       int64_t timeout_nanoseconds) {
    struct epoll_event raw[256];
    if (capacity > 256) capacity = 256;
    int ready = wait_precisely(epoll, raw, capacity, timeout_nanoseconds);
    if (ready < 0) return -errno;
    for (int i = 0; i < ready; i++) {
        events[i].data = raw[i].data.u64;
        events[i].events = raw[i].events;
    }
    return ready;
}

int csystem_eventfd_create(void) {
    int made = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return made < 0 ? -errno : made;
}

// Neither can fail in a way that matters: a full counter already wakes, an empty one has nothing.
void csystem_eventfd_signal(int descriptor) {
    uint64_t one = 1;
    (void)!write(descriptor, &one, sizeof one);
}

void csystem_eventfd_drain(int descriptor) {
    uint64_t count;
    (void)!read(descriptor, &count, sizeof count);
}

int csystem_signalfd_create(const int *signals, int count) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < count; i++) sigaddset(&set, signals[i]);
    int blocked = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (blocked != 0) return -blocked;
    int made = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return made < 0 ? -errno : made;
}

int csystem_signalfd_read(int descriptor) {
    struct signalfd_siginfo info;
    ssize_t got = read(descriptor, &info, sizeof info);
    return got == (ssize_t)sizeof info ? (int)info.ssi_signo : -errno;
}
