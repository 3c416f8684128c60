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
SQL = "SELECT song, count(*) AS plays FROM song_played GROUP BY song ORDER BY plays DESC LIMIT 20"
VIEWER = "vera"
PASSWORD = "a long and quiet morning"
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

    def newest(path, made):
        """The newest of what the demo has none of; made when nobody did."""
        return (api("GET", path) or [api("POST", path, made)])[0]["id"]

    run, failed = one("succeeded"), one("failed")
    partition = f"/datasets/{run['dataset']}/partitions/{run['partition']}"
    backfill = newest("/api/v1/backfills", {
        "dataset": "listening_daily", "from": "2026-11-01", "to": "2026-11-03", "reason": "To look at it."})
    request = newest("/api/v1/access-requests", {
        "dataset": "song_played", "classification": "personal", "purpose": "support", "reason": "To look at it.", "days": 7})
    pages = {
        "home": "/", "search": "/search?q=song", "search-all": "/search", "search-none": "/search?q=zzzzqqqq", "style": "/style",
        "glossary": "/glossary", "term": "/glossary/listener", "tags": "/tags", "teams": "/teams", "team": "/teams/team-listening",
        "events": "/events", "event": "/events/song_played", "event-month": "/events/song_played?span=30d",
        "event-hours": "/events/song_played/hours", "event-schema": "/events/song_played/schema",
        "event-sdk": "/events/song_played/sdk", "event-live": "/events/song_played/live", "live": "/live",
        "sources": "/sources", "source": "/sources/web_player",
        "quarantine": "/quarantine", "quarantine-type": "/quarantine/song_played",
        "runs": "/runs", "runs-grid": "/runs/grid", "runs-timeline": "/runs/timeline",
        "run": f"/runs/{run['id']}", "run-failed": f"/runs/{failed['id']}",
        "backfills": "/backfills", "backfill": f"/backfills/{backfill}",
        "partition": partition, "partition-lineage": f"/datasets/{run['dataset']}/lineage?partition={run['partition']}",
        "sql": "/sql", "sql-answer": "/sql?run=1&sql=" + urllib.parse.quote(SQL), "sql-history": "/sql/history", "sql-saved": "/sql/saved",
        "people": "/people", "person": "/people/admin", "access": "/access", "access-request": f"/access/requests/{request}",
        "account": "/account", "audit": "/audit", "audit-verify": "/audit/verify",
        "cost": "/cost", "cost-datasets": "/cost?by=dataset", "unread": "/cost/unread", "settings": "/settings", "keys": "/settings/keys",
        "login": "/login", "not-found": "/datasets/nothing_here",
        "dataset": "/datasets/listening_daily", "dataset-schema": "/datasets/listening_daily/schema",
        "dataset-partitions": "/datasets/listening_daily/partitions", "dataset-profile": "/datasets/listening_daily/profile",
        "dataset-sample": "/datasets/listening_daily/sample", "dataset-lineage": "/datasets/listening_daily/lineage",
        "dataset-checks": "/datasets/listening_daily/checks", "dataset-usage": "/datasets/listening_daily/usage",
        "dataset-history": "/datasets/listening_daily/history", "dataset-access": "/datasets/listening_daily/access",
        "dataset-read": "/datasets/listening_daily/read",
        # Checks are what a pipeline makes must pass; events have none.
        "event-dataset": "/datasets/song_played", "event-dataset-schema": "/datasets/song_played/schema",
        "event-dataset-partitions": "/datasets/song_played/partitions", "event-dataset-profile": "/datasets/song_played/profile",
        "event-dataset-sample": "/datasets/song_played/sample", "event-dataset-lineage": "/datasets/song_played/lineage",
        "event-dataset-usage": "/datasets/song_played/usage", "event-dataset-history": "/datasets/song_played/history",
        "event-dataset-access": "/datasets/song_played/access", "event-dataset-read": "/datasets/song_played/read",
    }
    for check in api("GET", f"/api/v1/runs/{failed['id']}")["checks"]:
        if check.get("sample_count"):
            failing = "?failing=" + urllib.parse.quote(check["name"], safe="")
            pages["run-failed-rows"] = f"/runs/{failed['id']}{failing}"
            pages["dataset-failed-rows"] = f"/datasets/{failed['dataset']}/checks{failing}"
    return pages


