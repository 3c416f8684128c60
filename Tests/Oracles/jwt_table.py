"""Tokens that an issuer signed, and tokens that somebody would like to be taken for them, made by PyJWT and cryptography.

    jwt_table.py SECONDS

Prints {"keys": the key set, "cases": [{"name", "token", "expected"}]}: `accepted`, or the word of the refusal. All are for the
audience `basin`, the nonce `n-1` and the issuer of ISSUER, at the time of SECONDS.
"""
import base64, hashlib, hmac, json, sys
import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

ISSUER = "https://login.example.com"
now = int(sys.argv[1])


def b64(data):
    if isinstance(data, (dict, list)):
        data = json.dumps(data).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, size=None):
    return b64(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


def rsa_jwk(key, **more):
    n = key.public_key().public_numbers()
    return {"kty": "RSA", "n": number(n.n), "e": number(n.e), **more}


def ec_jwk(key, crv="P-256", size=32, **more):
    n = key.public_key().public_numbers()
    return {"kty": "EC", "crv": crv, "x": number(n.x, size), "y": number(n.y, size), **more}


good, other, short = (rsa.generate_private_key(65537, bits) for bits in (2048, 2048, 1024))
curve, curve384, edwards = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate()
encrypting = rsa.generate_private_key(65537, 2048)
raw = edwards.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
pem = good.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
der = good.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
keys = {
    "keys": [
        rsa_jwk(good, kid="rsa", use="sig", alg="RS256"),
        ec_jwk(curve, kid="ec", use="sig"),
        {"kty": "OKP", "crv": "Ed25519", "x": b64(raw), "kid": "ed"},
        rsa_jwk(short, kid="short"),
        rsa_jwk(encrypting, kid="enc", use="enc"),
        rsa_jwk(other, kid="other-alg", alg="PS256"),
        ec_jwk(curve384, "P-384", 48, kid="p384"),
        {"kty": "EC", "crv": "P-256", "x": number(5, 32), "y": number(7, 32), "kid": "off-curve"},
        {"kty": "oct", "k": b64(b"secret of nobody, thirty-two byte"), "kid": "oct"},
    ]
}
claims = {
    "iss": ISSUER, "sub": "1234", "aud": "basin", "iat": now, "exp": now + 300, "nonce": "n-1", "email": "anna@example.com",
    "email_verified": True, "groups": ["data"],
}


def rs256(data, key=good):
    return key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def es256(data, key=curve):
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def token(header=None, payload=None, sign=rs256, **change):
    """The header and payload as they are given: text is taken as its bytes."""
    header = {"alg": "RS256", "typ": "JWT", "kid": "rsa"} | header if isinstance(header, dict) else header or {"alg": "RS256", "typ": "JWT", "kid": "rsa"}
    if payload is None:
        payload = {k: v for k, v in (claims | change).items() if v is not ...}
    parts = [b64(p.encode() if isinstance(p, str) else p) for p in (header, payload)]
    return ".".join(parts + [b64(sign(".".join(parts).encode()))])


def hs256(secret):
    return lambda data: hmac.new(secret, data, hashlib.sha256).digest()


def last_bit(text):
    """Other text for the same bytes, if a reader drops the last bits."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + letters[letters.index(text[-1]) ^ 1]


cases = []


def case(name, expected, text):
    cases.append({"name": name, "token": text, "expected": expected})


# What is good.
case("RS256 by PyJWT", "accepted", jwt.encode(claims, good, algorithm="RS256", headers={"kid": "rsa"}))
case("ES256 by PyJWT", "accepted", jwt.encode(claims, curve, algorithm="ES256", headers={"kid": "ec"}))
case("EdDSA by PyJWT", "accepted", jwt.encode(claims, edwards, algorithm="EdDSA", headers={"kid": "ed"}))
case("without a kid, of the only key for its algorithm", "accepted", token('{"alg":"RS256"}'))
case("for several, asked for by this client", "accepted", token(aud=["basin", "x"], azp="basin"))
case("times with a fraction", "accepted", token(exp=now + 300.5))
case("a clock that is half a minute off", "accepted", token(exp=now - 30, iat=now + 30, nbf=now + 30))
# Without a signature that counts.
for word in ("none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "RS384", "RS512", "PS256", "ES384", "ES256K", "rs256", "RS256 "):
    case(f"alg {word!r} without a signature", "algorithm", token({"alg": word}, sign=lambda _: b""))
for kind in (None, 1, True, ["RS256"], {"a": "RS256"}):
    case(f"alg {kind!r}", "algorithm", token({"alg": kind}))
case("no alg", "algorithm", token('{"typ":"JWT","kid":"rsa"}'))
case("HS256 with the public key's PEM as secret", "algorithm", token({"alg": "HS256"}, sign=hs256(pem)))
case("HS256 with the public key's DER as secret", "algorithm", token({"alg": "HS256"}, sign=hs256(der)))
case("HS256 with an oct key that is published", "algorithm", token({"alg": "HS256", "kid": "oct"}, sign=hs256(b"secret of nobody, thirty-two byte")))
case("RS256 without a signature", "signature", token(sign=lambda _: b""))
case("RS256 with zeros", "signature", token(sign=lambda _: bytes(256)))
case("ES256 with zeros (CVE-2022-21449)", "signature", token({"alg": "ES256", "kid": "ec"}, sign=lambda _: bytes(64)))
order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
case("ES256 with the group's order", "signature", token({"alg": "ES256", "kid": "ec"}, sign=lambda _: order.to_bytes(32, "big") * 2))
case("ES256 in DER", "signature", token({"alg": "ES256", "kid": "ec"}, sign=lambda d: curve.sign(d, ec.ECDSA(hashes.SHA256()))))
case("ES256 that goes on", "signature", token({"alg": "ES256", "kid": "ec"}, sign=lambda d: es256(d) + b"\0"))
case("EdDSA with zeros", "signature", token({"alg": "EdDSA", "kid": "ed"}, sign=lambda _: bytes(64)))
# Keys.
case("signed by a stranger", "signature", token(sign=lambda d: rs256(d, other)))
case("a kid that is not there", "unknown_key", token({"kid": "rsa2"}))
for kid in ("../../../../dev/null", "/dev/null", "rsa\u0000", "rsa' OR '1'='1", "RSA", "rsa ", "file:///etc/passwd", "http://127.0.0.1/k"):
    case(f"kid {kid!r}", "malformed" if "\0" in kid else "unknown_key", token({"kid": kid}))
for kid in (None, 1, ["rsa"], "", "k" * 201):
    case(f"kid {str(kid)[:20]!r}", "malformed", token({"kid": kid}))
case("ES256 by the kid of an RSA key", "algorithm", token({"alg": "ES256", "kid": "rsa"}, sign=es256))
case("RS256 by the kid of a point", "algorithm", token({"kid": "ec"}))
case("a short RSA key", "unknown_key", token({"kid": "short"}, sign=lambda d: rs256(d, short)))
case("a key for encryption", "unknown_key", token({"kid": "enc"}, sign=lambda d: rs256(d, encrypting)))
case("a key for another algorithm", "unknown_key", token({"kid": "other-alg"}, sign=lambda d: rs256(d, other)))
case("a key of another curve", "unknown_key", token({"alg": "ES256", "kid": "p384"}, sign=es256))
case("a point off the curve", "unknown_key", token({"alg": "ES256", "kid": "off-curve"}, sign=es256))
stranger = rsa_jwk(other, kid="rsa")
for more in ({"jwk": stranger}, {"jku": "https://evil.example.com/keys"}, {"x5u": "https://evil.example.com/cert"}, {"x5c": [b64(der)]}):
    case(f"its own key in {list(more)[0]}", "signature", token(more, sign=lambda d: rs256(d, other)))
case("crit", "critical", token({"crit": ["exp"]}))
case("b64 false", "critical", token({"b64": False, "crit": ["b64"]}))
case("typ of another kind of token", "claims", token({"typ": "logout+jwt"}))
case("an access token for an ID token", "claims", token({"typ": "at+jwt"}))
case("typ that is no text", "malformed", token({"typ": 1}))
# Claims.
for iss in ("https://evil.example.com", ISSUER + "/", ISSUER.upper(), "https://login.example.com.evil.com", "https://login.example.com@evil.com",
            "https://login.examp\u04cfe.com", ISSUER + "\u200b", ["https://login.example.com"], None, ...):
    case(f"iss {iss!r}", "issuer", token(iss=iss))
for aud in ("other", "Basin", "basin ", "basin,other", [], [["basin"]], ["other"], ["basin", 1], {"basin": True}, None, ..., "ba\u0073in\u200b"):
    case(f"aud {aud!r}", "audience", token(aud=aud))
case("for several, and nobody asked for it", "authorized_party", token(aud=["basin", "x"]))
case("asked for by another client", "authorized_party", token(azp="other"))
case("asked for by a list", "authorized_party", token(azp=["basin"]))
case("expired", "expired", token(exp=now - 61))
case("expired before it began", "expired", token(exp=0))
for exp in (..., None, "9999999999", True, -1, 1e300, [now + 300]):
    case(f"exp {exp!r}", "claims", token(exp=exp))
case("exp that is infinite", "malformed", token(payload=json.dumps(claims).replace(str(now + 300), "1e999")))
case("exp NaN", "malformed", token(payload=json.dumps(claims).replace(str(now + 300), "NaN")))
case("not yet valid", "not_yet_valid", token(nbf=now + 61))
case("nbf that is text", "claims", token(nbf=str(now)))
case("issued tomorrow", "not_yet_valid", token(iat=now + 86400, exp=now + 90000))
case("never issued", "claims", token(iat=...))
for nonce in ("n-2", "N-1", "n-1 ", None, 1, ["n-1"], ...):
    case(f"nonce {nonce!r}", "nonce", token(nonce=nonce))
for sub in ("", "s" * 256, None, 1234, ["1234"], ...):
    case(f"sub {str(sub)[:20]!r}", "claims", token(sub=sub))
# Text that is read in two ways.
whole = token()
head, body, mark = whole.split(".")
case("another payload", "signature", ".".join([head, b64(claims | {"sub": "admin"}), mark]))
case("another header", "signature", ".".join([b64({"alg": "RS256", "kid": "rsa", "a": 1}), body, mark]))
case("two issuers", "malformed", token(payload='{"iss":"https://evil.example.com",' + json.dumps(claims)[1:]))
case("two subjects, one escaped", "malformed", token(payload=json.dumps(claims)[:-1] + ',"\\u0073ub":"admin"}'))
case("two algorithms", "malformed", token('{"alg":"none","alg":"RS256","kid":"rsa"}'))
case("a claim with a lone surrogate", "malformed", token(payload=json.dumps(claims)[:-1] + ',"a":"\\ud800"}'))
case("a subject with NUL", "malformed", token(sub="1234\0admin"))
case("bytes that are not UTF-8", "malformed", ".".join([head, b64(json.dumps(claims).encode()[:-1] + b',"a":"\xff"}'), mark]))
case("text behind the JSON", "malformed", token(payload=json.dumps(claims) + "{}"))
case("a list for claims", "malformed", token(payload=[claims]))
case("claims that are text", "malformed", token(payload=json.dumps(json.dumps(claims))))
case("nested deeper than anybody reads", "malformed", token(payload=json.dumps(claims)[:-1] + ',"a":' + "[" * 5000 + "]" * 5000 + "}"))
case("a comment", "malformed", token(payload=json.dumps(claims)[:-1] + "/**/}"))
case("a trailing comma", "malformed", token(payload=json.dumps(claims)[:-1] + ",}"))
case("padding", "malformed", whole + "=")
case("other last bits", "malformed" if len(mark) % 4 else "signature", last_bit(whole))
case("base64 that is not of URLs", "malformed", ".".join([head, body + "+", mark]))
case("white space", "malformed", " " + whole)
case("a line break", "malformed", whole + "\n")
case("two parts", "malformed", head + "." + body)
case("four parts", "malformed", whole + ".")
case("five parts, as of an encrypted one", "malformed", whole + ".." + mark)
case("nothing", "malformed", "")
case("dots", "malformed", "..")
case("the JSON form", "malformed", json.dumps({"protected": head, "payload": body, "signature": mark}))
case("too large", "too_large", token(pad="x" * 70000))
case("a header that is too large", "malformed", token({"a": "x" * 5000}))
json.dump({"keys": json.dumps(keys), "issuer": ISSUER, "cases": cases}, sys.stdout)
