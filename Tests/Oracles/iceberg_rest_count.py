"""Counts the rows of a table as other programs see it through Basin's Iceberg REST catalog.

    iceberg_rest_count.py URL TOKEN TABLE [--filter COLUMN=VALUE]

URL is the server's, `http://127.0.0.1:8080`; TABLE is a dataset, or `namespace.dataset`. Prints
{"pyiceberg": rows, "duckdb": rows, "hours": distinct hours, "duckdb_hours": distinct hours}; hours are those of
`_partition_time`. With --filter also "pyiceberg_matching" and "duckdb_matching". Exit code 1 when a client fails (its
error is in "error") or when the two do not agree.
"""

import argparse
import importlib.util
import json
import pathlib
import sys

import duckdb
from pyiceberg.catalog import load_catalog
from pyiceberg.expressions import AlwaysTrue, EqualTo


def through_pyiceberg(url, token, namespace, table, matching):
    catalog = load_catalog("basin", type="rest", uri=f"{url}/iceberg", token=token)
    listed = [".".join(name) for name in catalog.list_tables(namespace)]
    if f"{namespace}.{table}" not in listed:
        raise LookupError(f"{namespace}.{table} is not among the catalog's tables: {listed}")
    loaded = catalog.load_table((namespace, table))
    hours = loaded.scan(selected_fields=("_partition_time",)).to_arrow()["_partition_time"]
    found = None
    if matching:
        rows = loaded.scan(row_filter=EqualTo(*matching)).to_arrow()
        found = rows.num_rows
    # Every column is read, so that a column that cannot be read is not missed.
    rows = loaded.scan(row_filter=AlwaysTrue()).to_arrow().num_rows
    return rows, len(hours.unique()), found


def extension(name):
    folder = pathlib.Path(importlib.util.find_spec(f"duckdb_extension_{name}").origin).parent
    return next(folder.rglob(f"{name}.duckdb_extension"))


def through_duckdb(url, token, namespace, table, matching):
    connection = duckdb.connect()
    # The extensions are those of the virtual environment; none is fetched.
    connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    for name in ("avro", "httpfs", "iceberg"):
        connection.execute(f"LOAD '{extension(name)}'")
    connection.execute("SET TimeZone = 'UTC'")

    def literal(text):
        return "'" + text.replace("'", "''") + "'"

    def identifier(text):
        return '"' + text.replace('"', '""') + '"'

    connection.execute(f"CREATE SECRET basin (TYPE iceberg, TOKEN {literal(token)})")
    connection.execute(f"ATTACH '' AS basin (TYPE iceberg, ENDPOINT {literal(url + '/iceberg')}, SECRET basin)")
    name = f"basin.{identifier(namespace)}.{identifier(table)}"
    rows, hours = connection.execute(f"SELECT count(*), count(DISTINCT _partition_time) FROM {name}").fetchone()
    # Every column is read here too.
    connection.execute(f"SELECT count(COLUMNS(*)) FROM {name}").fetchone()
    found = None
    if matching:
        where = f"{identifier(matching[0])} = {literal(matching[1])}"
        found = connection.execute(f"SELECT count(*) FROM {name} WHERE {where}").fetchone()[0]
    return rows, hours, found


def main():
    parser = argparse.ArgumentParser(description="Counts rows through the Iceberg REST catalog.")
    parser.add_argument("url")
    parser.add_argument("token")
    parser.add_argument("table")
    parser.add_argument("--filter", metavar="COLUMN=VALUE")
    arguments = parser.parse_args()
    namespace, _, table = arguments.table.rpartition(".")
    matching = arguments.filter.split("=", 1) if arguments.filter else None
    answer = {}
    for client, read in (("pyiceberg", through_pyiceberg), ("duckdb", through_duckdb)):
        try:
            rows, hours, found = read(arguments.url.rstrip("/"), arguments.token, namespace or "basin", table, matching)
        except Exception as error:
            answer.setdefault("error", f"{client}: {type(error).__name__}: {error}")
            continue
        answer[client] = rows
        answer["hours" if client == "pyiceberg" else f"{client}_hours"] = hours
        if matching:
            answer[f"{client}_matching"] = found
    agreed = (
        answer.get("pyiceberg") == answer.get("duckdb")
        and answer.get("hours") == answer.get("duckdb_hours")
        and answer.get("pyiceberg_matching") == answer.get("duckdb_matching")
    )
    print(json.dumps(answer))
    return 0 if agreed and "error" not in answer else 1


if __name__ == "__main__":
    sys.exit(main())
