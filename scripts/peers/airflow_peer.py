"""Apache Airflow 3: scheduler with LocalExecutor, API server and DAG processor, all state in PostgreSQL."""

import os
import secrets
import shutil
import subprocess

import processes
from measured import Measured
from web import ask


class Airflow:
    name = "Airflow"
    durable = (
        "states of DAG runs and task instances: commits of PostgreSQL (fsync=on, synchronous_commit=on). Task logs: "
        "files, not synced. It makes no data")

    def __init__(self, folder, venv, postgres, tasks, workers):
        self.folder, self.postgres, self.workers = folder, postgres, workers
        self.program = f"{venv}/bin/airflow"
        postgres.query("CREATE DATABASE airflow")
        os.makedirs(f"{folder}/dags")
        shutil.copy(f"{os.path.dirname(__file__)}/airflow_dags.py", f"{folder}/dags/")
        self.port = processes.free_port()
        settings = {
            "CORE__EXECUTOR": "LocalExecutor", "CORE__PARALLELISM": workers, "CORE__MAX_ACTIVE_TASKS_PER_DAG": 1000,
            "CORE__LOAD_EXAMPLES": False, "CORE__DAGS_FOLDER": f"{folder}/dags",
            "CORE__DAGS_ARE_PAUSED_AT_CREATION": False, "CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": True,
            "CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{self.port}/execution/",
            "DATABASE__SQL_ALCHEMY_CONN": postgres.url("airflow", "postgresql+psycopg2"),
            "API__HOST": "127.0.0.1", "API__PORT": self.port, "API__SECRET_KEY": secrets.token_hex(32),
            "API__BASE_URL": f"http://127.0.0.1:{self.port}", "API_AUTH__JWT_SECRET": secrets.token_hex(32),
            "LOGGING__BASE_LOG_FOLDER": f"{folder}/logs", "USAGE_DATA_COLLECTION__ENABLED": False,
            # Better than the defaults for what is measured here: the scheduler rests 0.1 s after a loop without work,
            # not 1 s; files of DAGs are read again after 10 minutes, not 30 s; and a worker looks every second, not
            # every 5, whether a task has ended, of which nothing else tells it when the task closes its pipes first.
            "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": 0.1, "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": 600,
            "WORKERS__MIN_HEARTBEAT_INTERVAL": 1,
        }
        self.environment = {
            **os.environ, "AIRFLOW_HOME": folder, "PEERS_TASKS": str(tasks), "NO_PROXY": "*",
            "PATH": f"{venv}/bin:{os.environ['PATH']}",
            **{f"AIRFLOW__{key}": str(value) for key, value in settings.items()}}
        self.version = self._run("version").split()[-1]
        self._run("db", "migrate")

    def _run(self, *arguments):
        done = subprocess.run(
            [self.program, *arguments], env=self.environment, cwd=self.folder, capture_output=True, text=True,
            timeout=300)
        if done.returncode:
            raise RuntimeError(f"airflow {' '.join(arguments)}: {done.stderr.strip()[-1000:]}")
        return done.stdout
        self.processes = []

    def start(self):
        self.processes = [
            processes.start([self.program, service], f"{self.folder}/{service}.log", self.environment, self.folder)
            for service in ("api-server", "dag-processor", "scheduler")]
        self.token = processes.wait_until(
            lambda: ask(f"http://127.0.0.1:{self.port}/auth/token")["access_token"], 180, "Airflow's API")
        for dag in ("many", "chain"):
            processes.wait_until(lambda: self._ask(f"/dags/{dag}"), 180, f"Airflow's DAG {dag}")
        processes.wait_until(
            lambda: self._ask("/monitor/health")["scheduler"]["status"] == "healthy", 120, "Airflow's scheduler")

    def stop(self):
        processes.stop(self.processes)

    def _ask(self, path, body=None):
        return ask(f"http://127.0.0.1:{self.port}/api/v2{path}", body, self.token)

    def many(self, limit):
        return self._measure("many", limit)

    def chain(self, limit):
        return self._measure("chain", limit)

    def _measure(self, dag, limit):
        before = processes.cpu_seconds()
        run = self._ask(f"/dags/{dag}/dagRuns", {"logical_date": None})["dag_run_id"]

        def done():
            state = self._ask(f"/dags/{dag}/dagRuns/{run}")["state"]
            if state == "failed":
                raise RuntimeError(f"the run of Airflow's DAG {dag} failed")
            return state == "success"
        processes.wait_until(done, limit, f"the end of Airflow's DAG {dag}")
        cpu = processes.cpu_seconds() - before
        where = f"dag_id = '{dag}' AND run_id = '{run}'"
        begin, end = self._rows(
            f"SELECT {self._epoch('queued_at')}, {self._epoch('end_date')} FROM dag_run WHERE {where}")[0]
        steps = self._rows(
            f"SELECT {self._epoch('start_date')}, {self._epoch('end_date')} FROM task_instance WHERE {where}")
        return Measured(begin, end, steps, cpu)

    @staticmethod
    def _epoch(column):
        return f"extract(epoch FROM {column})"

    def _rows(self, sql):
        return [tuple(map(float, line.split("|"))) for line in self.postgres.query(sql, "airflow").splitlines()]
