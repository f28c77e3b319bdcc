#define _GNU_SOURCE
#include "CSystem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

typedef union {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
} address_t;

// Closes what was being set up and answers why it failed.
static int failed(int descriptor) {
    int why = errno;
    close(descriptor);
    return -why;
}

static socklen_t tcp_address(address_t *address, const char *host, uint16_t port) {
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET, host, &address->v4.sin_addr) == 1) {
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = htons(port);
        return sizeof address->v4;
    }
    if (inet_pton(AF_INET6, host, &address->v6.sin6_addr) == 1) {
        address->v6.sin6_family = AF_INET6;
        address->v6.sin6_port = htons(port);
        return sizeof address->v6;
    }
    return 0;
}

static socklen_t unix_address(address_t *address, const char *path) {
    memset(address, 0, sizeof *address);
    size_t length = strlen(path);
    if (length >= sizeof address->local.sun_path) return 0;
    address->local.sun_family = AF_UNIX;
    memcpy(address->local.sun_path, path, length + 1);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
}

static int stream_socket(int family) {
    int made = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return made < 0 ? -errno : made;
}

static void send_without_delay(int descriptor) {
    int on = 1;  // Fails on Unix sockets, which have nothing to delay.
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

int csystem_listen_tcp(const char *host, uint16_t port, int backlog) {
    address_t address;
    socklen_t length = tcp_address(&address, host, port);
    if (length == 0) return -EINVAL;
    int descriptor = stream_socket(address.any.sa_family);
    if (descriptor < 0) return descriptor;
    int on = 1;
    if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
        bind(descriptor, &address.any, length) < 0 || listen(descriptor, backlog) < 0)
        return failed(descriptor);
    return descriptor;
}

// Whether `path` is a socket that a dead process left behind: one to which nobody listens. A file
// of another kind also refuses connections, and is never ours to remove.
static int is_left_behind(const char *path, const address_t *address, socklen_t length) {
    struct stat file;
    if (lstat(path, &file) < 0 || !S_ISSOCK(file.st_mode)) return 0;
    int probe = stream_socket(AF_UNIX);
    if (probe < 0) return 0;
    int refused = connect(probe, &address->any, length) < 0 && errno == ECONNREFUSED;
    close(probe);
    return refused;
}

int csystem_listen_unix(const char *path, int backlog) {
    address_t address;
    socklen_t length = unix_address(&address, path);
    if (length == 0) return -ENAMETOOLONG;
    int descriptor = stream_socket(AF_UNIX);
    if (descriptor < 0) return descriptor;
    int bound = bind(descriptor, &address.any, length);
    if (bound < 0 && errno == EADDRINUSE) {
        if (is_left_behind(path, &address, length)) unlink(path);
        bound = bind(descriptor, &address.any, length);
    }
    if (bound < 0 || listen(descriptor, backlog) < 0) return failed(descriptor);
    return descriptor;
}

// A connection still under way is a success: its outcome is csystem_socket_error, once writable.
static int begin_connect(const address_t *address, socklen_t length) {
    int descriptor = stream_socket(address->any.sa_family);
    if (descriptor < 0) return descriptor;
    send_without_delay(descriptor);
    if (connect(descriptor, &address->any, length) < 0 && errno != EINPROGRESS)
        return failed(descriptor);
    return descriptor;
}

int csystem_connect_tcp(const char *host, uint16_t port) {
    address_t address;
    socklen_t length = tcp_address(&address, host, port);
    return length == 0 ? -EINVAL : begin_connect(&address, length);
}

int csystem_connect_unix(const char *path) {
    address_t address;
    socklen_t length = unix_address(&address, path);
    return length == 0 ? -ENAMETOOLONG : begin_connect(&address, length);
}

int csystem_accept(int listener) {
    int accepted = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted < 0) return -errno;
    send_without_delay(accepted);
    return accepted;
}

int csystem_bound_port(int descriptor) {
    address_t address;
    socklen_t length = sizeof address;
    if (getsockname(descriptor, &address.any, &length) < 0) return -errno;
    switch (address.any.sa_family) {
    case AF_INET: return ntohs(address.v4.sin_port);
    case AF_INET6: return ntohs(address.v6.sin6_port);
    default: return 0;
    }
}

int csystem_is_listening_socket(int descriptor) {
    int listening = 0;
    socklen_t length = sizeof listening;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) < 0) return -errno;
    return listening;
}

int csystem_socket_error(int descriptor) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) < 0) return -errno;
    return -error;
}

int csystem_make_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0) return -errno;
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC) < 0 ? -errno : 0;
}

int csystem_socket_pair(int *first, int *second) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) < 0)
        return -errno;
    *first = pair[0];
    *second = pair[1];
    return 0;
}

int csystem_peer_address(int descriptor, char *text, size_t capacity) {
    address_t address;
    socklen_t length = sizeof address;
    if (getpeername(descriptor, &address.any, &length) < 0) return -errno;
    const char *written = NULL;
    if (address.any.sa_family == AF_INET)
        written = inet_ntop(AF_INET, &address.v4.sin_addr, text, (socklen_t)capacity);
    else if (address.any.sa_family == AF_INET6)
        written = inet_ntop(AF_INET6, &address.v6.sin6_addr, text, (socklen_t)capacity);
    else
        written = snprintf(text, capacity, "unix") > 0 ? text : NULL;
    return written == NULL ? -errno : (int)strlen(written);
}

int64_t csystem_send_with_descriptor(int socket, const void *bytes, size_t count, int passed) {
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = count};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (passed >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = &control;
        message.msg_controllen = sizeof control.room;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &passed, sizeof(int));
    }
    ssize_t sent;
    do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

int64_t csystem_receive_with_descriptor(int socket, void *bytes, size_t capacity, int *passed) {
    struct iovec part = {.iov_base = bytes, .iov_len = capacity};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    // CMSG_LEN and not the padded room: that would take a second descriptor, which nobody closes.
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = CMSG_LEN(sizeof(int))};
    *passed = -1;
    ssize_t got;
    do got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0) return -errno;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL;
         header = CMSG_NXTHDR(&message, header))
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
            memcpy(passed, CMSG_DATA(header), sizeof(int));
    // The kernel drops a descriptor for which this process has no room.
    if (*passed < 0 && (message.msg_flags & MSG_CTRUNC)) return -EMFILE;
    return got;
}
