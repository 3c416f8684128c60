"""Looks for values that must not be on disk in clear, in everything below a data folder.

    cleartext_scan.py DATA_FOLDER --forbidden FILE --harmless FILE [--log FILE …]
    cleartext_scan.py --self-test

A file of markers has one marker a line. A line of the harmless file may be `kind:marker`: that marker must be found in
a file of that kind (the positive control). Prints a JSON report. Exit code 1: a forbidden marker was found, or a
harmless one was missed; 2: wrong usage.

Kinds: parquet, avro, json, sqlite, wal, journal, shm, segment (below log/), key (DATA_FOLDER.* beside the folder), log
(given with --log), other, path (the names themselves).
"""

import argparse
import json
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile
import urllib.parse
import zlib

import duckdb
import pyarrow
import pyarrow.parquet

from cleartext_forms import SHORTEST, inflated, needles, unzstd

KINDS = ("parquet", "avro", "json", "sqlite", "wal", "journal", "shm", "segment", "key", "log", "other", "path")
DEEPEST = 5


class Scan:
    """What was read, and what was found where."""

    def __init__(self, markers):
        self.needles = [(marker, encoding, form) for marker in markers for encoding, form in needles(marker)]
        self.hits = {}  # (marker, file) -> (kind, encoding, how it was decoded)
        self.kinds = {}
        self.unreadable = []
        self.file = self.kind = ""

    def look(self, data, how, depth=0):
        """Searches bytes, and everything compressed inside them."""
        for marker, encoding, form in self.needles:
            if (marker, self.file) not in self.hits and form in data:
                self.hits[marker, self.file] = (self.kind, encoding, how)
        self.kinds[self.kind]["searched"] += len(data)
        if depth < DEEPEST:
            for inner, name in inflated(data):
                self.look(inner, f"{how} > {name}", depth + 1)

    def look_all(self, values, how):
        self.look(b"\0".join(values), how)

    def read(self, path, name, kind=None):
        try:
            data = path.read_bytes()
        except OSError as error:
            self.unreadable.append({"file": name, "why": str(error)})
            return
        self.file, self.kind = name, kind or kind_of(name, data)
        entry = self.kinds.setdefault(self.kind, {"files": 0, "bytes": 0, "searched": 0})
        entry["files"] += 1
        entry["bytes"] += len(data)
        self.look(data, "raw bytes")
        # By content, whatever the name and the kind: a temporary Parquet file is a Parquet file.
        for begins, decode in DECODERS:
            if begins(name, data):
                try:
                    decode(self, path, data)
                except Exception as error:  # A damaged file is reported; its bytes have been searched already.
                    self.unreadable.append({"file": name, "why": f"{type(error).__name__}: {error}"[:300]})

    def folder(self, folder, logs=()):
        self.kinds["path"] = {"files": 0, "bytes": 0, "searched": 0}
        beside = sorted(p for p in folder.parent.glob(glob_escape(folder.name) + ".*") if p.is_file())
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            self.file, self.kind = name, "path"
            self.kinds["path"]["files"] += 1
            self.look(name.encode(errors="surrogateescape"), "name")
            self.look(urllib.parse.unquote_to_bytes(name), "name, percent-decoded")
            if path.is_file() and not path.is_symlink():
                self.read(path, name)
        for path in beside:
            self.read(path, path.name, "key")
        for path in logs:
            self.read(path, path.name, "log")


def glob_escape(name):
    return re.sub(r"([*?[])", r"[\1]", name)


def kind_of(name, data):
    if name.split("/")[0] == "log":
        return "segment"
    for suffix, kind in (("-wal", "wal"), ("-journal", "journal"), ("-shm", "shm")):
        if name.endswith(suffix):
            return kind
    for magic, kind in ((b"PAR1", "parquet"), (b"Obj\x01", "avro"), (b"SQLite format 3\0", "sqlite")):
        if data.startswith(magic):
            return kind
    for suffix, kind in ((".parquet", "parquet"), (".avro", "avro"), (".json", "json"), (".sqlite", "sqlite")):
        if name.endswith(suffix):
            return kind
    return "log" if name.endswith(".log") else "other"


