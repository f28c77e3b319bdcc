// The two limits that every time in GOALS.md is scaled by, in bare C:
//
//   limits echo SERVER_CORE CLIENT_CORE SECONDS   a byte there and back over loopback, by epoll
//   limits sync DIRECTORY SECONDS                 256 bytes appended, then fdatasync
//
// A core of -1 leaves the choice to the scheduler.
#define _GNU_SOURCE
#include "timing.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { samples_max = 1 << 20 };
static int64_t samples_ns[samples_max];

static int watch(int socket) {
    int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) != 0) fail("epoll");
    return epoll;
}

static void send_at_once(int socket) {
    int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

static void serve_echo(int listener, int core) {
    stand_on_core(core);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int peer = accept(listener, NULL, NULL);
    if (peer < 0) fail("accept");
    send_at_once(peer);
    int epoll = watch(peer);
    struct epoll_event event;
    char byte;
    while (epoll_wait(epoll, &event, 1, -1) == 1 && read(peer, &byte, 1) == 1)
        if (write(peer, &byte, 1) != 1) fail("write");
    _exit(0);
}

static void measure_echo(int server_core, int client_core, double seconds) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 1) != 0
        || getsockname(listener, (struct sockaddr *)&address, &length) != 0)
        fail("listen");

    pid_t server = fork();
    if (server < 0) fail("fork");
    if (server == 0) serve_echo(listener, server_core);

    stand_on_core(client_core);
    int peer = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(peer, (struct sockaddr *)&address, length) != 0) fail("connect");
    send_at_once(peer);
    int epoll = watch(peer);
    struct epoll_event event;
    char byte = 'x';
    int64_t count = 0;
    int64_t end_ns = now_ns() + (int64_t)(seconds * 1e9), begin_ns;
    while ((begin_ns = now_ns()) < end_ns && count < samples_max) {
        if (write(peer, &byte, 1) != 1 || epoll_wait(epoll, &event, 1, -1) != 1
            || read(peer, &byte, 1) != 1)
            fail("echo");
        samples_ns[count++] = now_ns() - begin_ns;
    }
    close(peer);
    waitpid(server, NULL, 0);
    print_percentiles(samples_ns, count);
}

// A short record at the end of a growing file: what a log pays when it commits alone.
static void measure_sync(const char *directory, double seconds) {
    char path[4096], record[256] = "record";
    snprintf(path, sizeof path, "%s/limits-sync-%d", directory, (int)getpid());
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) fail(path);
    unlink(path);

    int64_t count = 0;
    int64_t end_ns = now_ns() + (int64_t)(seconds * 1e9), begin_ns;
    while ((begin_ns = now_ns()) < end_ns && count < samples_max) {
        if (write(file, record, sizeof record) != sizeof record || fdatasync(file) != 0)
            fail("fdatasync");
        samples_ns[count++] = now_ns() - begin_ns;
    }
    print_percentiles(samples_ns, count);
}

int main(int argc, char **argv) {
    if (argc == 5 && strcmp(argv[1], "echo") == 0)
        measure_echo(atoi(argv[2]), atoi(argv[3]), atof(argv[4]));
    else if (argc == 4 && strcmp(argv[1], "sync") == 0)
        measure_sync(argv[2], atof(argv[3]));
    else {
        fprintf(stderr,
                "usage: limits echo SERVER_CORE CLIENT_CORE SECONDS\n"
                "       limits sync DIRECTORY SECONDS\n");
        return 2;
    }
}
