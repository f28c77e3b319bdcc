#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { first_socket = 3 };

int csystem_pidfd_open(int process) {
    long made = syscall(SYS_pidfd_open, process, 0);
    return made < 0 ? -errno : (int)made;
}

// A process starts with the mask and the ignored signals of its parent, which are the business of
// the parent's loop.
static int prepare_attributes(posix_spawnattr_t *attributes, int leads_session) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (leads_session) flags |= POSIX_SPAWN_SETSID;
    int failure = posix_spawnattr_setsigmask(attributes, &none);
    if (!failure) failure = posix_spawnattr_setsigdefault(attributes, &all);
    if (!failure) failure = posix_spawnattr_setflags(attributes, flags);
    return failure;
}

// The outputs first: `output` may be the very descriptor that the socket is going to be.
static int prepare_actions(posix_spawn_file_actions_t *actions, const csystem_program *program) {
    int failure = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!failure)
        failure = posix_spawn_file_actions_adddup2(actions, program->output, STDOUT_FILENO);
    if (!failure)
        failure = posix_spawn_file_actions_adddup2(actions, program->output, STDERR_FILENO);
    if (!failure && program->socket >= 0)
        failure = posix_spawn_file_actions_adddup2(actions, program->socket, first_socket);
    if (!failure) failure = posix_spawn_file_actions_addchdir_np(actions, program->folder);
    return failure;
}

int csystem_spawn(const csystem_program *program, char *const *arguments,
                  char *const *variables) {
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    pid_t started = 0;
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_init(&actions);
    int failure = prepare_attributes(&attributes, program->leads_session);
    if (!failure) failure = prepare_actions(&actions, program);
    if (!failure)
        failure =
            posix_spawn(&started, program->path, &actions, &attributes, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failure ? -failure : started;
}
