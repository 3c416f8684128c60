"""Reads an Arrow stream of Basin's with pyarrow, and compares it with what DuckDB itself gives for the same SQL.

    arrow_query.py STREAM SQL

Prints {"rows": n, "schema": true when the types are the same, "values": true when all values are}, and what differs.
"""

import json
import sys

import duckdb
import pyarrow


def main():
    with open(sys.argv[1], "rb") as file, pyarrow.ipc.open_stream(file) as stream:
        read = stream.read_all()
    read.validate(full=True)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    made = connection.sql(sys.argv[2]).to_arrow_table()
    answer = {
        "rows": read.num_rows,
        "schema": [str(f.type) for f in read.schema] == [str(f.type) for f in made.schema]
        and read.schema.names == made.schema.names,
        "values": read.to_pylist() == made.to_pylist(),
    }
    if not answer["schema"]:
        answer["difference"] = f"{read.schema} / {made.schema}"
    elif not answer["values"]:
        pairs = zip(read.to_pylist(), made.to_pylist())
        answer["difference"] = str(next((pair for pair in pairs if pair[0] != pair[1]), "rows"))[:500]
    print(json.dumps(answer))


main()