def unvisited(api, pages):
    """The pages that the server says it has and that are not among these."""
    paths = {urllib.parse.urlsplit(path).path for path in pages.values()}
    for path, methods in api("GET", "/openapi.json")["paths"].items():
        answers = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        pattern = re.compile(re.sub(r"\\{[^/]*\\}", "[^/]+", re.escape(path)))
        # Beginning and ending a sign-in elsewhere leads to other pages, and is none.
        if "text/html" in answers and not path.startswith("/auth/") and not any(pattern.fullmatch(path) for path in paths):
            yield path


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
    changed["glossary.yaml"] = changed["glossary.yaml"].replace(
        "listener:\n", f"listener:\n  title: {json.dumps(HOSTILE[:80], ensure_ascii=False)}\n", 1)
    api("POST", "/api/v1/apply", {"files": changed, "reason": HOSTILE[:900]})
    key = api("POST", "/api/v1/keys", {"name": f"hostile-{time.time_ns()}"})["key"]
    for number, data in enumerate([example(api, "song_played", song=HOSTILE, artist=HOSTILE), {"song": HOSTILE, "user_id": 1}]):
        event = {"specversion": "1.0", "id": f"hostile-{number}", "source": "/" + HOSTILE[:50], "type": "song_played", "data": data}
        api("POST", "/events", json.dumps(event).encode(), token=key, content="application/cloudevents+json")
    api("POST", "/api/v1/access-requests", {"dataset": "song_played", "classification": "personal", "purpose": "support", "reason": HOSTILE[:500], "days": 7})
    api("POST", "/api/v1/query", {"sql": f"SELECT '{HOSTILE.replace(chr(39), '')}' AS x FROM song_played LIMIT 1", "format": "json"})


def look_at(browser, page, pages, folder, look, answers, is_hostile=False):
    """Every page: whether it answers one of its statuses, what is wrong with it, and its picture."""
    for name, path in pages.items():
        answer = page.goto(browser.url + path, wait_until="load")
        if answer.status not in answers.get(name, answers["*"]):
            browser.problem(page, f"answered {answer.status}")
        size = len(answer.body())
        if size > MOST_BYTES:
            browser.problem(page, f"{size} bytes")
        browser.check(page)
        if is_hostile and (page.title() == "hurt" or page.locator("img").count()):
            browser.problem(page, "somebody's text became markup")
        page.screenshot(path=folder / f"{name}-{look}.png", full_page=True, animations="disabled")
    page.context.close()


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
    every = addresses(api)
    pages = {name: path for name, path in every.items() if name.startswith(options.only)}
    problems = [f"{path}: is not among the pages that are looked at" for path in unvisited(api, every)]

    def as_admin(page):
        page.goto(f"{browser.url}/login?token={options.token}")
        page.wait_for_url(browser.url + "/")
        return page

    for look, width, dark in [look for look in LOOKS if look[0] in options.looks.split(",")]:
        look_at(browser, as_admin(browser.visitor(width=width, dark=dark)), pages, folder, look, {"*": [200], "not-found": [404]}, bool(options.hostile))
    if not options.hostile:
        # Who may only find: is told so where it may not look, in a page like the others.
        if all(account["name"] != VIEWER for account in api("GET", "/api/v1/accounts")):
            api("POST", "/api/v1/accounts", {"name": VIEWER, "kind": "person", "roles": ["viewer"], "teams": []})
        api("PUT", f"/api/v1/accounts/{VIEWER}/password", {"password": PASSWORD})
        page = browser.visitor(width=390)
        page.goto(browser.url + "/login")
        page.fill("#account", VIEWER)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(browser.url + "/")
        # Another's request is not there for them.
        look_at(browser, page, pages, folder, "viewer", {"*": [200, 403], "not-found": [404], "access-request": [404]})
    page = browser.visitor(scripts=False)
    page.goto(f"{browser.url}/login?token={options.token}")
    for name, path in pages.items():
        page.goto(browser.url + path, wait_until="domcontentloaded")
        if len(page.locator("main").inner_text()) < 40:
            browser.problem(page, "says nothing without JavaScript")
    browser.close()
    problems += sorted(set(browser.problems))
    for problem in problems:
        print(problem)
    print(f"{len(pages)} pages, {len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
