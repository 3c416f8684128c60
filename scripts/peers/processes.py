"""Processes that the benchmark starts, what they cost, and their end. Linux only: it reads /proc."""

import ctypes
import os
import signal
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


def adopt_orphans():
    """Whatever loses its parent below this process becomes its child, so that nothing is left at the end."""
    PR_SET_CHILD_SUBREAPER = 36
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(command, log, environment=None, folder=None, user=None):
    """A process in a session of its own, its output in a file."""
    with open(log, "ab") as out:
        as_user = {"user": user, "group": user, "extra_groups": []} if user else {}
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=folder,
            env=environment, start_new_session=True, **as_user)


def _table():
    """pid → (parent, ticks of the process and of its children that were waited for)."""
    table = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    fields = file.read().rpartition(")")[2].split()
                table[int(name)] = (int(fields[1]), sum(map(int, fields[11:15])))
            except (OSError, ValueError):
                pass
    return table


def _tree(roots, table):
    children = {}
    for pid, (parent, _) in table.items():
        children.setdefault(parent, []).append(pid)
    found, todo = set(), list(roots)
    while todo:
        pid = todo.pop()
        if pid in table and pid not in found:
            found.add(pid)
            todo += children.get(pid, [])
    return found


def cpu_seconds():
    """User and system time of everything below this process, what has ended included: orphans come here too."""
    table, me = _table(), os.getpid()
    mine = os.times()
    below = sum(table[pid][1] for pid in _tree([me], table) - {me})
    return below / TICKS + mine.children_user + mine.children_system


def stop(processes, how=signal.SIGTERM, seconds=15):
    """Ends the processes, then whatever is left below them."""
    tree = _tree([p.pid for p in processes], _table())
    for process in processes:
        if process.poll() is None:
            process.send_signal(how)
    deadline = time.monotonic() + seconds
    for process in processes:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
    _kill(pid for pid in tree if pid not in {p.pid for p in processes if p.poll() is not None})


def stop_all():
    """Ends everything that is still below this process."""
    for _ in range(50):
        left = _tree([os.getpid()], _table()) - {os.getpid()}
        if not left:
            return
        _kill(left)
        time.sleep(0.1)


def _kill(pids):
    mine = _tree([os.getpid()], _table())
    for pid in pids:
        if pid in mine:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def wait_until(ready, seconds, what):
    """Asks until the answer is not false or nothing; asking may fail meanwhile."""
    deadline = time.monotonic() + seconds
    failure = None
    while time.monotonic() < deadline:
        try:
            if answer := ready():
                return answer
        except (OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
            failure = error
        time.sleep(0.2)
    raise RuntimeError(f"{what} was not there after {seconds} s" + (f" ({failure})" if failure else ""))
