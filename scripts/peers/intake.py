"""Batches of events acknowledged when durable: Basin beside NATS JetStream, Redis Streams and PostgreSQL, in turn, each
under as many publishers as asked for that send as fast as they are answered. Called by scripts/bench-peers."""

import argparse
import itertools
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from statistics import median

import intake_systems
import processes
from disk import sync_milliseconds
from intake_events import batches, identified
from postgres import Postgres
from table import spread, table


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--basin", required=True)
    options.add_argument("--venvs", required=True)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--publishers", type=int, default=8)
    options.add_argument("--batch", type=int, default=500)
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
    nats = f"{options.venvs}/nats/bin/nats-server"
    makers = [
        (intake_systems.Basin, options.basin), (intake_systems.NatsWhole, nats), (intake_systems.Nats, nats),
        (intake_systems.RedisWhole, "redis-server"), (intake_systems.Redis, "redis-server"),
        (intake_systems.PostgreSQL, postgres), (intake_systems.PostgreSQLKeyed, postgres),
    ]
    events = batches(16, options.batch)
    size = sum(map(len, itertools.chain(*events))) / 16 / options.batch
    measured = {maker: [] for maker, _ in makers}
    names, loads, syncs = {}, [os.getloadavg()[0]], []
    for turn in range(options.rounds):
        for maker, argument in makers:
            place = f"{folder}/turn"  # New for each: no system is measured with what it took earlier.
            os.makedirs(place)
            system = maker(place, argument)
            names[maker] = system.name
            syncs += sync_milliseconds(folder, size=200_000)
            system.start()
            try:
                load(system, events, options, 1.0)
                measured[maker].append(load(system, events, options, options.seconds))
            finally:
                system.stop()
                shutil.rmtree(place, ignore_errors=True)
            count, wall, cpu, _ = measured[maker][-1]
            say(f"round {turn + 1} of {options.rounds}: {system.name}: {count / wall:,.0f} events/s")
        loads.append(os.getloadavg()[0])
    report(options, measured, names, size, syncs, loads)


NUMBERS = itertools.count(1)


def load(system, events, options, seconds):
    """(events, wall seconds, processor seconds of the servers, latencies in ms)."""
    contents = [system.prepare(batch) for batch in events]
    latencies, failures = [], []
    before, begin = processes.cpu_seconds(), time.monotonic()

    def publish(number):
        try:
            wire = system.connect()
            for content in itertools.islice(itertools.cycle(contents), number, None):
                start = time.monotonic()
                if start - begin > seconds:
                    break
                system.exchange(wire, identified(content, next(NUMBERS)), options.batch)
                latencies.append((time.monotonic() - start) * 1000)
            wire.close()
        except (OSError, ValueError) as error:
            failures.append(error)

    threads = [threading.Thread(target=publish, args=(number,)) for number in range(options.publishers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{system.name}: {failures[0]}")
    return len(latencies) * options.batch, time.monotonic() - begin, processes.cpu_seconds() - before, latencies


def report(options, measured, names, size, syncs, loads):
    syncs.sort()
    print()
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {options.publishers} publishers on loopback, batches "
          f"of {options.batch} events of {size:.0f} bytes, {options.rounds} rounds of {options.seconds:.0f} s in turn. "
          f"min / median / max; ratio of the medians to the first line.")
    print(f"Append + fdatasync of 200,000 bytes: p50 {syncs[len(syncs) // 2]:.1f} ms, "
          f"p99 {syncs[int(len(syncs) * 0.99)]:.1f} ms. Load before, and after each round: "
          f"{' '.join(f'{load:.1f}' for load in loads)}.")
    print()
    rows, base = [], None
    for maker, results in measured.items():
        rates = [count / wall / 1000 for count, wall, _, _ in results]
        base = base or median(rates)
        latencies = sorted(itertools.chain(*(taken for *_, taken in results)))
        cost = [cpu / count * 1e6 for count, _, cpu, _ in results]
        rows.append([
            names[maker], spread(rates, 0), f"{median(rates) / base:.2f}", spread(cost, 2),
            f"{latencies[len(latencies) // 2]:.0f} / {latencies[int(len(latencies) * 0.99)]:.0f}"])
    print(table(
        ["durable batches", "1,000 events/s", "ratio", "processor s per million", "p50 / p99 ms of a batch"], rows))
    print()
    print("Durable when acknowledged:")
    for maker in measured:
        print(f"- {names[maker]}: {maker.durable}.")


def say(text):
    print(f"bench-peers: {text}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError) as error:
        sys.exit(f"bench-peers: {error}")
