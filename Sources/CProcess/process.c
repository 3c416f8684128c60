#define _GNU_SOURCE
#include "process.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

// Only async-signal-safe calls: the child shares the parent's memory until it executes.
static int become(const struct basin_child *child, pid_t parent) {
  setpgid(0, 0);
#ifdef __linux__
  if (child->dies_with_thread) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
  }
#else
  (void)parent;
#endif
  for (int number = 1; number < NSIG; number++) {
    if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
  }
  // Moved out of the way first, so that none overwrites another.
  int moved[3] = {fcntl(child->input, F_DUPFD, 10), fcntl(child->output, F_DUPFD, 10), fcntl(child->errors, F_DUPFD, 10)};
  for (int index = 0; index < 3; index++) {
    if (moved[index] < 0 || dup2(moved[index], index) < 0) return errno;
  }
#ifdef __linux__
  if (syscall(SYS_close_range, 3u, ~0u, 0u) != 0)
#endif
  {
    for (int descriptor = 3; descriptor < 4096; descriptor++) close(descriptor);
  }
  if (child->folder && chdir(child->folder) != 0) return errno;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(child->path, child->arguments, child->environment);
  return errno;
}

pid_t basin_child_start(const struct basin_child *child) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  volatile int failure = 0;
  pid_t parent = getpid();
#ifdef __linux__
  pid_t made = vfork();
#else
  pid_t made = fork();
#endif
  if (made == 0) {
    failure = become(child, parent);
    _exit(127);
  }
  int reason = made < 0 ? errno : failure;
  if (made > 0 && reason != 0) waitpid(made, NULL, 0);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return reason == 0 ? made : -reason;
}

int basin_adopt_orphans(void) {
#ifdef __linux__
  return prctl(PR_SET_CHILD_SUBREAPER, 1);
#else
  return -1;
#endif
}

int basin_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
int basin_exit_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }

int basin_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

void basin_release_memory(void) {
#if defined(__linux__) && defined(__GLIBC__)
  malloc_trim(0);
#endif
}
