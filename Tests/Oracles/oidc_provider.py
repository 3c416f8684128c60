"""Two issuers on this machine, and a browser that signs in at them.

The first is oidc-provider-mock, on Authlib, as it is. The second, `partner`, checks PKCE with Authlib, signs with PyJWT, and says
what it is told to say; beside it are issuers that want to be believed and should not be. A line of JSON with their addresses
is printed first; then each line of standard input is a command, and has a line for an answer:

    {"do": "person", "sub": S, "claims": {}}       the first issuer knows them
    {"do": "authorize", "url": U, "sub": S, "claims": {}}   the browser signs in there: {"location": where it is sent back to}
    {"do": "sign", "claims": {}}                   {"token": signed by the partner}
    {"do": "rotate"}                               the partner signs with another key from now on
    {"do": "asked"}                                {"paths": what was asked of the second server since the last time}
"""
import base64, http.client, json, logging, secrets, sys, threading, time, urllib.parse, warnings
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import jwt
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from cryptography.hazmat.primitives.asymmetric import rsa
from oidc_provider_mock import run_server_in_thread

SECRET = "the secret of the partner's client"
codes, asked, lock = {}, [], threading.Lock()


class Signer:
    def __init__(self):
        self.key = rsa.generate_private_key(65537, 2048)
        self.kid = secrets.token_hex(4)

    def sign(self, claims):
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": self.kid})

    def jwk(self):
        return json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": self.kid, "use": "sig"}


signer = Signer()


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def send(self, status, body, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def note(self):
        with lock:
            asked.append(self.path.split("?")[0])

    def do_GET(self):
        self.note()
        base = f"http://127.0.0.1:{self.server.server_port}"
        url = urllib.parse.urlsplit(self.path)
        name = url.path.split("/")[1]
        issuer = f"{base}/{name}"
        if url.path.endswith("/.well-known/openid-configuration"):
            document = {
                "issuer": issuer, "authorization_endpoint": issuer + "/authorize", "token_endpoint": issuer + "/token",
                "jwks_uri": issuer + "/keys", "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }
            if name == "redirecting":
                return self.send(302, b"", Location=f"{base}/partner/.well-known/openid-configuration")
            if name == "misnamed":
                document["issuer"] = issuer + "/"
            if name == "elsewhere":
                document["jwks_uri"] = "https://keys.example.com/keys"
            if name == "inside":
                document["jwks_uri"] = "https://10.0.0.1/keys"
            if name == "port":
                document["token_endpoint"] = "http://127.0.0.1:1/token"
            if name == "huge":
                document["padding"] = "x" * 70_000
            if name == "twice":
                return self.send(200, b'{"issuer":"https://a.example.com",' + json.dumps(document).encode()[1:])
            return self.send(200, document)
        if url.path.endswith("/keys"):
            if name == "moved":
                return self.send(307, b"", Location=f"{base}/partner/keys")
            return self.send(200, {"keys": [signer.jwk()]})
        if url.path.endswith("/authorize"):
            query = dict(urllib.parse.parse_qsl(url.query))
            code = secrets.token_hex(16)
            codes[code] = query | {"issuer": issuer}
            back = urllib.parse.urlencode({"code": code, "state": query["state"], "iss": issuer})
            return self.send(302, b"", Location=query["redirect_uri"] + "?" + back)
        self.send(404, {})

    def do_POST(self):
        self.note()
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        begun = codes.pop(form.get("code"), None)
        pair = base64.b64decode(self.headers.get("Authorization", "Basic ").split(" ", 1)[1]).decode()
        shown = [urllib.parse.unquote_plus(part) for part in pair.split(":")]
        if (
            begun is None or shown != [begun["client_id"], SECRET] or form["redirect_uri"] != begun["redirect_uri"]
            or form["grant_type"] != "authorization_code" or begun["code_challenge_method"] != "S256"
            or create_s256_code_challenge(form["code_verifier"]) != begun["code_challenge"]
        ):
            return self.send(400, {"error": "invalid_grant"})
        now = int(time.time())
        claims = {"iss": begun["issuer"], "aud": begun["client_id"], "iat": now, "exp": now + 300, "nonce": begun["nonce"]}
        self.send(200, {"access_token": "unused", "token_type": "Bearer", "id_token": signer.sign(claims | json.loads(begun["person"]))})


def request(method, url, body=None, **headers):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request(method, parts.path + ("?" + parts.query if parts.query else ""), body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, text


def authorize(command):
    url = command["url"]
    if url.startswith(second + "/"):
        person = json.dumps({"sub": command["sub"]} | command.get("claims", {}))
        _, headers, _ = request("GET", url + "&" + urllib.parse.urlencode({"person": person}))
    else:
        form = urllib.parse.urlencode({"sub": command["sub"]})
        _, headers, _ = request("POST", url, form, **{"Content-Type": "application/x-www-form-urlencoded"})
    return {"location": headers.get("Location")}


with run_server_in_thread() as provider:
    first = f"http://localhost:{provider.server_port}"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    second = f"http://127.0.0.1:{server.server_port}"
    print(json.dumps({"first": first, "second": second, "secret": SECRET}), flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        answer = {}
        if command["do"] == "person":
            body = json.dumps(command["claims"])
            status, _, _ = request("PUT", f"{first}/users/{command['sub']}", body, **{"Content-Type": "application/json"})
            answer = {"status": status}
        elif command["do"] == "authorize":
            answer = authorize(command)
        elif command["do"] == "sign":
            answer = {"token": signer.sign(command["claims"])}
        elif command["do"] == "rotate":
            signer = Signer()
        elif command["do"] == "asked":
            with lock:
                answer = {"paths": list(asked)}
                asked.clear()
        print(json.dumps(answer), flush=True)
