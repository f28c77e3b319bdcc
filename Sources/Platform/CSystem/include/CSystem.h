// What Glibc's Swift module lacks: epoll, eventfd, signalfd, accept4, SCM_RIGHTS, a thread-local.
#ifndef CSYSTEM_H
#define CSYSTEM_H
#include <stdint.h>
#endif
