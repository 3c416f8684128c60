"""The forms in which a text may stand in a file: its encodings, and compressed streams that may hold it."""

import base64
import json
import re
import urllib.parse
import zlib

import zstandard

SHORTEST = 6
LARGEST_STREAM = 1 << 28
STREAM = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|\x78[\x01\x5e\x9c\xda]")
BASE64_STREAM = re.compile(rb"(?:H4sI|KLUv|eA[EFGH]|eF[4-7]|eJ[w-z]|eN[o-r])[A-Za-z0-9+/_-]{8,}={0,2}")


def needles(marker):
    """The byte strings under which a marker could be stored: (encoding, bytes)."""
    raw = marker.encode()
    found = {"utf-8": {raw, marker.lower().encode(), marker.upper().encode()}}
    found["utf-16"] = {marker.encode("utf-16-le"), marker.encode("utf-16-be")}
    found["utf-32"] = {marker.encode("utf-32-le"), marker.encode("utf-32-be")}
    found["hex"] = {raw.hex().encode(), raw.hex().upper().encode(), raw.hex(" ").encode(), raw.hex(":").encode()}
    found["base64"] = set()
    for before in range(3):
        text = base64.b64encode(b"\0" * before + raw + b"\0\0")
        # Characters that also hold bits of the neighbours are left out.
        first, last = (before * 8 + 5) // 6, (before + len(raw)) * 8 // 6
        part = text[first:last]
        found["base64"] |= {part, part.translate(bytes.maketrans(b"+/", b"-_"))}
    percent = {urllib.parse.quote(marker, safe=""), urllib.parse.quote_plus(marker), urllib.parse.quote(marker)}
    percent.add("".join(f"%{byte:02X}" for byte in raw))
    percent |= {re.sub("%..", lambda match: match[0].lower(), text) for text in percent}
    found["percent"] = {text.encode() for text in percent}
    units = marker.encode("utf-16-be").hex()
    escaped = "".join("\\u" + units[i : i + 4] for i in range(0, len(units), 4))
    texts = {json.dumps(marker)[1:-1], json.dumps(marker, ensure_ascii=False)[1:-1], escaped}
    texts |= {text.replace("/", "\\/") for text in list(texts)}
    texts.add("".join("\\u" + units[i : i + 4].upper() for i in range(0, len(units), 4)))
    found["json"] = {text.encode() for text in texts}
    found["reversed"] = {marker[::-1].encode()}
    seen = set()
    for encoding, forms in found.items():
        for form in sorted(forms):
            if form not in seen and len(form) >= SHORTEST:
                seen.add(form)
                yield encoding, form


def inflated(data):
    """Every gzip, zlib and zstd stream that begins anywhere in the bytes, also as base64."""
    for match in STREAM.finditer(data):
        magic, at = match[0], match.start()
        if magic == b"\x28\xb5\x2f\xfd":
            name, inner = "zstd", unzstd(data[at:])
        elif magic == b"\x1f\x8b\x08":
            name, inner = "gzip", inflate(data, at, 31)
        else:
            name, inner = "zlib", inflate(data, at, 15)
        if inner:
            yield inner, f"{name} at {at}"
    for match in BASE64_STREAM.finditer(data):
        text = match[0].rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        if len(text) % 4 != 1:
            yield base64.b64decode(text + b"=" * (-len(text) % 4)), f"base64 at {match.start()}"


def inflate(data, at, window):
    """What can be inflated, also of a stream whose end is missing."""
    stream, out, position = zlib.decompressobj(window), b"", at
    try:
        while position < len(data) and not stream.eof and len(out) < LARGEST_STREAM:
            out += stream.decompress(data[position : position + 65536])
            position += 65536
    except zlib.error:
        pass
    return out


def unzstd(data):
    stream, out = zstandard.ZstdDecompressor().decompressobj(), b""
    try:
        for position in range(0, len(data), 65536):
            out += stream.decompress(data[position : position + 65536])
            if stream.eof or len(out) > LARGEST_STREAM:
                break
    except zstandard.ZstdError:
        pass
    return out
