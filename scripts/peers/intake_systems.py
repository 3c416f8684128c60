"""What takes events and says when they are durable. Each: start, stop, connect (for one publisher), prepare (a batch as
the bytes to send), exchange (send them and wait for the acknowledgement)."""

import json
import os
import secrets
import struct
import subprocess

import processes
from intake_events import DEFINITION, MARK
from intake_wire import Wire
from web import ask


class Basin:
    durable = "POST /events: parsed, every field validated and encoded, encrypted; one fdatasync for all that waits"

    def __init__(self, folder, program):
        self.folder, self.program = folder, program
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
        self.name = f"Basin {version.stdout.split()[-1]}"

    def start(self):
        token, self.port = secrets.token_hex(24), processes.free_port()
        self.processes = [processes.start(
            [self.program, "up", "--data", f"{self.folder}/data", "--port", str(self.port)], f"{self.folder}/basin.log",
            {**os.environ, "BASIN_ADMIN_TOKEN": token}, self.folder)]
        api = f"http://127.0.0.1:{self.port}/api/v1"
        processes.wait_until(lambda: ask(f"{api}/pipelines/status", None, token), 60, "Basin")
        ask(f"{api}/apply", {"files": DEFINITION}, token)
        self.key = ask(f"{api}/keys", {"name": "peers"}, token)["key"]

    def stop(self):
        processes.stop(self.processes)

    def connect(self):
        return Wire(("127.0.0.1", self.port))

    def prepare(self, batch):
        body = b"[" + b",".join(batch) + b"]"
        head = (
            f"POST /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.key}\r\n"
            f"Content-Type: application/cloudevents-batch+json\r\nContent-Length: {len(body)}\r\n\r\n")
        return head.encode() + body

    @staticmethod
    def exchange(wire, content, size):
        wire.send(content)
        status, length = wire.line(), 0
        while line := wire.line():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        answer = wire.take(length)
        if b" 200 " not in status or json.loads(answer)["accepted"] != size:
            raise OSError(f"Basin: {status.decode()} {answer[:300].decode()}")


class Nats:
    """Each event a message of an atomic batch, which is acknowledged at its end."""

    durable = "JetStream, file storage, sync_interval always, 1 replica; opaque messages, no duplicates looked for"
    how, counts = "500 messages, atomic batch", True

    def __init__(self, folder, program):
        self.folder, self.program = folder, program
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
        self.name = f"NATS {version.stdout.split()[-1].lstrip('v')}, {self.how}"

    def start(self):
        self.port = processes.free_port()
        with open(f"{self.folder}/nats.conf", "w") as file:
            file.write(
                f'listen: "127.0.0.1:{self.port}"\n'
                f'jetstream {{ store_dir: "{self.folder}/store", sync_interval: always, max_file_store: 50GB }}\n')
        self.processes = [processes.start(
            [self.program, "-c", f"{self.folder}/nats.conf"], f"{self.folder}/nats.log", folder=self.folder)]
        wire = processes.wait_until(self.connect, 30, "NATS")
        stream = json.dumps({
            "name": "EVENTS", "subjects": ["events"], "storage": "file", "num_replicas": 1, "allow_atomic": True})
        wire.send(f"PUB $JS.API.STREAM.CREATE.EVENTS {self.inbox(wire)} {len(stream)}\r\n{stream}\r\n".encode())
        self._acknowledged(wire)
        wire.close()

    def stop(self):
        processes.stop(self.processes)

    def connect(self):
        wire = Wire(("127.0.0.1", self.port))
        wire.line()  # INFO
        wire.send(b'CONNECT {"verbose":false,"pedantic":false,"headers":true,"lang":"peers","version":"1"}\r\n')
        wire.send(f"SUB {self.inbox(wire)} 1\r\nPING\r\n".encode())
        while wire.line() != b"PONG":
            pass
        return wire

    @staticmethod
    def inbox(wire):
        return f"_INBOX.{wire.socket.fileno():08}"

    def prepare(self, batch):
        content = []
        for number, event in enumerate(batch, 1):
            last = number == len(batch)
            head = b"NATS/1.0\r\nNats-Batch-Id: %s\r\nNats-Batch-Sequence: %d\r\n" % (MARK, number)
            head += b"Nats-Batch-Commit: 1\r\n\r\n" if last else b"\r\n"
            reply = b"_INBOX.REPLYING " if last else b""
            content.append(b"HPUB events %s%d %d\r\n%s%s\r\n" % (reply, len(head), len(head) + len(event), head, event))
        return b"".join(content)

    def exchange(self, wire, content, size):
        wire.send(content.replace(b"_INBOX.REPLYING", self.inbox(wire).encode()))
        answer = self._acknowledged(wire)
        if self.counts and json.loads(answer).get("count") != size:
            raise OSError(f"NATS: {answer[:300].decode()}")

    @staticmethod
    def _acknowledged(wire):
        while not (line := wire.line()).startswith((b"MSG", b"HMSG")):
            if line == b"PING":
                wire.send(b"PONG\r\n")
            elif line.startswith(b"-ERR"):
                raise OSError(f"NATS: {line.decode()}")
        answer = wire.take(int(line.split()[-1]) + 2)
        if b'"error"' in answer or b'"stream"' not in answer and b'"type"' not in answer:
            raise OSError(f"NATS: {answer[:300].decode()}")
        return answer


