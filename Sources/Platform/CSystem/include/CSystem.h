// What Glibc's Swift module lacks or makes ugly: epoll, eventfd, timerfd, signalfd, accept4, socket
// addresses, SCM_RIGHTS, processes as descriptors and one thread-local. Each call answers a value
// >= 0, or -errno.
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>  // for EPOLLIN and its siblings

// The event loop whose thread this is, as an unretained pointer; null elsewhere.
extern _Thread_local const void *_Nullable csystem_current_loop;

static inline const void *_Nullable csystem_get_current_loop(void) { return csystem_current_loop; }
static inline void csystem_set_current_loop(const void *_Nullable loop) {
    csystem_current_loop = loop;
}

uint64_t csystem_monotonic_nanoseconds(void);
int64_t csystem_unix_milliseconds(void);

// Readiness.
int csystem_epoll_create(void);
int csystem_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t data);
// epoll_event is packed, which Swift does not import: this one is not.
typedef struct {
    uint64_t data;
    uint32_t events;
} csystem_event;
int csystem_epoll_wait(int epoll, csystem_event *_Nonnull events, int capacity, int may_block);
int csystem_eventfd_create(void);
void csystem_eventfd_signal(int descriptor);
void csystem_eventfd_drain(int descriptor);
// A timerfd: readable from a moment of csystem_monotonic_nanoseconds on.
int csystem_alarm_create(void);
int csystem_alarm_set(int descriptor, uint64_t nanoseconds);

// Signals as a descriptor; the caller's thread and every thread it starts later block them.
int csystem_signalfd_create(const int *_Nonnull signals, int count);
int csystem_signalfd_read(int descriptor);

// Sockets: non-blocking, closed on exec, TCP_NODELAY. Hosts are numeric addresses.
int csystem_listen_tcp(const char *_Nonnull host, uint16_t port, int backlog);
// Takes a path over from a dead process; EADDRINUSE when someone listens there.
int csystem_listen_unix(const char *_Nonnull path, int backlog);
int csystem_connect_tcp(const char *_Nonnull host, uint16_t port);
int csystem_connect_unix(const char *_Nonnull path);
int csystem_accept(int listener);
int csystem_bound_port(int descriptor);
int csystem_is_listening_socket(int descriptor);
int csystem_socket_error(int descriptor);
int csystem_make_nonblocking(int descriptor);
int csystem_socket_pair(int *_Nonnull first, int *_Nonnull second);
int csystem_peer_address(int descriptor, char *_Nonnull text, size_t capacity);

// One message that carries bytes and at most one descriptor (SCM_RIGHTS).
int64_t csystem_send_with_descriptor(int socket, const void *_Nonnull bytes, size_t count,
                                     int passed);
int64_t csystem_receive_with_descriptor(int socket, void *_Nonnull bytes, size_t capacity,
                                        int *_Nonnull passed);

// Processes.
// Readable once the process has ended, whoever's child it is.
int csystem_pidfd_open(int process);
// A program of its own: nothing to read, `output` for both of its outputs, `socket` (or -1) as
// descriptor 3, no signal blocked or ignored; in a session of its own it has no terminal.
typedef struct {
    const char *_Nonnull path;
    const char *_Nonnull folder;
    int output;
    int socket;
    int leads_session;
} csystem_program;
int csystem_spawn(const csystem_program *_Nonnull program,
                  char *_Nullable const *_Nonnull arguments,
                  char *_Nullable const *_Nonnull variables);

#endif
