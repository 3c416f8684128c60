"""Looks at every page of the web interface: on a desk and on a phone, light and dark, and without JavaScript.

    pages.py URL TOKEN FOLDER [--only PREFIX]

Writes a picture of each into FOLDER. Says of each page what is wrong: an answer that is no page, a console error, a
request to another host, more than 200 KB, a layout wider than its window, and whatever axe finds (names, roles, order,
contrast). The last line counts; the exit code is 1 when anything is wrong."""

import argparse
import pathlib
import sys

from browser import API, MOST_BYTES, Browser

LOOKS = [("desk-light", 1280, False), ("desk-dark", 1280, True), ("phone-light", 390, False), ("phone-dark", 390, True)]


def addresses(api):
    """Every page, by the name of its picture. What stands for a name is something that the demo has."""
    runs = api("GET", "/api/v1/runs?limit=50")
    run = next((run for run in runs if run["state"] == "succeeded"), runs[0])
    failed = next(iter(api("GET", "/api/v1/runs?state=failed&limit=1")), run)
    partition = f"/datasets/{run['dataset']}/partitions/{run['partition']}"
    made, event = "/datasets/listening_daily", "/datasets/song_played"
    pages = {
        "home": "/", "search": "/search?q=song", "search-all": "/search", "search-none": "/search?q=zzzzqqqq", "style": "/style",
        "glossary": "/glossary", "teams": "/teams", "team": "/teams/team-listening", "events": "/events", "event": "/events/song_played",
        "event-hours": "/events/song_played/hours", "event-schema": "/events/song_played/schema", "event-sdk": "/events/song_played/sdk",
        "event-live": "/events/song_played/live", "live": "/live", "sources": "/sources", "source": "/sources/web_player",
        "quarantine": "/quarantine", "quarantine-type": "/quarantine/song_played", "runs": "/runs", "runs-grid": "/runs/grid",
        "runs-timeline": "/runs/timeline", "run": f"/runs/{run['id']}", "run-failed": f"/runs/{failed['id']}", "backfills": "/backfills",
        "partition": partition, "sql": "/sql", "sql-answer": "/sql?run=1&sql=SELECT%20song%2C%20count(*)%20AS%20plays%20FROM%20song_played%20GROUP%20BY%20song%20ORDER%20BY%20plays%20DESC%20LIMIT%2020",
        "sql-history": "/sql/history", "sql-saved": "/sql/saved", "people": "/people", "person": "/people/admin", "access": "/access",
        "account": "/account", "audit": "/audit",
        "audit-verify": "/audit/verify", "cost": "/cost", "cost-datasets": "/cost?by=dataset", "unread": "/cost/unread", "settings": "/settings",
        "keys": "/settings/keys", "tags": "/tags", "event-month": "/events/song_played?span=30d", "not-found": "/datasets/nothing_here",
    }
    for tab in ["", "schema", "partitions", "profile", "sample", "lineage", "checks", "usage", "history", "access", "read"]:
        pages["dataset" + (tab and "-" + tab)] = made + (tab and "/" + tab)
        # Checks are what a pipeline makes must pass; events have none.
        if tab != "checks":
            pages["event-dataset" + (tab and "-" + tab)] = event + (tab and "/" + tab)
    return pages


def main():
    parser = argparse.ArgumentParser()
    for name in ["url", "token", "folder"]:
        parser.add_argument(name)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    browser = Browser(options.url)
    pages = {name: path for name, path in addresses(API(options.url, options.token)).items() if name.startswith(options.only)}
    for look, width, dark in LOOKS:
        page = browser.visitor(width=width, dark=dark)
        page.goto(f"{browser.url}/login?token={options.token}")
        page.wait_for_url(browser.url + "/")
        for name, path in pages.items():
            answer = page.goto(browser.url + path, wait_until="load")
            if answer.status != (404 if name == "not-found" else 200):
                browser.problem(page, f"answered {answer.status}")
            size = len(answer.body())
            if size > MOST_BYTES:
                browser.problem(page, f"{size} bytes")
            browser.check(page)
            page.screenshot(path=folder / f"{name}-{look}.png", full_page=True, animations="disabled")
        page.context.close()
    page = browser.visitor(scripts=False)
    page.goto(f"{browser.url}/login?token={options.token}")
    for name, path in pages.items():
        page.goto(browser.url + path, wait_until="domcontentloaded")
        if len(page.locator("main").inner_text()) < 40:
            browser.problem(page, "says nothing without JavaScript")
    browser.close()
    problems = sorted(set(browser.problems))
    for problem in problems:
        print(problem)
    print(f"{len(pages)} pages, {len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
