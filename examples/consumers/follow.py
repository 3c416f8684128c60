#!/usr/bin/env python3
"""Follow the events of one type: the standard library only, and nothing lost.

    BASIN_TOKEN=… follow.py http://127.0.0.1:8080 song_played --state song_played.cursor

`handle` is where the work is. The cursor is saved after it, so that an event whose work was cut off comes again: at least
once. Work that must count once keeps the ids of the events that it did, or writes its result and the cursor in one
transaction. Ends with 3 when retention removed what follows the cursor: somebody has to decide what that means.
"""
import argparse
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


def handle(event, out):
    """The work: here, a line for each event."""
    out.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")


def finish(out):
    """What was handled is safe when this returns."""
    out.flush()
    if out.isatty() or not out.seekable():
        return
    os.fsync(out.fileno())


def load(path):
    try:
        with open(path, encoding="ascii") as file:
            return file.read().strip() or None
    except FileNotFoundError:
        return None


def save(path, cursor):
    """All of it or nothing, also when the machine stops."""
    with open(path + ".new", "w", encoding="ascii") as file:
        file.write(cursor + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".new", path)


def answer(options, cursor):
    query = {"type": options.type}
    if cursor:
        query["after"] = cursor
    elif options.start:
        query["from"] = options.start
    if not options.once:
        query["follow"] = "true"
    request = urllib.request.Request(
        options.server + "/api/v1/events/stream?" + urllib.parse.urlencode(query),
        headers={"Authorization": "Bearer " + os.environ.get("BASIN_TOKEN", "")},
    )
    # An empty line comes every 15 seconds: a server that says nothing for longer is gone.
    return urllib.request.urlopen(request, timeout=60)


def follow(options, out):
    """Until the answer ends. Returns whether an event came."""
    cursor, unsaved, came = load(options.state), 0, False
    with answer(options, cursor) as lines:
        for line in lines:
            if line == b"\n":
                # Nothing waits: a good moment to save.
                unsaved = unsaved and checkpoint(options, cursor, out)
                continue
            if not line.endswith(b"\n"):
                break
            entry = json.loads(line)
            handle(entry["event"], out)
            cursor, unsaved, came = entry["cursor"], unsaved + 1, True
            if unsaved >= options.every:
                unsaved = checkpoint(options, cursor, out)
    if unsaved:
        checkpoint(options, cursor, out)
    return came


def checkpoint(options, cursor, out):
    finish(out)
    save(options.state, cursor)
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("server", help="e.g. http://127.0.0.1:8080")
    parser.add_argument("type", help="the event type")
    parser.add_argument("--state", required=True, help="the file of the cursor")
    parser.add_argument("--start", help="without a cursor: an hour, a day, or now (default: the oldest event)")
    parser.add_argument("--every", type=int, default=100, help="save the cursor after so many events")
    parser.add_argument("--out", help="append to this file instead of standard output")
    parser.add_argument("--once", action="store_true", help="end when there are no more events")
    options = parser.parse_args()
    options.server = options.server.rstrip("/")
    out = open(options.out, "a", encoding="utf-8") if options.out else sys.stdout
    wait = 1
    while True:
        try:
            if follow(options, out):
                wait = 1
            if options.once:
                return 0
        except urllib.error.HTTPError as error:
            reason = error.read().decode("utf-8", "replace")
            print(f"follow: {error.code} {reason}", file=sys.stderr)
            if error.code == 410:
                return 3
            if error.code < 500 and error.code != 429:
                return 1
        except (OSError, ValueError, http.client.HTTPException) as error:
            print(f"follow: {error}; trying again in {wait} s", file=sys.stderr)
        if options.once:
            return 1
        time.sleep(wait)
        wait = min(30, wait * 2)


if __name__ == "__main__":
    sys.exit(main())
