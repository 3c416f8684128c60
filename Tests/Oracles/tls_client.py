"""Speaks to a server over TLS with Python's own library, and says in JSON what came back.

tls_client.py facts PORT CA TOKEN [KEY]: versions, headers, cookies, several requests on a connection, a refused body.
tls_client.py slow PORT CA TOKEN:  seconds until each client that lets the server wait is let go, and what it heard.
tls_client.py serial PORT:         of the certificate that is shown.
"""
import json, socket, ssl, sys, threading, time


def context(ca, least=None, most=None):
    made = ssl.create_default_context(cafile=ca)
    if most is not None:
        # What is too old for this library must be refused by the other side, not by this one.
        made.set_ciphers("DEFAULT:@SECLEVEL=0")
        made.minimum_version, made.maximum_version = least, most
    return made


def connect(port, made, name="localhost"):
    return made.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=60), server_hostname=name)


def version(port, ca, least, most):
    try:
        with connect(port, context(ca, least, most)) as link:
            return link.version()
    except (ssl.SSLError, OSError):
        return "refused"


def answer(link):
    """The status, the headers and the body of the next answer; None when there is none."""
    text = b""
    while b"\r\n\r\n" not in text:
        piece = link.recv(65536)
        if not piece:
            return None
        text += piece
    head, body = text.split(b"\r\n\r\n", 1)
    lines = head.decode().split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, value = line.split(":", 1)
        headers[name.strip().lower()] = value.strip()
    chunked = headers.get("transfer-encoding") == "chunked"
    while not body.endswith(b"0\r\n\r\n") if chunked else len(body) < int(headers.get("content-length", "0")):
        piece = link.recv(65536)
        if not piece:
            raise OSError("the answer is cut")
        body += piece
    return int(lines[0].split(" ")[1]), headers, body


def request(method, path, headers=(), body=b"", host="localhost"):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *headers]
    if method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def refused_body(port, ca):
    """A client that goes on sending what is refused must hear so, and not a reset."""
    with connect(port, context(ca)) as link:
        link.sendall(request("POST", "/events", ["Authorization: Bearer nobody", "Content-Type: application/x-ndjson"], b"")
                     .replace(b"Content-Length: 0", b"Content-Length: 6000000"))
        try:
            for _ in range(60):
                link.sendall(b"x" * 100_000)
        except (ssl.SSLError, OSError):
            pass
        try:
            got = answer(link)
        except (ssl.SSLError, OSError) as error:
            return type(error).__name__
        return got[0] if got else None


def plain(port):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
        link.sendall(request("GET", "/healthz"))
        try:
            return link.recv(4096).startswith(b"HTTP/")
        except OSError:
            return False


def facts(port, ca, token):
    found = {
        "newest": version(port, ca, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3),
        "tls12": version(port, ca, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2),
        "tls11": version(port, ca, ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1),
        "plain": plain(port), "refused_body": refused_body(port, ca), "statuses": [], "hsts": [],
    }
    bearer = [f"Authorization: Bearer {token}"]
    with connect(port, context(ca)) as link:
        asked = [("GET", "/healthz", [], b""), ("GET", "/api/v1/status", bearer, b""), ("GET", "/nowhere", [], b""),
                 ("GET", "/openapi.json", [], b""), ("POST", "/api/v1/keys", bearer + ["Content-Type: application/json"], b'{"name":"tls"}')]
        for one in asked:
            link.sendall(request(*one, host="basin.example.com"))
            status, headers, body = answer(link)
            found["statuses"].append(status)
            found["hsts"].append(headers.get("strict-transport-security"))
        link.sendall(request("GET", "/healthz"))
        found["hsts_here"] = answer(link)[1].get("strict-transport-security")
        link.sendall(request("GET", f"/login?token={token}"))
        found["cookie"] = answer(link)[1].get("set-cookie")
    many = [threading.Thread(target=lambda: found.setdefault("crowd", []).append(crowd(port, ca))) for _ in range(20)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    return found


def crowd(port, ca):
    with connect(port, context(ca)) as link:
        link.sendall(request("GET", "/openapi.json", ["Connection: close"]))
        return answer(link)[0]


def slow(port, ca, token):
    found = {}

    def follow(name, link, drip=None):
        began = time.monotonic()
        heard = b""
        link.settimeout(1)
        while time.monotonic() - began < 90:
            try:
                if drip:
                    link.sendall(drip)
                piece = link.recv(65536)
                if not piece:
                    break
                heard += piece
            except (TimeoutError, ssl.SSLWantReadError):
                continue
            except OSError:
                break
        status = heard.split(b" ")[1].decode() if heard.startswith(b"HTTP/") else ""
        found[name] = {"seconds": round(time.monotonic() - began, 1), "status": status}

    silent = socket.create_connection(("127.0.0.1", port))
    half = socket.create_connection(("127.0.0.1", port))
    # The head of a ClientHello of which a byte a second comes.
    half.sendall(bytes([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]))
    header = connect(port, context(ca))
    header.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    body = connect(port, context(ca))
    body.sendall(request("POST", "/api/v1/query", [f"Authorization: Bearer {token}", "Content-Type: application/json"], b"")
                 .replace(b"Content-Length: 0", b"Content-Length: 100") + b'{"sql":')
    record = connect(port, context(ca))
    # Bytes of a record that never ends, behind TLS's back.
    raw = socket.socket(fileno=record.detach())
    raw.sendall(bytes([0x17, 3, 3, 0x40, 0]))
    cases = [("silent", silent, None), ("half", half, b"\0"), ("header", header, b"s"), ("body", body, None), ("record", raw, b"\0")]
    threads = [threading.Thread(target=follow, args=case) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def serial(port):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    with connect(port, made) as link:
        return {"certificate": link.getpeercert(binary_form=True).hex()}


if __name__ == "__main__":
    what, port = sys.argv[1], int(sys.argv[2])
    print(json.dumps(globals()[what](port, *sys.argv[3:])))
