"""What the walks through the web interface share: a browser, and what is looked for on every page."""

import json
import pathlib
import urllib.error
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
MOST_BYTES = 200_000


class Browser:
    """Debian's Chromium without a window. Whatever goes wrong on a page is kept in `problems`."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.problems = []
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])

    def close(self):
        self._browser.close()
        self._playwright.stop()

    def visitor(self, width=1280, height=900, dark=False, scripts=True):
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
            java_script_enabled=scripts, accept_downloads=True, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and self._console(page, message))
        page.on("pageerror", lambda error: self.problem(page, f"script failed: {error}"))
        page.on("request", lambda request: self._asked(page, request))
        return page

    def problem(self, page, text):
        path = page.url.removeprefix(self.url).split("?token=")[0]
        self.problems.append(f"{path}: {text}")

    def _console(self, page, message):
        # Chromium writes down every answer that is not 2xx, which a page about an error is.
        if "Failed to load resource" not in message.text:
            self.problem(page, f"console {message.type}: {message.text}")

    def _asked(self, page, request):
        if not request.url.startswith((self.url + "/", "data:", "blob:")):
            self.problem(page, f"asked another host: {request.url}")

    def check(self, page, expects=200):
        """Opens nothing: looks at the page that is shown."""
        if page.locator("h1").count() != 1:
            self.problem(page, f"{page.locator('h1').count()} main headings")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.problem(page, f"{wide} pixels wider than the window of {page.viewport_size['width']}")
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
        for violation in results.response["violations"]:
            places = [node["target"][0] for node in violation["nodes"]]
            summary = violation["nodes"][0].get("failureSummary", "").replace("\n", " ")
            self.problem(page, f"{violation['id']} at {len(places)} places, e.g. {places[0]}: {summary[:300]}")


class API:
    """Asks the server as programs do."""

    def __init__(self, url, token):
        self.url, self.token = url.rstrip("/"), token

    def __call__(self, method, path, body=None, token=None, content="application/json"):
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data=data, method=method,
            headers={"Authorization": "Bearer " + (token or self.token), "Content-Type": content})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} {error.read().decode()[:2000]}") from None
        return json.loads(text) if text and text[0] in "[{" else text


def files(project):
    root = pathlib.Path(project)
    return {str(path.relative_to(root)): path.read_text() for path in sorted(root.rglob("*"))
            if path.is_file() and path.suffix in (".yaml", ".sql", ".md") and path.name != "README.md"}


def example(api, name, **values):
    """A value of its type for each field that must be there."""
    columns = api("GET", f"/api/v1/datasets/{name}")["columns"]
    samples = {"string": "text", "double": 1.5, "int64": 1, "int32": 1, "bool": True, "float": 1.5, "uuid": "018f2b3c-0000-7000-8000-000000000001", "timestamp": "2026-11-01T00:00:00Z"}
    data = {column["name"]: samples.get(column["type"], "text") for column in columns if not column["name"].startswith("_") and column["required"]}
    return data | values
