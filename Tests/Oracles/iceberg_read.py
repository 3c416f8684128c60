"""Reads an Iceberg table with PyIceberg and with DuckDB's iceberg extension, and prints what each saw.

Usage: iceberg_read.py QUERIES. QUERIES is JSON, a list of {"metadata": URI, "columns": [NAME], "filter": PyIceberg
expression or null, "sql_filter": SQL or null}. Prints, for each, {"pyiceberg": READER, "duckdb": READER}, where READER is {"rows": COUNT, "data":
[[VALUE AS TEXT]] (sorted)}, and for PyIceberg also what the metadata says: {"files": [PATH], "pruned": [PATH],
"snapshots": COUNT, "operations": [NAME], "entries": [[STATUS, SEQUENCE NUMBER, FILE SEQUENCE NUMBER]],
"schema": TEXT, "history": COUNT}.
"""

import datetime
import glob
import importlib.util
import json
import os
import sys

import duckdb
from pyiceberg.table import StaticTable


def text(value):
    if value is None:
        return "null"
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex()
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(text(inner) for inner in value) + "]"
    return str(value)


def shape(rows, columns):
    return sorted([text(row[name]) for name in columns] for row in rows)


def read_pyiceberg(query):
    table = StaticTable.from_metadata(query["metadata"])
    scan = table.scan(row_filter=query["filter"]) if query.get("filter") else table.scan()
    arrow = scan.to_arrow()
    entries = []
    if table.current_snapshot():
        for manifest in table.current_snapshot().manifests(table.io):
            for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=False):
                entries.append([int(entry.status), entry.sequence_number, entry.file_sequence_number])
        # PyIceberg 0.12 cannot show the metrics of UUID columns.
        if "uuid" not in str(table.schema()):
            table.inspect.files()
        table.inspect.partitions()
    return {
        "rows": arrow.num_rows,
        "data": shape(arrow.to_pylist(), query["columns"]),
        "files": sorted(task.file.file_path for task in table.scan().plan_files()),
        "pruned": sorted(task.file.file_path for task in scan.plan_files()),
        "snapshots": len(table.snapshots()),
        "operations": [str(snapshot.summary.operation.value) for snapshot in table.snapshots()],
        "history": len(table.history()),
        "schema": str(table.schema()),
        "entries": sorted(entries),
    }


def read_duckdb(connection, query):
    where = f" WHERE {query['sql_filter']}" if query.get("sql_filter") else ""
    names = ", ".join('"' + name + '"' for name in query["columns"])
    relation = "iceberg_scan('" + query["metadata"].replace("'", "''") + "')" + where
    rows = connection.execute(f"SELECT {names} FROM {relation}").to_arrow_table().to_pylist()
    count = connection.execute(f"SELECT count(*) FROM {relation}").fetchone()[0]
    return {"rows": count, "data": shape(rows, query["columns"])}


connection = duckdb.connect()
for package in ("duckdb_extension_avro", "duckdb_extension_iceberg"):
    folder = os.path.dirname(importlib.util.find_spec(package).origin)
    extension = glob.glob(folder + "/extensions/*/*.duckdb_extension")[0]
    connection.execute("LOAD '" + extension.replace("'", "''") + "'")
with open(sys.argv[1]) as file:
    queries = json.load(file)
json.dump([{"pyiceberg": read_pyiceberg(q), "duckdb": read_duckdb(connection, q)} for q in queries], sys.stdout)
