// latency PORT PATH CORE SECONDS [FIELD]: one kept-alive connection, one GET after the other, each timed
// from its write to the last byte of its answer. wrk counts in whole microseconds and costs several
// of its own; here a tenth of one is to be seen.
#define _GNU_SOURCE
#include "timing.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <string.h>
#include <strings.h>
#include <sys/time.h>
#include <unistd.h>

enum { samples_max = 1 << 20, answer_bytes_max = 1 << 16, silence_seconds_max = 5 };
static int64_t samples_ns[samples_max];
static char answer[answer_bytes_max + 1];

static _Noreturn void refuse(const char *why) {
    fprintf(stderr, "latency: %s: %.200s\n", why, answer);
    exit(1);
}

static int connect_to(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int peer = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    struct timeval patience = {.tv_sec = silence_seconds_max};
    if (connect(peer, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
    setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return peer;
}

// The length of the whole answer, or 0 while its head is not complete.
static size_t answer_length(void) {
    char *end = strstr(answer, "\r\n\r\n");
    if (end == NULL) return 0;
    if (strncmp(answer, "HTTP/1.1 200 ", 13) != 0) refuse("not a 200");
    char *field = strcasestr(answer, "\r\ncontent-length:");
    if (field == NULL || field > end) refuse("no Content-Length");
    size_t length = (size_t)(end + 4 - answer) + strtoul(field + 17, NULL, 10);
    if (length > answer_bytes_max) refuse("too long");
    return length;
}

static void read_answer(int peer) {
    size_t have = 0, whole = 0;
    while (whole == 0 || have < whole) {
        ssize_t count = read(peer, answer + have, answer_bytes_max - have);
        if (count <= 0) refuse("cut off");
        have += (size_t)count;
        answer[have] = 0;
        if (whole == 0) whole = answer_length();
    }
    if (have > whole) refuse("more than one answer");
}

int main(int argc, char **argv) {
    if (argc != 5 && argc != 6) {
        fprintf(stderr, "usage: latency PORT PATH CORE SECONDS [FIELD]\n");
        return 2;
    }
    stand_on_core(atoi(argv[3]));
    int peer = connect_to(atoi(argv[1]));
    char request[1024];
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s%s\r\n",
                          argv[2], argv[1], argc == 6 ? argv[5] : "", argc == 6 ? "\r\n" : "");
    if (length >= (int)sizeof request) refuse("request too long");

    int64_t count = 0;
    int64_t end_ns = now_ns() + (int64_t)(atof(argv[4]) * 1e9), begin_ns;
    while ((begin_ns = now_ns()) < end_ns && count < samples_max) {
        if (write(peer, request, (size_t)length) != length) fail("write");
        read_answer(peer);
        samples_ns[count++] = now_ns() - begin_ns;
    }
    print_percentiles(samples_ns, count);
}