class NatsWhole(Nats):
    """The whole batch one message: what costs NATS least."""

    how, counts = "the batch 1 message", False

    def prepare(self, batch):
        body = b"[" + b",".join(batch) + b"]"
        return b"PUB events _INBOX.REPLYING %d\r\n%s\r\n" % (len(body), body)


class Redis:
    """Each event an entry of a stream, those of a batch in one transaction: as a pipeline alone they would be read, and
    synced, 16 kB at a time."""

    durable = (
        "Streams, appendfsync always: one fdatasync for the transactions of all connections that wait; opaque entries, "
        "all of them in memory too")
    how = "500 entries, MULTI/EXEC"

    def __init__(self, folder, program):
        self.folder, self.program = folder, program
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
        self.name = f"Redis {version.stdout.split('v=')[1].split()[0]}, {self.how}"

    def start(self):
        self.port = processes.free_port()
        self.processes = [processes.start(
            [self.program, "--bind", "127.0.0.1", "--port", str(self.port), "--dir", self.folder, "--save", "",
             "--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"],
            f"{self.folder}/redis.log", folder=self.folder)]
        processes.wait_until(self.connect, 30, "Redis").close()

    def stop(self):
        processes.stop(self.processes)

    def connect(self):
        return Wire(("127.0.0.1", self.port))

    @staticmethod
    def add(content):
        return b"*5\r\n$4\r\nXADD\r\n$6\r\nevents\r\n$1\r\n*\r\n$1\r\ne\r\n$%d\r\n%s\r\n" % (len(content), content)

    def prepare(self, batch):
        return b"*1\r\n$5\r\nMULTI\r\n" + b"".join(map(self.add, batch)) + b"*1\r\n$4\r\nEXEC\r\n"

    @staticmethod
    def lines(size):
        """Of the answer: OK, QUEUED for each, how many, and two for each entry."""
        return 1 + size + 1 + 2 * size

    def exchange(self, wire, content, size):
        wire.send(content)
        answer = wire.lines(self.lines(size))
        if answer[:1] == b"-" or b"\n-" in answer:
            raise OSError(f"Redis: {answer[:300].decode()}")


class RedisWhole(Redis):
    """The whole batch one entry: what costs Redis least."""

    how = "the batch 1 entry"

    def prepare(self, batch):
        return self.add(b"[" + b",".join(batch) + b"]")

    @staticmethod
    def lines(size):
        return 2


class PostgreSQL:
    """COPY of a batch into a table of text: a transaction each."""

    durable = "fsync on, synchronous_commit on: the WAL is synced before each commit's answer; no key"
    how, columns = "COPY, text, no key", "id text, body text"

    def __init__(self, folder, postgres):
        self.postgres = postgres
        self.name = f"PostgreSQL {postgres.version}, {self.how}"

    def start(self):
        self.postgres.query(f"DROP TABLE IF EXISTS events; CREATE TABLE events ({self.columns})")

    def stop(self):
        self.postgres.query("DROP TABLE IF EXISTS events")

    def connect(self):
        wire = Wire(f"{self.postgres.folder}/.s.PGSQL.5432")
        start = struct.pack("!i", 196608) + b"user\0postgres\0database\0postgres\0\0"
        wire.send(struct.pack("!i", len(start) + 4) + start)
        self._ready(wire)
        return wire

    def prepare(self, batch):
        rows = b"".join(b"%s-%04d\t%s\n" % (MARK, number, event) for number, event in enumerate(batch))
        return self._message(b"Q", b"COPY events FROM STDIN\0") + self._message(b"d", rows) + self._message(b"c", b"")

    @staticmethod
    def _message(kind, content):
        return kind + struct.pack("!i", len(content) + 4) + content

    def exchange(self, wire, content, size):
        wire.send(content)
        self._ready(wire)

    @staticmethod
    def _ready(wire):
        while True:
            kind, length = struct.unpack("!ci", wire.take(5))
            content = wire.take(length - 4)
            if kind == b"E":
                raise OSError(f"PostgreSQL: {content[:300]}")
            if kind == b"Z":
                return


class PostgreSQLKeyed(PostgreSQL):
    """What comes nearest to Basin's work: JSON is parsed, and an id that is there already refused, with its batch."""

    durable = "as above; jsonb is parsed and a duplicate id refused, with its whole batch"
    how, columns = "COPY, jsonb, unique id", "id text PRIMARY KEY, body jsonb"
