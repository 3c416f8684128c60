"""A PostgreSQL of the benchmark's own, durable, on a Unix socket in a folder of its own."""

import glob
import os
import shutil
import signal
import subprocess
import tempfile

import processes

SETTINGS = {
    "listen_addresses": "", "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on",
    "max_connections": "200", "shared_buffers": "256MB",
}


class Postgres:
    def __init__(self):
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))
        self.programs = programs[-1]
        self.user = "postgres" if os.geteuid() == 0 else None  # It refuses to run as root.
        self.folder = tempfile.mkdtemp(prefix="basin-peers-pg-", dir=os.environ.get("TMPDIR", "/var/tmp"))
        if self.user:
            shutil.chown(self.folder, self.user, self.user)
        self.version = self._run("postgres", "--version").split()[2]
        self._run("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-locale")
        settings = [f"-c{key}={value}" for key, value in SETTINGS.items()]
        self.process = processes.start(
            [f"{self.programs}/postgres", "-D", f"{self.folder}/data", "-k", self.folder, *settings],
            f"{self.folder}/log", folder=self.folder, user=self.user)
        processes.wait_until(lambda: self.query("SELECT 1") == "1", 60, "PostgreSQL")

    def _run(self, program, *arguments):
        as_user = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        done = subprocess.run(
            [f"{self.programs}/{program}", *arguments], capture_output=True, text=True, timeout=120,
            cwd=self.folder, **as_user)
        if done.returncode:
            raise OSError(f"{program}: {done.stderr.strip()}")
        return done.stdout.strip()

    def query(self, sql, database="postgres"):
        """Rows as lines, columns with | between."""
        return self._run("psql", "-X", "-At", "-h", self.folder, "-U", "postgres", "-d", database, "-c", sql)

    def url(self, database, driver="postgresql"):
        return f"{driver}://postgres@/{database}?host={self.folder}"

    def close(self):
        processes.stop([self.process], how=signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)
