#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
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

int csystem_epoll_wait(int epoll, csystem_event *events, int capacity, int may_block) {
    struct epoll_event raw[256];
    if (capacity > 256) capacity = 256;
    int ready = epoll_wait(epoll, raw, capacity, may_block ? -1 : 0);
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

int csystem_alarm_create(void) {
    int made = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    return made < 0 ? -errno : made;
}

// A moment that has passed goes off at once; only zero would turn the alarm off.
int csystem_alarm_set(int descriptor, uint64_t nanoseconds) {
    if (nanoseconds == 0) nanoseconds = 1;
    struct itimerspec moment = {.it_value = {.tv_sec = (time_t)(nanoseconds / 1000000000u),
                                             .tv_nsec = (long)(nanoseconds % 1000000000u)}};
    return timerfd_settime(descriptor, TFD_TIMER_ABSTIME, &moment, NULL) < 0 ? -errno : 0;
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
