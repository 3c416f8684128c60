"""Writes the data files of a table as Basin does: Parquet by DuckDB, zstd, with field ids.

Usage: iceberg_write.py PLAN. PLAN is JSON: {"files": [{"path": FILE, "sql": SELECT, "field_ids": DUCKDB STRUCT or null}]}.
Prints, as JSON, [{"path": FILE, "rows": COUNT, "bytes": SIZE}].
"""

import json
import os
import sys

import duckdb

with open(sys.argv[1]) as file:
    plan = json.load(file)
connection = duckdb.connect()
answer = []
for file in plan["files"]:
    ids = f", FIELD_IDS {file['field_ids']}" if file.get("field_ids") else ""
    path = file["path"].replace("'", "''")
    connection.execute(f"COPY ({file['sql']}) TO '{path}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1{ids})")
    rows = connection.execute("SELECT count(*) FROM read_parquet(?)", [file["path"]]).fetchone()[0]
    answer.append({"path": file["path"], "rows": rows, "bytes": os.path.getsize(file["path"])})
json.dump(answer, sys.stdout)
