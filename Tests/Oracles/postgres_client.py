"""Asks a server what PostgreSQL clients ask: psycopg (libpq), SQLAlchemy's inspector, and a few bytes of our own.

postgres_client.py HOST PORT USER TOKEN [SSLMODE ROOTCERT]: prints one JSON object of what it saw.
"""

import datetime
import decimal
import json
import socket
import struct
import sys
import threading
import time

import psycopg
import sqlalchemy
from psycopg.types import TypeInfo

HOST, PORT, USER, TOKEN = sys.argv[1:5]
TLS = {"sslmode": sys.argv[5], "sslrootcert": sys.argv[6]} if len(sys.argv) > 5 else {"sslmode": "disable"}
seen = {}


def connect(**more):
    return psycopg.connect(**{"host": HOST, "port": PORT, "user": USER, "dbname": "basin", "password": TOKEN, **TLS, **more})


def state(error):
    return error.sqlstate


def failure(connection, sql, parameters=None):
    """The SQLSTATE that a statement fails with."""
    try:
        connection.execute(sql, parameters)
        return "none"
    except psycopg.Error as error:
        return state(error)
    finally:
        connection.rollback()


def queries():
    with connect() as connection:
        seen["version"] = connection.info.server_version
        seen["encrypted"] = connection.pgconn.ssl_in_use
        seen["simple"] = connection.execute("SELECT count(*) FROM song_played").fetchone()[0]
        seen["qualified"] = connection.execute('SELECT max("n") FROM "public"."song_played"').fetchone()[0]
        for binary in (False, True):
            with connection.cursor(binary=binary) as cursor:
                cursor.execute(
                    "SELECT n, song, length_s, price, played_at, day, first_name FROM song_played WHERE n = %s AND song = %s",
                    (7, "song 7"))
                n, song, length, price, at, day, name = cursor.fetchone()
                seen["typed" + ("_binary" if binary else "")] = [
                    str([n == 7, song == "song 7", length == 7.5, price == decimal.Decimal("7.25"),
                         at == datetime.datetime(2018, 11, 3, 14, 0, 7, tzinfo=datetime.timezone.utc),
                         day == datetime.date(2018, 11, 3)].count(True)), name]
        seen["prepared"] = [
            connection.execute("SELECT n FROM song_played WHERE n = %s", (n,), prepare=True).fetchone()[0] for n in (1, 2)]
        seen["null"] = connection.execute("SELECT %s::int, 'it''s', true", (None,)).fetchone()
        seen["all"] = len(connection.execute("SELECT * FROM song_played").fetchall())
        with psycopg.ClientCursor(connection) as cursor:
            cursor.execute("SELECT 1; SELECT 2")
            seen["several"] = [cursor.fetchone()[0], cursor.nextset() and cursor.fetchone()[0]]
        connection.rollback()
        with connection.transaction():
            connection.execute("SELECT 1")
            seen["in_transaction"] = connection.info.transaction_status.name
        seen["after_transaction"] = connection.info.transaction_status.name


def refusals():
    with connect() as connection:
        seen["states"] = {
            "syntax": failure(connection, "SELECT FROM WHERE"),
            "table": failure(connection, "SELECT * FROM no_such_dataset"),
            "column": failure(connection, "SELECT no_such_column FROM song_played"),
            "insert": failure(connection, "INSERT INTO song_played VALUES (1)"),
            "restricted": failure(connection, "SELECT * FROM payout"),
            "file": failure(connection, "SELECT * FROM read_csv('/etc/passwd')"),
            "catalog_file": failure(connection, "SELECT * FROM pg_class, read_csv('/etc/passwd')"),
            "catalog_nested": failure(
                connection, "SELECT " + "nullif(" * 60 + "relname" + ", 'x')" * 60 + " FROM pg_class"),
            "catalog_plan": failure(connection, "SELECT json_serialize_plan('SELECT 1') FROM pg_class"),
            "catalog_much": failure(connection, "SELECT lpad(relname, 1000, 'x') FROM pg_class"),
            "large_row": failure(connection, "SELECT repeat(repeat('x', 1000000), 40)"),
            "both": failure(connection, "SELECT * FROM pg_class, song_played"),
            "value": failure(connection, "SELECT n FROM song_played WHERE n = %s::int", ("x",)),
        }
        try:
            connection.execute("SELECT * FROM no_such_dataset")
        except psycopg.Error:
            seen["failed"] = connection.info.transaction_status.name
            try:
                connection.execute("SELECT 1")
            except psycopg.Error as error:
                seen["in_failed"] = state(error)
        connection.rollback()
        seen["countries"] = sorted({row[0] for row in connection.execute("SELECT country FROM ticket")})
    try:
        connect(password="basin_wrong_wrong_wrong")
    except psycopg.OperationalError as error:
        seen["wrong_token"] = "28P01" if "no account of that name" in str(error) else str(error)


