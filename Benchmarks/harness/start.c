// start PORT SERVER_CORE CLIENT_CORE -- COMMAND...: from exec to the first 200 on /livez.
// The clock starts in the child, right before its exec; the parent knocks without a pause, so it
// needs a core of its own.
#define _GNU_SOURCE
#include "timing.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { patience_seconds = 10 };
static const char request[] = "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

// vfork: the child writes the time into the parent's memory, which no pipe could do as late.
static volatile int64_t begin_ns;
static volatile pid_t server;

static void launch(int core, char **command) {
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    server = vfork();
    if (server < 0) fail("vfork");
    if (server > 0) return;
    dup2(nowhere, STDOUT_FILENO);
    stand_on_core(core);
    begin_ns = now_ns();
    execvp(command[0], command);
    _exit(127);
}

static int knock(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (;;) {
        int peer = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(peer, (struct sockaddr *)&address, sizeof address) == 0) return peer;
        if (errno != ECONNREFUSED) fail("connect");
        close(peer);
        if (waitpid(server, NULL, WNOHANG) == server) {
            fprintf(stderr, "start: the server ended before it listened\n");
            exit(1);
        }
    }
}

static void stop(int signal) {
    kill(server, signal == SIGALRM ? SIGKILL : SIGTERM);
    if (signal != 0) _exit(1);
}

int main(int argc, char **argv) {
    if (argc < 6 || strcmp(argv[4], "--") != 0) {
        fprintf(stderr, "usage: start PORT SERVER_CORE CLIENT_CORE -- COMMAND...\n");
        return 2;
    }
    stand_on_core(atoi(argv[3]));
    launch(atoi(argv[2]), argv + 5);
    signal(SIGALRM, stop);
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    alarm(patience_seconds);

    char answer[256] = "";
    int peer = knock(atoi(argv[1]));
    ssize_t sent = write(peer, request, sizeof request - 1);
    ssize_t count = read(peer, answer, sizeof answer - 1);
    int64_t elapsed_ns = now_ns() - begin_ns;

    stop(0);
    close(peer);
    while (waitpid(server, NULL, 0) != server && errno == EINTR) {}
    if (sent < 0 || count < 13 || strncmp(answer, "HTTP/1.1 200 ", 13) != 0) {
        fprintf(stderr, "start: /livez said: %s\n", answer);
        return 1;
    }
    printf("{\"ns\": %lld}\n", (long long)elapsed_ns);
}
