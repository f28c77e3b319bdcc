// bare --port N --body FILE [--loops K]: one fixed answer to every GET, from a bare epoll loop.
// It knows nothing of HTTP but the empty line that ends a request, so nothing honest is faster:
// it is the ceiling in the tables, and the cheap upstream that both proxies share.
#define _GNU_SOURCE
#include "timing.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    connections_max = 4096,
    events_max = 256,
    read_bytes_max = 1 << 14,
    answer_bytes_max = 1 << 16
};
static const char empty_line[] = "\r\n\r\n";
static char answer[answer_bytes_max];
static size_t answer_bytes;
static unsigned char matched[connections_max];  // of `empty_line`, a connection

static void compose_answer(const char *path) {
    static char body[answer_bytes_max / 2];
    FILE *file = fopen(path, "r");
    if (file == NULL) fail(path);
    size_t bytes = fread(body, 1, sizeof body, file);
    fclose(file);
    int head = snprintf(answer, sizeof answer,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        "Content-Length: %zu\r\n\r\n", bytes);
    memcpy(answer + head, body, bytes);
    answer_bytes = (size_t)head + bytes;
}

// Each loop listens for itself; the kernel deals the connections out by their hash.
static int listen_on(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0
        || listen(listener, 1024) != 0)
        fail("listen");
    return listener;
}

static void watch(int epoll, int socket) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) != 0) fail("epoll_ctl");
}

static void take(int epoll, int listener) {
    int peer = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (peer < 0) return;
    if (peer >= connections_max) {
        close(peer);
        return;
    }
    matched[peer] = 0;
    watch(epoll, peer);
}

// A client that does not read its answers is cut: a short write is never finished.
static void serve(int peer) {
    char bytes[read_bytes_max];
    ssize_t count = read(peer, bytes, sizeof bytes);
    int alive = count > 0;
    for (ssize_t i = 0; i < count && alive; i++) {
        unsigned char seen = matched[peer];
        matched[peer] = bytes[i] == empty_line[seen] ? seen + 1 : bytes[i] == '\r';
        if (matched[peer] < 4) continue;
        matched[peer] = 0;
        alive = write(peer, answer, answer_bytes) == (ssize_t)answer_bytes;
    }
    if (!alive) close(peer);
}

static _Noreturn void *loop(void *listener_number) {
    int listener = (int)(intptr_t)listener_number;
    int epoll = epoll_create1(0);
    struct epoll_event events[events_max];
    watch(epoll, listener);
    for (;;) {
        int count = epoll_wait(epoll, events, events_max, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == listener) take(epoll, listener);
            else serve(events[i].data.fd);
        }
    }
}

int main(int argc, char **argv) {
    static const struct option options[] = {
        {"port", required_argument, NULL, 'p'},
        {"body", required_argument, NULL, 'b'},
        {"loops", required_argument, NULL, 'l'},
        {0}};
    int port = 0, loops = 1, option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'p') port = atoi(optarg);
        else if (option == 'b') compose_answer(optarg);
        else if (option == 'l') loops = atoi(optarg);
        else return 2;
    }
    if (port == 0 || answer_bytes == 0) {
        fprintf(stderr, "usage: bare --port N --body FILE [--loops K]\n");
        return 2;
    }
    for (int i = 1; i < loops; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, loop, (void *)(intptr_t)listen_on(port)) != 0)
            fail("pthread_create");
    }
    loop((void *)(intptr_t)listen_on(port));
}
