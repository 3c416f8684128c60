"""Walks through the web interface with the keyboard alone, as a newcomer with the link of the first start, an analyst who
asks for access, and the owner who gives it.

    walk.py LINK PROJECT

LINK is what `basin up --demo` printed, PROJECT the folder of the definitions that it applied. Says each step as it is
done; the last line counts."""

import json
import re
import sys
import time

from browser import API, Browser, example, files

PASSWORD = "a long and quiet evening"
steps = []


def step(text):
    steps.append(text)
    print(f"{len(steps):2}. {text}", flush=True)


def focused(page, selector):
    return page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector)


def tab_to(page, selector, most=400):
    """Presses Tab until what is chosen has the focus, as somebody does who has no mouse. Fails after `most`."""
    page.locator(selector).first.wait_for(state="visible")
    for _ in range(most):
        if focused(page, selector):
            return
        page.keyboard.press("Tab")
    raise SystemExit(f"{page.url}: {selector} is not reached by Tab")


def arrow_to(page, key, selector, most=60):
    """Presses a key, within what is one stop of Tab, until what is chosen has the focus."""
    for _ in range(most):
        if focused(page, selector):
            return
        page.keyboard.press(key)
    raise SystemExit(f"{page.url}: {selector} is not reached by {key}")


def press(page, selector):
    """Goes there and presses Enter, which opens another page."""
    tab_to(page, selector)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def say(page, selector, text):
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def heading(page):
    return page.locator("h1").inner_text()


def shows(page, text):
    page.get_by_text(re.compile(text, re.I)).first.wait_for(state="attached")


def open_menu(page, path):
    press(page, f'nav.side a[href="{path}"]')


def sign_in(browser, name):
    page = browser.visitor()
    page.goto(browser.url + "/login")
    say(page, "#account", name)
    say(page, "#password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url(browser.url + "/")
    return page


def until(what, seconds=60):
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise SystemExit(f"{what.__name__} did not come true in {seconds} s")
        time.sleep(0.2)


def main():
    link, project = sys.argv[1:3]
    url, token = re.match(r"(http://[^/]+)/login\?token=(\S+)", link).groups()
    browser, api = Browser(url), API(url, token)
    for name, roles, teams in [("ana", ["analyst"], []), ("olaf", ["developer", "steward"], ["team-listening"])]:
        api("POST", "/api/v1/accounts", {"name": name, "kind": "person", "roles": roles, "teams": teams})
        api("PUT", f"/api/v1/accounts/{name}/password", {"password": PASSWORD})

    page = browser.visitor()
    page.goto(link)
    page.wait_for_url(url + "/")
    step(f"the link of the first start leads to {heading(page)}")

    page.keyboard.press("/")
    page.keyboard.type("listening")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, 'main a[href="/datasets/listening_daily"]')
    step(f"a search finds {heading(page)}")

    press(page, '.tabs a[href="/datasets/listening_daily/lineage"]')
    assert page.locator('main svg a[href*="song_played"]').count() > 0, "no node for song_played"
    step("its lineage shows what it is made of")

    press(page, '.tabs a[href="/datasets/listening_daily/partitions"]')
    tab_to(page, "main .heat a.square")
    # The latest week is the uppermost, and may not be over.
    arrow_to(page, "ArrowDown", "main a.square.good")
    square = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Tab")
    assert not focused(page, ".heat *"), "a calendar is more than one stop of Tab"
    page.keyboard.press("Shift+Tab")
    press(page, f'main a.square.good[href="{square}"]')
    shows(page, "why")
    step(f"a square of the calendar opens {heading(page)}, which says why it is so")
    press(page, 'main a[href^="/runs/"]:not([href*="?"])')
    before = heading(page)
    tab_to(page, 'form[action$="/rerun"] button')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert heading(page) != before, "the rerun is no run of its own"
    shows(page, "rerun")
    until(lambda: "succeeded" in api("GET", "/api/v1/runs/" + page.url.rsplit("/", 1)[1].split("?")[0])["summary"]["state"])
    page.locator(".badge", has_text="succeeded").first.wait_for(timeout=30_000)
    step(f"{before} is run again as {heading(page)}, and the page says by itself when it is done")

    open_menu(page, "/sql")
    say(page, "#sql", "SELECT song, count(*) AS plays FROM song_played GROUP BY song ORDER BY plays DESC LIMIT 3")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.locator('[data-part="result"] tbody tr').nth(2).wait_for()
    step("SQL answers with Ctrl+Enter: " + page.locator('[data-part="result"] tbody tr').first.inner_text().replace("\n", " "))

    ana = sign_in(browser, "ana")
    ana.goto(url + "/datasets/song_played/access")
    say(ana, "#purpose", "support")
    say(ana, "#reason", "A listener asks what we know of her.")
    tab_to(ana, 'form[action$="/song_played/access"] button')
    with ana.expect_navigation():
        ana.keyboard.press("Enter")
    request = ana.url.split("?")[0]
    shows(ana, "open")
    step(f"ana asks for access: {heading(ana)}")

    olaf = sign_in(browser, "olaf")
    tab_to(olaf, ".who summary")
    olaf.keyboard.press("Enter")
    press(olaf, '.who a[href="/access"]')
    press(olaf, f'main a[href="{request.removeprefix(url)}"]')
    tab_to(olaf, 'form[action$="/approve"] button')
    with olaf.expect_navigation():
        olaf.keyboard.press("Enter")
    shows(olaf, "approved")
    ana.goto(request)
    shows(ana, "olaf")
    step("olaf, whose team owns it, approves, and ana sees by whom")

    open_menu(page, "/audit")
    say(page, "#person", "olaf")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shows(page, "approve|access-requests")
    step("the audit log has olaf's decision")

    page.goto(url + "/events/song_played/live")
    page.locator("[data-inspector]").wait_for(state="visible")
    key = api("POST", "/api/v1/keys", {"name": "walk"})["key"]

    def send(identity, data):
        event = {"specversion": "1.0", "id": identity, "source": "/walk", "type": "song_played", "data": data}
        return api("POST", "/events", json.dumps(event).encode(), token=key, content="application/cloudevents+json")

    def appears():
        send(f"live-{time.monotonic_ns()}", example(api, "song_played", song="A song of the walk"))
        return page.get_by_text("A song of the walk").count() > 0
    until(appears, seconds=20)
    step("an event appears in the inspector while it comes")

    fields = example(api, "song_played")
    del fields["song"]
    answer = send("refused-1", fields)
    assert answer["accepted"] == 0, answer
    changed = files(project)
    name = "events/song_played.yaml"
    changed[name] = re.sub(r"^(  song:\s*\{[^}]*)\}", r"\1, required: false}", changed[name], flags=re.M)
    api("POST", "/api/v1/apply", {"files": changed, "reason": "some players have no title"})
    page.goto(url + "/quarantine/song_played")
    tab_to(page, 'form[action*="/replay"] button')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shows(page, "replayed")
    count = api("POST", "/api/v1/query", {"sql": "SELECT count(*) AS n FROM song_played WHERE _event_id = 'refused-1'", "format": "json"})
    assert (count[0] if isinstance(count, list) else json.loads(count)[0])["n"] == 1, count
    step("an event that was refused is replayed and is in its table once")

    browser.close()
    for problem in browser.problems:
        print(problem)
    print(f"{len(steps)} steps, {len(browser.problems)} problems")
    sys.exit(1 if browser.problems else 0)


main()
