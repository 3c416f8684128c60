// What starting and containing child processes needs and Swift cannot call: vfork, and functions with variadic arguments.
#include <sys/types.h>

/// What a child process gets. All strings outlive the call.
struct basin_child {
  const char *path;
  char *const *arguments;
  char *const *environment;
  /// NULL: the caller's.
  const char *folder;
  /// Descriptors that become 0, 1 and 2; no other descriptor is inherited.
  int input, output, errors;
  /// The child is killed when the thread that starts it ends. The thread must outlive the child's use.
  int dies_with_thread;
};

/// Starts a child in a process group of its own. Returns its id, or -errno, also when the program cannot be executed.
pid_t basin_child_start(const struct basin_child *child);

/// Orphans below this process become its children, so that it can end them. 0, or -1 where the system cannot.
int basin_adopt_orphans(void);

/// How a `wait` status reads: the exit code, or -1 after a signal; the signal, or 0.
int basin_exit_code(int status);
int basin_exit_signal(int status);

/// A pipe whose ends no other program inherits, not even one that is started at the same moment. 0 or -1.
int basin_pipe(int ends[2]);

/// Gives memory that was freed back to the system, where the allocator can.
void basin_release_memory(void);