def extremes():
    with connect() as connection, connection.cursor(binary=True) as cursor:
        cursor.execute("SELECT to_microseconds(-9223372036854775807 - 1)")
        seen["least_interval"] = cursor.pgresult.get_value(0, 0) == struct.pack("!qii", -(1 << 63), 0, 0)


def cancelling():
    with connect() as connection:
        slow = "SELECT count(*) FROM song_played a, song_played b, song_played c, song_played d, song_played e, song_played f, song_played g WHERE a.n + b.n + c.n + d.n + e.n + f.n + g.n = -1"
        timer = threading.Timer(1.0, connection.cancel_safe)
        timer.start()
        begun = time.monotonic()
        try:
            connection.execute(slow)
            seen["cancelled"] = "none"
        except psycopg.Error as error:
            seen["cancelled"] = state(error)
        timer.join()
        seen["cancelled_soon"] = time.monotonic() - begun < 30
        connection.rollback()
        seen["after_cancel"] = connection.execute("SELECT 1").fetchone()[0]


def catalog():
    engine = sqlalchemy.create_engine(
        sqlalchemy.URL.create("postgresql+psycopg", USER, TOKEN, HOST, int(PORT), "basin", TLS))
    with engine.connect() as connection:
        inspector = sqlalchemy.inspect(connection)
        seen["tables"] = sorted(inspector.get_table_names())
        seen["columns"] = {c["name"]: [str(c["type"]), c["nullable"], c.get("comment")] for c in inspector.get_columns("song_played")}
        seen["comment"] = inspector.get_table_comment("song_played")["text"]
        seen["keys"] = [inspector.get_pk_constraint("song_played")["constrained_columns"], inspector.get_foreign_keys("song_played"),
                        inspector.get_indexes("song_played")]
        seen["has_table"] = [inspector.has_table("song_played"), inspector.has_table("nope")]
        metadata = sqlalchemy.MetaData()
        metadata.reflect(connection)
        table = metadata.tables["song_played"]
        seen["reflected"] = connection.execute(sqlalchemy.select(sqlalchemy.func.count()).select_from(table).where(table.c.n < 5)).scalar()
    with connect() as connection:
        info = TypeInfo.fetch(connection, "text")
        seen["type_info"] = [info.oid, info.array_oid]
        seen["session"] = list(connection.execute("SELECT current_database(), current_schema(), current_user").fetchone())


def bytes_of_our_own():
    """Execute with a limit, which libpq cannot ask for, and a version that does not exist."""
    def message(kind, body):
        return kind + struct.pack("!i", len(body) + 4) + body

    def read(stream, until):
        kinds = []
        while True:
            kind, length = stream.read(1), None
            if not kind:
                return kinds
            length = struct.unpack("!i", stream.read(4))[0]
            body = stream.read(length - 4)
            kinds.append((kind.decode(), body))
            if kind in until:
                return kinds

    with socket.create_connection((HOST, int(PORT)), timeout=30) as raw:
        stream = raw.makefile("rb")
        text = f"user\0{USER}\0database\0basin\0_pq_.what\0yes\0\0".encode()
        raw.sendall(struct.pack("!ii", len(text) + 8, 3 << 16 | 9999) + text)
        asked = read(stream, b"R")
        seen["negotiated"] = [[kind, struct.unpack("!i", body[:4])[0]] for kind, body in asked]
        raw.sendall(message(b"p", TOKEN.encode() + b"\0"))
        read(stream, b"Z")
        raw.sendall(
            message(b"P", b"\0SELECT n FROM song_played ORDER BY n\0\0\0") + message(b"B", b"\0\0" + b"\0\0" * 3)
            + message(b"D", b"P\0") + message(b"E", b"\0\0\0\0\2") + message(b"E", b"\0\0\0\0\3") + message(b"S", b""))
        seen["limited"] = "".join(kind for kind, _ in read(stream, b"Z"))
        raw.sendall(message(b"B", b"\0nope\0" + b"\0\0" * 3) + message(b"E", b"\0\0\0\0\0") + message(b"S", b""))
        seen["skipped"] = "".join(kind for kind, _ in read(stream, b"Z"))
        # One row of a long answer about the catalog is taken: nobody else waits for the rest.
        raw.sendall(
            message(b"P", b"\0SELECT g, c.relname FROM generate_series(1, 100000) g, pg_class c\0\0\0")
            + message(b"B", b"\0\0" + b"\0\0" * 3) + message(b"E", b"\0\0\0\0\1") + message(b"H", b""))
        read(stream, b"sE")
        begun = time.monotonic()
        with connect() as connection:
            connection.execute("SELECT count(*) FROM pg_class").fetchone()
        seen["catalog_waits"] = time.monotonic() - begun > 20
        raw.sendall(message(b"X", b""))
    with socket.create_connection((HOST, int(PORT)), timeout=30) as raw:
        raw.sendall(b"\x7f\xff\xff\xff" + b"x" * 100)
        seen["hostile"] = raw.makefile("rb").read(1).decode()


queries()
refusals()
extremes()
cancelling()
catalog()
if len(sys.argv) <= 5:
    bytes_of_our_own()
print(json.dumps(seen))