def leaves(array, path):
    """The innermost columns of an Arrow array: (path, list of bytes)."""
    kind = array.type
    if isinstance(array, pyarrow.ExtensionArray):
        yield from leaves(array.storage, path)
    elif pyarrow.types.is_struct(kind):
        for field, child in zip(kind, array.flatten()):
            yield from leaves(child, f"{path}.{field.name}")
    elif pyarrow.types.is_map(kind):
        yield from leaves(array.keys, path + ".key")
        yield from leaves(array.items, path + ".value")
    elif pyarrow.types.is_nested(kind):
        yield from leaves(array.flatten(), path + ".element")
    elif pyarrow.types.is_dictionary(kind):
        yield from leaves(array.dictionary_decode(), path)
    else:
        values = array.drop_null().to_pylist()
        yield path, [v if isinstance(v, bytes) else str(v).encode(errors="surrogatepass") for v in values]


def look_at_batches(scan, batches, reader):
    for batch in batches:
        for name, column in zip(batch.schema.names, batch.columns):
            for path, values in leaves(column, name):
                scan.look_all(values, f"{reader}, column {path}")


def decode_parquet(scan, path, data):
    file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data))
    scan.look(repr((file.schema, file.metadata.metadata)).encode(), "Parquet schema and properties")
    for group in range(file.metadata.num_row_groups):
        for column in range(file.metadata.num_columns):
            statistics = file.metadata.row_group(group).column(column).statistics
            if statistics is not None and statistics.has_min_max:
                bounds = [b if isinstance(b, bytes) else str(b).encode() for b in (statistics.min, statistics.max)]
                scan.look_all(bounds, "Parquet bounds")
    look_at_batches(scan, file.iter_batches(batch_size=16384), "pyarrow")
    with duckdb.connect() as connection:
        quoted = str(path).replace("'", "''")
        for table in (f"read_parquet('{quoted}', hive_partitioning=false)", f"parquet_metadata('{quoted}')"):
            rows = connection.execute(f"SELECT * FROM {table}").to_arrow_reader(16384)
            look_at_batches(scan, rows, "duckdb")


def decode_avro(scan, path, data):
    """Headers and blocks of an Avro object container; strings and bytes are as they are once a block is inflated."""
    at = 4

    def long():
        nonlocal at
        shift = value = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return (value >> 1) ^ -(value & 1)

    def taken():
        nonlocal at
        count = long()
        if count < 0 or at + count > len(data):
            raise ValueError("a length that is out of bounds")
        at += count
        return data[at - count : at]

    header = {}
    while (count := long()) != 0:
        if count < 0:
            count = -count
            long()
        for _ in range(count):
            key = taken()
            header[key] = taken()
    scan.look_all(header.values(), "Avro header")
    look_at_json(scan, header.get(b"avro.schema", b"null"), "Avro schema")
    codec = header.get(b"avro.codec", b"null")
    at += 16
    while at < len(data):
        long()
        block = taken()
        at += 16
        if codec == b"deflate":
            block = zlib.decompress(block, -15)
        elif codec == b"zstandard":
            block = unzstd(block)
        elif codec != b"null":
            raise ValueError(f"unknown codec {codec!r}")
        scan.look(block, "Avro block")


