"""Basin itself: a real server, asked over HTTP."""

import os
import secrets
import subprocess
import time
from datetime import datetime, timedelta, timezone

import processes
from measured import Measured, seconds
from web import ask


class Basin:
    name = "Basin"
    durable = (
        "every event of a run: a commit of SQLite with fdatasync (synchronous=FULL). Its data: a Parquet file, "
        "synced and published in one transaction (no checks are declared here); the Iceberg snapshot follows")

    def __init__(self, folder, program, tasks):
        self.folder, self.program, self.tasks = folder, program, tasks
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
        self.version = version.stdout.split()[-1] if version.returncode == 0 and version.stdout.split() else "?"
        self.files = {"teams.yaml": "team-benchmark: {contact: nobody}\n"}
        self.round = self.chains = 0
        self.processes = []

    def start(self):
        self.token = secrets.token_hex(24)
        port = processes.free_port()
        self.url = f"http://127.0.0.1:{port}/api/v1"
        self.processes = [processes.start(
            [self.program, "up", "--data", f"{self.folder}/data", "--port", str(port)], f"{self.folder}/basin.log",
            {**os.environ, "BASIN_ADMIN_TOKEN": self.token}, self.folder)]
        status = processes.wait_until(lambda: self._ask("/pipelines/status"), 60, "Basin")
        self.workers = status["workers"]

    def stop(self):
        processes.stop(self.processes)

    def _ask(self, path, body=None):
        return ask(self.url + path, body, self.token)

    def _dataset(self, name, sql, *rest):
        self.files[f"datasets/{name}.sql"] = sql + "\n"
        self.files[f"datasets/{name}.yaml"] = "\n".join(
            ["owner: team-benchmark", "description: Made for measuring.", *rest]) + "\n"

    def _runs(self, datasets, before, count, limit):
        """Asks the figures meanwhile, and only then for the runs, so that asking costs little."""
        def done():
            status = self._ask("/pipelines/status")
            if status["failed_partitions"]:
                raise RuntimeError("a run of Basin failed")
            if status["succeeded"] < before + count:
                return None
            runs = [run for name in datasets for run in self._ask(f"/runs?dataset={name}&limit=1000")]
            runs = [run for run in runs if run["state"] == "succeeded"]
            return runs[-count:] if len(runs) >= count else None
        return processes.wait_until(done, limit, f"the end of {count} runs")

    def many(self, limit):
        self.round += 1
        name = f"many_{self.round}"
        hour = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
        first = hour - timedelta(hours=self.tasks)
        self._dataset(name, "SELECT 1 AS n", "partition: hour", f"start: {first:%Y-%m-%dT%H:%M:%SZ}", "trigger: data")
        succeeded = self._ask("/pipelines/status")["succeeded"]
        before, begin = processes.cpu_seconds(), time.time()
        self._ask("/apply", {"files": self.files})
        return self._measured(self._runs([name], succeeded, self.tasks, limit), before, begin)

    def chain(self, limit):
        self.chains += 1
        names = [f"chain_{self.chains}_{step}" for step in range(1, 6)]
        yesterday = datetime.now(timezone.utc).date() - timedelta(days=1)
        for step, name in enumerate(names):
            sql = f"SELECT n FROM {names[step - 1]}" if step else "SELECT 1 AS n"
            trigger = "trigger: data" if step else "trigger: manual"
            self._dataset(name, sql, "partition: day", f"start: {yesterday}", trigger)
        self._ask("/apply", {"files": self.files})
        time.sleep(0.5)
        succeeded = self._ask("/pipelines/status")["succeeded"]
        before = processes.cpu_seconds()
        run = self._ask("/runs", {"dataset": names[0], "partition": str(yesterday)})
        return self._measured(self._runs(names, succeeded, 5, limit), before, seconds(run["created_at"]))

    def _measured(self, runs, before, begin):
        cpu = processes.cpu_seconds() - before
        steps = [(seconds(run["started_at"]), seconds(run["ended_at"])) for run in runs]
        return Measured(begin, max(end for _, end in steps), steps, cpu)
