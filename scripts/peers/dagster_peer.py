"""Dagster: web server and code server, runs with the multiprocess executor, all state in PostgreSQL."""

import json
import os
import subprocess

import processes
from measured import Measured
from web import ask

LAUNCH = """mutation($job: String!) { launchRun(executionParams: {mode: "default", selector: {
  repositoryLocationName: "peers", repositoryName: "__repository__", jobName: $job}}) {
  __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }"""
STATUS = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
RESULT = """query($id: ID!) { runOrError(runId: $id) { ... on Run {
  creationTime endTime stepStats { startTime endTime } } } }"""


class Dagster:
    name = "Dagster"
    durable = (
        "events of runs and steps: commits of PostgreSQL (fsync=on, synchronous_commit=on). Output of steps: files, "
        "not synced. It makes no data")

    def __init__(self, folder, venv, postgres, tasks, workers):
        self.folder, self.venv, self.postgres, self.workers = folder, venv, postgres, workers
        postgres.query("CREATE DATABASE dagster")
        settings = {
            "storage": {"postgres": {"postgres_url": postgres.url("dagster")}},
            # At once, without the queue, which a daemon looks into every 5 seconds.
            "run_coordinator": {"module": "dagster.core.run_coordinator", "class": "DefaultRunCoordinator"},
            "telemetry": {"enabled": False},
        }
        jobs = f"{os.path.dirname(os.path.abspath(__file__))}/dagster_jobs.py"
        workspace = {"load_from": [{"python_file": {"relative_path": jobs, "location_name": "peers"}}]}
        for name, content in (("dagster.yaml", settings), ("workspace.yaml", workspace)):
            with open(f"{folder}/{name}", "w") as file:
                json.dump(content, file)  # JSON is YAML.
        self.environment = {
            **os.environ, "DAGSTER_HOME": folder, "PEERS_TASKS": str(tasks), "PEERS_WORKERS": str(workers),
            "NO_PROXY": "*", "PATH": f"{venv}/bin:{os.environ['PATH']}"}
        version = subprocess.run(
            [f"{venv}/bin/dagster", "--version"], env=self.environment, capture_output=True, text=True, timeout=120)
        self.version = version.stdout.split()[-1]
        self.processes = []

    def start(self):
        port = processes.free_port()
        self.url = f"http://127.0.0.1:{port}/graphql"
        self.processes = [processes.start(
            [f"{self.venv}/bin/dagster-webserver", "-h", "127.0.0.1", "-p", str(port), "-w", "workspace.yaml"],
            f"{self.folder}/webserver.log", self.environment, self.folder)]
        processes.wait_until(lambda: self._ask("{ version }"), 180, "Dagster's web server")

    def stop(self):
        processes.stop(self.processes)

    def _ask(self, query, **variables):
        answer = ask(self.url, {"query": query, "variables": variables})
        if answer.get("errors"):
            raise RuntimeError(f"Dagster: {answer['errors']}")
        return answer["data"]

    def many(self, limit):
        return self._measure("many", limit)

    def chain(self, limit):
        return self._measure("chain", limit)

    def _measure(self, job, limit):
        before = processes.cpu_seconds()
        launched = self._ask(LAUNCH, job=job)["launchRun"]
        if launched["__typename"] != "LaunchRunSuccess":
            raise RuntimeError(f"Dagster: {launched}")
        run = launched["run"]["runId"]

        def done():
            status = self._ask(STATUS, id=run)["runOrError"]["status"]
            if status in ("FAILURE", "CANCELED"):
                raise RuntimeError(f"the run of Dagster's job {job} ended as {status}")
            return status == "SUCCESS"
        processes.wait_until(done, limit, f"the end of Dagster's job {job}")
        result = self._ask(RESULT, id=run)["runOrError"]
        cpu = processes.cpu_seconds() - before
        steps = [(step["startTime"], step["endTime"]) for step in result["stepStats"]]
        return Measured(result["creationTime"], result["endTime"], steps, cpu)
