"""The positive control of cleartext_scan.py: files of each kind that hold a marker, each of which it must find."""

import base64
import gzip
import json
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.parse
import zlib

import duckdb
import pyarrow
import pyarrow.parquet
import zstandard

MARKER = "Märker/\"Zoë+Ω\"~7f3c91"
PLAIN = "marker-plain-7f3c91d2"
NOISE = random.Random(1).randbytes(300)


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def parquet(path, column, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    filler = [None] * 3
    table = pyarrow.table({"c": pyarrow.array([column] + filler)})
    pyarrow.parquet.write_table(table, path, compression="zstd", **options)


def duckdb_parquet(path, expression, marker):
    path.parent.mkdir(parents=True, exist_ok=True)
    duckdb.execute(f"COPY (SELECT {expression} AS c) TO '{path}' (FORMAT parquet, COMPRESSION zstd)", [marker])


def varint(value):
    value, out = value << 1, b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def avro(path, marker, codec):
    def text(value):
        value = value if isinstance(value, bytes) else value.encode()
        return varint(len(value)) + value

    schema = json.dumps({"type": "record", "name": "r", "fields": [{"name": "c", "type": "string"}]})
    block = text(marker)
    if codec == "deflate":
        packer = zlib.compressobj(wbits=-15)
        block = packer.compress(block * 3) + packer.flush()
    elif codec == "zstandard":
        block = zstandard.compress(block * 3)
    header = varint(2) + text("avro.schema") + text(schema) + text("avro.codec") + text(codec) + varint(0)
    write(path, b"Obj\x01" + header + b"s" * 16 + varint(1) + text(block) + b"s" * 16)


def database(path, *, wal=False, journal="DELETE"):
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode={'WAL' if wal else journal}")
    connection.execute("PRAGMA secure_delete=OFF")
    connection.execute("CREATE TABLE t (v)")
    connection.execute("INSERT INTO t VALUES ('nothing')")
    return connection


def free_page(path, marker):
    connection = database(path)
    connection.execute("INSERT INTO t VALUES (?)", [marker + "x" * 9000])
    connection.execute("DELETE FROM t")
    connection.close()


def overflow(path, marker):
    """A value so long that the marker stands on the edge of two overflow pages, and of which the row is gone."""
    connection = database(path)
    connection.executemany("INSERT INTO t VALUES (?)", [["y" * 3000 + (marker + "-") * 2000]])
    connection.execute("DELETE FROM t")
    connection.close()


def leave_wal(path, marker):
    """A writer that is killed: what it committed is in the WAL only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA journal_mode=WAL'); c.execute('CREATE TABLE t (v)');"
        "c.execute('INSERT INTO t VALUES (?)', [sys.argv[2]]); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path), marker], check=True)
    # The database file itself gets nothing before a checkpoint.
    if marker.encode() in path.read_bytes():
        raise AssertionError("the sample's value is not in the WAL alone")


def leave_journal(path, marker):
    connection = database(path, journal="PERSIST")
    connection.execute("INSERT INTO t VALUES (?)", [marker])
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("UPDATE t SET v = 'overwritten'")
    connection.close()
    if marker.encode() in path.read_bytes():
        raise AssertionError("the sample's value is not in the journal alone")


def one_row(path, value):
    connection = database(path)
    connection.execute("INSERT INTO t VALUES (?)", [value])
    connection.close()


def samples():
    """(name of the case, kind in which the marker must be found, what makes the file)."""
    m, raw = MARKER, MARKER.encode()
    yield "parquet, a string", "parquet", lambda d: parquet(d / "a.parquet", m)
    yield "parquet without a dictionary or bounds", "parquet", lambda d: parquet(
        d / "a.parquet", m, use_dictionary=False, write_statistics=False)
    yield "parquet, inside a struct inside a list", "parquet", lambda d: parquet(d / "a.parquet", [{"x": {"y": [m]}}])
    yield "parquet, bytes", "parquet", lambda d: parquet(d / "a.parquet", NOISE + raw)
    yield "parquet, gzip inside bytes", "parquet", lambda d: parquet(d / "a.parquet", NOISE + gzip.compress(raw))
    yield "parquet, base64 of zlib inside a string", "parquet", lambda d: parquet(
        d / "a.parquet", base64.b64encode(zlib.compress(raw * 3)).decode())
    yield "parquet, JSON escapes inside a string", "parquet", lambda d: parquet(d / "a.parquet", json.dumps({"a": m}))
    yield "parquet with another name", "parquet", lambda d: parquet(d / "a.tmp", m)
    yield "parquet by DuckDB, a struct", "parquet", lambda d: duckdb_parquet(d / "a.parquet", "{'x': [?::VARCHAR]}", m)
    yield "parquet by DuckDB, a map", "parquet", lambda d: duckdb_parquet(d / "a.parquet", "MAP {'k': ?::VARCHAR}", m)
    for codec in ("null", "deflate", "zstandard"):
        yield f"avro, {codec}", "avro", lambda d, codec=codec: avro(d / "m" / "a.avro", m, codec)
    yield "json", "json", lambda d: write(d / "a.json", json.dumps({"k": [m]}, ensure_ascii=False).encode())
    yield "json, escaped", "json", lambda d: write(d / "a.json", json.dumps({"k": [m]}).encode())
    mixed = "".join(f"\\u{ord(c):04x}" if i % 2 else json.dumps(c)[1:-1] for i, c in enumerate(m))
    yield "json, mixed escapes", "json", lambda d: write(d / "a.json", ('{"k":"' + mixed + '"}').encode())
    yield "json, gzipped", "other", lambda d: write(d / "a.json.gz", gzip.compress(json.dumps({"k": m}).encode()))
    yield "json, a key", "json", lambda d: write(d / "a.json", json.dumps({m: 1}).encode())
    yield "sqlite, a row", "sqlite", lambda d: one_row(d / "a.sqlite", m)
    yield "sqlite, a free page", "sqlite", lambda d: free_page(d / "a.sqlite", m)
    yield "sqlite, over the edge of two pages", "sqlite", lambda d: overflow(d / "a.sqlite", m)
    yield "sqlite, compressed in a row", "sqlite", lambda d: one_row(
        d / "a.sqlite", zlib.compress(raw * 3))
    yield "sqlite, UTF-16", "sqlite", lambda d: [
        c := sqlite3.connect(d / "a.sqlite", isolation_level=None), c.execute("PRAGMA encoding='UTF-16le'"),
        c.execute("CREATE TABLE t (v)"), c.execute("INSERT INTO t VALUES (?)", [m]), c.close()]
    yield "sqlite, WAL", "wal", lambda d: leave_wal(d / "a.sqlite", m)
    yield "sqlite, journal", "journal", lambda d: leave_journal(d / "a.sqlite", m)
    yield "log segment", "segment", lambda d: write(d / "log" / "0001.seg", NOISE + raw + NOISE)
    yield "log segment, zstd in the middle", "segment", lambda d: write(
        d / "log" / "1", NOISE + zstandard.compress(raw * 3) + NOISE)
    yield "log segment, gzip without its end", "segment", lambda d: write(
        d / "log" / "1", NOISE + gzip.compress(raw + random.Random(2).randbytes(50000))[:-20000])
    yield "zlib in gzip in zstd", "other", lambda d: write(
        d / "x", zstandard.compress(gzip.compress(NOISE + zlib.compress(raw * 3))))
    yield "program log", "log", lambda d: write(d / "server.log", f"level=info subject={m}\n".encode())
    yield "program log, JSON lines", "log", lambda d: write(
        d / "server.log", b"start\n" + json.dumps({"m": m}).encode() + b"\n")
    yield "key beside the folder", "key", lambda d: write(d.with_name(d.name + ".key"), raw)
    yield "utf-16 little", "other", lambda d: write(d / "x", b"\1" + m.encode("utf-16-le"))
    yield "utf-16 big", "other", lambda d: write(d / "x", b"\1" + m.encode("utf-16-be"))
    for before in range(3):
        data = NOISE[:before] + raw + NOISE[:5]
        yield f"base64, {before} before", "other", lambda d, data=data: write(d / "x", base64.b64encode(data))
        yield f"base64 for URLs, {before} before", "other", lambda d, data=data: write(
            d / "x", base64.urlsafe_b64encode(data))
    yield "hex", "other", lambda d: write(d / "x", raw.hex().encode())
    yield "hex, upper case", "other", lambda d: write(d / "x", raw.hex().upper().encode())
    yield "percent", "other", lambda d: write(d / "x", ("a=" + urllib.parse.quote(m, safe="") + "&b").encode())
    lower = re.sub("%..", lambda match: match[0].lower(), urllib.parse.quote(m))
    yield "percent, lower case", "other", lambda d: write(d / "x", lower.encode())
    yield "every byte percent", "other", lambda d: write(d / "x", "".join(f"%{b:02X}" for b in raw).encode())
    yield "upper case", "other", lambda d: write(d / "x", m.upper().encode())
    yield "the name of a folder", "path", lambda d: write(d / urllib.parse.quote(m, safe="") / "x", b"")


def run(scanner):
    passed = failed = 0

    def expect(name, condition, detail=""):
        nonlocal passed, failed
        passed, failed = passed + bool(condition), failed + (not condition)
        if not condition:
            print(f"FAIL {name} {detail}")

    for name, kind, make in samples():
        with tempfile.TemporaryDirectory() as outer:
            folder = pathlib.Path(outer) / "data"
            folder.mkdir()
            make(folder)
            answer = scanner.report(folder, [MARKER], [])
            kinds = {hit["kind"] for hit in answer["forbidden_found"]}
            expect(name, kind in kinds and not answer["ok"], json.dumps(answer)[:600])

    with tempfile.TemporaryDirectory() as outer:
        folder = pathlib.Path(outer) / "data"
        folder.mkdir()
        clean = folder / "clean"
        write(clean / "random", random.Random(3).randbytes(2_000_000))
        write(folder / "log" / "1", random.Random(4).randbytes(100_000))
        parquet(clean / "a.parquet", PLAIN)
        write(clean / "broken.parquet", b"PAR1" + NOISE)
        write(clean / "broken.avro", b"Obj\x01" + NOISE)
        write(clean / "broken.sqlite", b"SQLite format 3\0" + NOISE)
        database(folder / "m.sqlite").close()
        good = scanner.report(folder, [MARKER], [f"parquet:{PLAIN}", PLAIN])
        expect("nothing is found where nothing is", good["ok"], json.dumps(good)[:600])
        expect("a harmless marker is found in its kind", good["harmless_found"] == {PLAIN: ["parquet"]})
        expect("damaged files are named", len(good["unreadable"]) >= 3, good["unreadable"])
        missed = scanner.report(folder, [MARKER], [f"sqlite:{PLAIN}"])
        expect("a harmless marker that is missed is an error", not missed["ok"] and missed["harmless_missing"])
        forbidden, harmless = pathlib.Path(outer) / "forbidden", pathlib.Path(outer) / "harmless"
        cases = [(MARKER, f"parquet:{PLAIN}", 0), (PLAIN, PLAIN, 1), (MARKER, f"wal:{PLAIN}", 1), ("ab", "", 2)]
        for markers, wanted, code in cases:
            forbidden.write_text(markers + "\n", encoding="utf-8")
            harmless.write_text(wanted + "\n", encoding="utf-8")
            command = [sys.executable, scanner.__file__, folder, "--forbidden", forbidden, "--harmless", harmless]
            done = subprocess.run(command, capture_output=True, text=True)
            expect(f"exit code {code}", done.returncode == code, done.stdout[:300] + done.stderr[:300])

    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
