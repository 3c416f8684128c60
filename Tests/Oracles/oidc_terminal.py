"""Signs in at a provider that others wrote (oidc-provider-mock), as a person at a terminal and in a browser does.

    oidc_terminal.py BASIN FOLDER

Starts the program BASIN with a file of issuers in FOLDER, and prints what became of it as a line of JSON.
"""
import html, http.client, json, logging, os, re, subprocess, sys, time, urllib.parse, warnings
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
from oidc_provider_mock import User, run_server_in_thread

basin, folder = sys.argv[1:]
SECRET = "a-secret-of-the-client-that-is-in-a-file"
CONFIG = """
url: http://127.0.0.1:1
issuers:
  company:
    issuer: ISSUER
    client_id: basin
    client_secret_file: oidc.secret
    roles: {data: analyst}
    new_accounts: viewer
"""


def request(method, url, body=None, **headers):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request(method, parts.path + ("?" + parts.query if parts.query else ""), body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, text


def browse(url, server):
    """From the start to what the callback answers."""
    status, headers, text = request("GET", url)
    assert status == 303, (status, text)
    cookie = headers["Set-Cookie"].split(";")[0]
    form = urllib.parse.urlencode({"sub": "u1"})
    _, headers, _ = request("POST", headers["Location"], form, **{"Content-Type": "application/x-www-form-urlencoded"})
    # The port was not known when the file was written.
    return request("GET", headers["Location"].replace("http://127.0.0.1:1/", server + "/"), Cookie=cookie)


def wait(what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise TimeoutError


user = User(sub="u1", claims={"email": "anna@example.com", "email_verified": True, "groups": ["data"]})
environment = {k: v for k, v in os.environ.items() if not k.startswith("BASIN_")}
with run_server_in_thread(user_claims=[user]) as provider:
    with open(folder + "/oidc.yaml", "w") as file:
        file.write(CONFIG.replace("ISSUER", f"http://localhost:{provider.server_port}"))
    with open(folder + "/oidc.secret", "w") as file:
        file.write(SECRET + "\n")
    log = open(folder + "/oidc-up.log", "w+")
    up = subprocess.Popen(
        [basin, "up", "--data", folder + "/data", "--port", "0", "--oidc-config", folder + "/oidc.yaml"], stdout=log, stderr=log,
        cwd=folder, env=environment | {"BASIN_ADMIN_TOKEN": "token-of-the-terminal-test"})
    try:
        def said():
            with open(log.name) as text:
                return text.read()
        server = wait(lambda: re.search(r"http://127\.0\.0\.1:\d+(?=\D)", said()) or (up.poll() and sys.exit(said()))).group(0)
        wait(lambda: request("GET", server + "/readyz")[0] == 200)
        client = environment | {"BASIN_URL": server}
        login = subprocess.Popen([basin, "login", "--oidc"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=client)
        line = login.stderr.readline()
        while line and not line.startswith("http"):
            line = login.stderr.readline()
        status, headers, text = browse(line.strip(), server)
        link = re.search(r'href="(http://127\.0\.0\.1:\d+/\?[^"]*)"', text)
        assert status == 200 and link and "Set-Cookie" not in headers, (status, text)
        brought = html.unescape(link.group(1))
        stranger = request("GET", brought.split("?")[0] + "?code=x&state=y")[0]
        status, _, page = request("GET", brought)
        token = login.stdout.read().strip()
        code = login.wait(20)
        me = json.loads(subprocess.run([basin, "whoami", "--format", "json"], env=client | {"BASIN_TOKEN": token}, capture_output=True, text=True).stdout)
        web, headers, _ = browse(server + "/auth/oidc/company/start", server)
        session = headers["Set-Cookie"].split(";")[0]
        front = request("GET", server + "/", Cookie=session)[0]
        secrets = [SECRET, token, session.split("=", 1)[1], brought.split("code=")[1].split("&")[0]]
        print(json.dumps({
            "exit": code, "account": me["name"], "permissions": me["permissions"], "stranger": stranger, "listener": status,
            "web": web, "front": front, "silent": not any(secret in said() for secret in secrets), "short": min(map(len, secrets)),
        }), flush=True)
    finally:
        up.terminate()
        up.wait(40)