def strings(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def look_at_json(scan, data, how):
    found = [text.encode(errors="surrogatepass") for text in strings(json.loads(data))]
    scan.look_all(found, how)


def decode_json(scan, path, data):
    try:
        look_at_json(scan, data, "JSON strings")
    except json.JSONDecodeError:
        for line in data.splitlines():
            if line.lstrip().startswith((b"{", b"[")):
                try:
                    look_at_json(scan, line, "JSON strings of a line")
                except json.JSONDecodeError:
                    continue


def decode_sqlite(scan, path, data):
    """Rows with and without the WAL; pages joined without what stands between the parts of a long value."""
    for page_header in (0, 4):
        size = int.from_bytes(data[16:18], "big")
        size = 65536 if size == 1 else size
        joined = b"".join(data[i + page_header : i + size] for i in range(0, len(data), size))
        scan.look(joined, "pages without headers")
    with tempfile.TemporaryDirectory() as folder:
        for sides in (["-wal", "-journal"], []):
            copy = pathlib.Path(folder) / f"copy{len(sides)}"
            copy.write_bytes(data)
            for side in sides:
                beside = path.with_name(path.name + side)
                if beside.exists():
                    shutil.copy(beside, f"{copy}{side}")
            look_at_rows(scan, copy, "rows, with WAL and journal" if sides else "rows, without WAL and journal")


def look_at_rows(scan, path, how):
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in [b"sqlite_master"] + names:
            quoted = table.decode().replace('"', '""')
            try:
                for row in connection.execute(f'SELECT * FROM "{quoted}"'):
                    scan.look_all((v if isinstance(v, bytes) else str(v).encode() for v in row), f"{how}, {quoted}")
            except sqlite3.OperationalError as error:  # A virtual table of a module that is not here.
                scan.unreadable.append({"file": f"{scan.file} ({quoted})", "why": str(error)})
    finally:
        connection.close()


def decode_frames(scan, path, data):
    """The pages of a WAL, joined without frame headers and overflow pointers."""
    size = int.from_bytes(data[8:12], "big")
    if size < 512 or size > 65536:
        return
    for page_header in (0, 4):
        starts = range(32, len(data), 24 + size)
        scan.look(b"".join(data[i + 24 + page_header : i + 24 + size] for i in starts), "WAL pages without headers")


def looks_like_json(name, data):
    return name.endswith((".json", ".ndjson", ".log")) or data[:64].lstrip()[:1] in (b"{", b"[")


DECODERS = (
    (lambda name, data: data.startswith(b"PAR1") or name.endswith(".parquet"), decode_parquet),
    (lambda name, data: data.startswith(b"Obj\x01"), decode_avro),
    (lambda name, data: data.startswith(b"SQLite format 3\0"), decode_sqlite),
    (lambda name, data: name.endswith("-wal") and data[:3] == b"\x37\x7f\x06", decode_frames),
    (looks_like_json, decode_json),
)


def read_markers(path):
    lines = [line.rstrip("\r\n") for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line]


def split_kind(line):
    kind, separator, marker = line.partition(":")
    return (kind, marker) if separator and kind in KINDS else (None, line)


def report(folder, forbidden, harmless, logs=()):
    """The report as a dictionary; `ok` is the verdict."""
    wanted = [split_kind(line) for line in harmless]
    scan = Scan(dict.fromkeys(forbidden + [marker for _, marker in wanted]))
    scan.folder(folder, logs)
    found, kinds_of = [], {marker: set() for _, marker in wanted}
    for (marker, file), (kind, encoding, how) in sorted(scan.hits.items()):
        if marker in kinds_of:
            kinds_of[marker].add(kind)
        if marker in forbidden:
            found.append({"marker": marker, "file": file, "kind": kind, "encoding": encoding, "decoded": how})
    missing = sorted({f"{kind}:{marker}" for kind, marker in wanted if kind and kind not in kinds_of[marker]})
    return {
        "ok": not found and not missing,
        "forbidden_found": found,
        "harmless_missing": missing,
        "harmless_found": {marker: sorted(kinds) for marker, kinds in sorted(kinds_of.items())},
        "kinds": scan.kinds,
        "unreadable": scan.unreadable,
    }


def main():
    parser = argparse.ArgumentParser(description="Looks for values that must not be on disk in clear.")
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--forbidden", type=pathlib.Path)
    parser.add_argument("--harmless", type=pathlib.Path)
    parser.add_argument("--log", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        from cleartext_scan_samples import run

        return run(sys.modules[__name__])
    if not arguments.folder or not arguments.forbidden or not arguments.harmless:
        parser.error("give DATA_FOLDER, --forbidden FILE and --harmless FILE, or --self-test")
    folder = arguments.folder.resolve()
    if not folder.is_dir():
        parser.error(f"{folder} is not a folder")
    forbidden, harmless = read_markers(arguments.forbidden), read_markers(arguments.harmless)
    short = [m for m in forbidden + [split_kind(line)[1] for line in harmless] if len(m.encode()) < SHORTEST]
    if not forbidden or short:
        parser.error(f"give markers, of {SHORTEST} bytes or more, so that none is found by chance: {short}")
    answer = report(folder, forbidden, harmless, arguments.log)
    print(json.dumps(answer, indent=2, ensure_ascii=False))
    return 0 if answer["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
