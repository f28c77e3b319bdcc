// What the small C programs here share: a clock, a core to stand on, and percentiles.
#ifndef TIMING_H
#define TIMING_H

#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static inline _Noreturn void fail(const char *what) {
    perror(what);
    exit(1);
}

// A negative core means: wherever the scheduler likes.
static inline void stand_on_core(int core) {
    if (core < 0) return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0) fail("sched_setaffinity");
}

static inline int by_size(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

// One line of JSON, the form in which every program here answers.
static inline void print_percentiles(int64_t *samples_ns, int64_t count) {
    qsort(samples_ns, (size_t)count, sizeof *samples_ns, by_size);
    printf("{\"count\": %lld, \"p50_ns\": %lld, \"p99_ns\": %lld}\n", (long long)count,
           (long long)samples_ns[count / 2], (long long)samples_ns[count * 99 / 100]);
}

#endif
