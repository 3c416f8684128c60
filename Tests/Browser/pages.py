"""Looks at every page of the web interface: on a desk and on a phone, light and dark, and without JavaScript.

    pages.py URL TOKEN FOLDER [--only PREFIX] [--looks desk-light,phone-dark …] [--hostile PROJECT]

With a project, everything that people may write in it is made hostile first: markup, right-to-left, emoji, 500 letters.
Writes a picture of each into FOLDER. Says of each page what is wrong: an answer that is no page, a console error, a
request to another host, more than 200 KB, a layout wider than its window, and whatever axe finds (names, roles, order,
contrast). The last line counts; the exit code is 1 when anything is wrong."""

import argparse
import json
import pathlib
import re
import sys
import time
import urllib.parse

from browser import API, MOST_BYTES, Browser, example, files

HOSTILE = (
    "<img src=x onerror=\"document.title='hurt'\"><script>document.title='hurt'</script>&\"'` \u05e9\u05dc\u05d5\u05dd \u202e"
    + "\u0639\u0631\u0628\u064a \U0001f3a7 " + "x" * 500)
LOOKS = [("desk-light", 1280, False), ("desk-dark", 1280, True), ("phone-light", 390, False), ("phone-dark", 390, True)]


def addresses(api):
    """Every page, by the name of its picture. What stands for a name is something that the demo has."""
    def one(state):
        """The demo begins to make its month when it starts; one of its datasets fails on purpose."""
        end = time.monotonic() + 120
        while not (runs := api("GET", f"/api/v1/runs?state={state}&limit=1")):
            if time.monotonic() > end:
                raise SystemExit(f"no run {state} in two minutes")
            time.sleep(0.5)
        return runs[0]

    run, failed = one("succeeded"), one("failed")
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
    for check in api("GET", f"/api/v1/runs/{failed['id']}")["checks"]:
        if check.get("sample_count"):
            failing = "?failing=" + urllib.parse.quote(check["name"], safe="")
            pages["run-failed-rows"] = f"/runs/{failed['id']}{failing}"
            pages["dataset-failed-rows"] = f"/datasets/{failed['dataset']}/checks{failing}"
    return pages


def make_hostile(api, project):
    """Applies the project with hostile texts, and sends events with hostile values."""
    text = json.dumps(HOSTILE, ensure_ascii=False)
    changed = {}
    for name, content in files(project).items():
        if name.endswith(".yaml"):
            # On lines of their own, and between braces.
            content = re.sub(r"^(\s*(?:description|contact):\s*).*$", lambda found: found.group(1) + text, content, flags=re.M)
            content = re.sub(r"([,{] *description:\s*)(\"[^\"]*\"|[^,}\n]+)(?=[,}])", lambda found: found.group(1) + text, content)
        changed[name] = content
    changed["datasets/listening_daily.md"] = f"# {HOSTILE}\n\n{HOSTILE}\n\n[x](javascript:document.title='hurt')\n"
    changed["glossary.yaml"] = f"listener: {{title: {json.dumps(HOSTILE[:80], ensure_ascii=False)}, description: {text}, owner: team-listening}}\n"
    api("POST", "/api/v1/apply", {"files": changed, "reason": HOSTILE[:900]})
    key = api("POST", "/api/v1/keys", {"name": f"hostile-{time.time_ns()}"})["key"]
    for number, data in enumerate([example(api, "song_played", song=HOSTILE, artist=HOSTILE), {"song": HOSTILE, "user_id": 1}]):
        event = {"specversion": "1.0", "id": f"hostile-{number}", "source": "/" + HOSTILE[:50], "type": "song_played", "data": data}
        api("POST", "/events", json.dumps(event).encode(), token=key, content="application/cloudevents+json")
    api("POST", "/api/v1/access-requests", {"dataset": "song_played", "classification": "personal", "purpose": "support", "reason": HOSTILE[:500], "days": 7})
    api("POST", "/api/v1/query", {"sql": f"SELECT '{HOSTILE.replace(chr(39), '')}' AS x FROM song_played LIMIT 1", "format": "json"})


def main():
    parser = argparse.ArgumentParser()
    for name in ["url", "token", "folder"]:
        parser.add_argument(name)
    parser.add_argument("--only", default="")
    parser.add_argument("--hostile")
    parser.add_argument("--looks", default=",".join(name for name, _, _ in LOOKS))
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    browser = Browser(options.url)
    api = API(options.url, options.token)
    if options.hostile:
        make_hostile(api, options.hostile)
    pages = {name: path for name, path in addresses(api).items() if name.startswith(options.only)}
    for look, width, dark in [look for look in LOOKS if look[0] in options.looks.split(",")]:
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
            if options.hostile and ("hurt" in page.title() or page.locator("img").count()):
                browser.problem(page, "somebody's text became markup")
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
