"""Basin beside Airflow and Dagster: many tasks that do nothing, and a chain of five. They take turns; each is started
anew for its turn and warmed by one chain that does not count. Called by scripts/bench-peers."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from statistics import median

import processes
from airflow_peer import Airflow
from basin_peer import Basin
from dagster_peer import Dagster
from disk import sync_milliseconds
from postgres import Postgres
from table import spread, table


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--basin", required=True)
    options.add_argument("--venvs", required=True)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--tasks", type=int, default=200)
    options.add_argument("--chains", type=int, default=3, help="in each round")
    options.add_argument("--limit", type=int, default=900, help="seconds that one measurement may take")
    options.add_argument("--only", default="basin,airflow,dagster")
    options = options.parse_args()
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit(130))
    processes.adopt_orphans()
    # Not /tmp, which may be memory, where a sync is free.
    folder = tempfile.mkdtemp(prefix="basin-peers-", dir=os.environ.get("TMPDIR", "/var/tmp"))
    postgres = None
    try:
        postgres = Postgres()
        measure(options, folder, postgres)
    finally:
        if postgres:
            postgres.close()
        processes.stop_all()
        shutil.rmtree(folder, ignore_errors=True)


def measure(options, folder, postgres):
    def place(name):
        os.makedirs(f"{folder}/{name}")
        return f"{folder}/{name}"

    makers = {
        "basin": lambda: Basin(place("basin"), options.basin, options.tasks),
        "airflow": lambda: Airflow(place("airflow"), f"{options.venvs}/airflow", postgres, options.tasks, 4),
        "dagster": lambda: Dagster(place("dagster"), f"{options.venvs}/dagster", postgres, options.tasks, 4),
    }
    systems = [makers[name]() for name in options.only.split(",")]
    many, chains = {s: [] for s in systems}, {s: [] for s in systems}
    loads = [os.getloadavg()[0]]
    syncs = []
    for turn in range(options.rounds):
        for system in systems:
            say(f"round {turn + 1} of {options.rounds}: {system.name} {system.version}")
            syncs += sync_milliseconds(folder)
            try:
                system.start()
                system.chain(options.limit)
                many[system].append(system.many(options.limit))
                chains[system] += [system.chain(options.limit) for _ in range(options.chains)]
            except RuntimeError:
                keep(folder)
                raise
            finally:
                system.stop()
            last = many[system][-1]
            say(f"  {options.tasks} tasks {last.wall:.1f} s, processor {last.cpu:.1f} s; "
                f"chains {', '.join(f'{c.wall:.2f}' for c in chains[system][-options.chains:])} s")
            loads.append(os.getloadavg()[0])
    report(options, systems, many, chains, postgres, syncs, loads)


def report(options, systems, many, chains, postgres, syncs, loads):
    print()
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, 4 tasks at a time; {options.rounds} rounds in turn, "
          f"{options.rounds * options.chains} chains. min / median / max; ratio of the medians to the first line.")
    syncs.sort()
    print(f"Append + fdatasync of 40,000 bytes: p50 {syncs[len(syncs) // 2]:.1f} ms, "
          f"p99 {syncs[int(len(syncs) * 0.99)]:.1f} ms. Load before, and after each turn: "
          f"{' '.join(f'{load:.1f}' for load in loads)}.")
    print()
    for title, runs, gaps in ((f"{options.tasks} tasks that do nothing", many, False), ("chain of 5", chains, True)):
        rows, base = [], None
        for system in systems:
            walls = [m.wall for m in runs[system]]
            base = base or median(walls)
            row = [
                f"{system.name} {system.version}", spread(walls, 2), f"{median(walls) / base:.1f}",
                spread([m.cpu for m in runs[system]], 1)]
            if gaps:
                between = [gap for m in runs[system] for gap in m.gaps[1:]]
                row += [spread([m.gaps[0] for m in runs[system]], 3), spread(between, 3)]
            else:
                row += [f"{options.tasks / median(walls):.1f}"]
            rows.append(row)
        head = [title, "wall s", "ratio", "processor s"]
        print(table(head + (["trigger → first s", "task → task s"] if gaps else ["tasks/s"]), rows))
        print()
    print(f"PostgreSQL {postgres.version}. Durable when a task is done:")
    for system in systems:
        print(f"- {system.name}: {system.durable}.")


def keep(folder):
    """The ends of the logs, for whoever must find out why."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".log") and os.path.dirname(place) == folder:
                with open(f"{place}/{name}", errors="replace") as file:
                    print(f"--- {name}\n" + "".join(file.readlines()[-15:]), file=sys.stderr)


def say(text):
    print(f"bench-peers: {text}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError) as error:
        sys.exit(f"bench-peers: {error}")
