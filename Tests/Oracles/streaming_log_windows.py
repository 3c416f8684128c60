"""Listeners and plays of seven days and of weeks, by DuckDB alone on the raw log: `dataset,partition,listeners,plays`."""
import datetime
import sys

import duckdb

log = duckdb.connect()
log.execute("SET TimeZone = 'UTC'")
log.execute(
    "CREATE TABLE plays AS SELECT userId AS user_id, CAST(make_timestamp(ts * 1000) AS DATE) AS day "
    "FROM read_json(?, format='newline_delimited') WHERE page = 'NextSong'", [sys.argv[1]])


def window(name, shown, first, last):
    listeners, plays = log.execute(
        "SELECT count(DISTINCT user_id), count(*) FROM plays WHERE day BETWEEN ? AND ?", [first, last]).fetchone()
    print(f"{name},{shown},{listeners},{plays}")


begin = datetime.date(2018, 11, 1)
for number in range(30):
    day = begin + datetime.timedelta(days=number)
    window("log_rolling", day, max(begin, day - datetime.timedelta(days=6)), day)
for number in range(3):
    monday = datetime.date(2018, 11, 5) + datetime.timedelta(days=7 * number)
    window("log_weekly", monday, monday, monday + datetime.timedelta(days=6))
