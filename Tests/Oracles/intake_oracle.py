"""A second opinion on what intake does with a body: Python's JSON parser and rules written down once more.

Reads from standard input what the program Fuzz writes: u32-length-prefixed messages, the first of which describes the
event types and limits as JSON, the others hold cases (mode, headers, body, intake's verdict). Prints every case on
which the two disagree, ends with a line of counts, and exits 1 if there was any.
"""

import json
import re
import struct
import sys
import zlib
from datetime import date
from decimal import Decimal

sys.setrecursionlimit(20000)

MODES = ["batch", "structured", "ndjson", "json", "binary"]
ABSENT = -(1 << 63)
KNOWN = ["specversion", "id", "source", "type", "time", "senttime", "sequence", "datacontenttype", "data", "data_base64"]
KNOWN_SET = set(KNOWN)
U16, U32, I32, I64, F32, F64 = (struct.Struct("<" + c) for c in "HIiqfd")


class Pairs(list):
    """An object, with keys that are there twice."""


class Refused(Exception):
    def __init__(self, code, path=None):
        self.code = code
        self.path = [path] if path else []


class BodyError(Exception):
    def __init__(self, code):
        self.code = code


# JSON

def no_constant(_):
    raise ValueError("constant")


def strict_int(text):
    if len(text) > 20:
        raise ValueError("range")
    value = int(text)
    if not -(1 << 63) <= value < 1 << 64:
        raise ValueError("range")
    return value


def strict_float(text):
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("range")
    return value


DECODER = json.JSONDecoder(
    object_pairs_hook=Pairs, parse_int=strict_int, parse_float=strict_float, parse_constant=no_constant)
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def check_surrogates(value):
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, Pairs):
        for key, one in value:
            key.encode("utf-8")
            check_surrogates(one)
    elif isinstance(value, list):
        for one in value:
            check_surrogates(one)


def dotted(path):
    """The field's path, whose innermost part comes first: `data.tags[3]`."""
    text = ""
    for part in reversed(path):
        text += ("." if text and part[0] != "[" else "") + part
    return text


def depth_of(raw):
    depth = deepest = 0
    for token in OUTLINE.finditer(raw):
        byte = token.group()
        if byte in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
        elif byte in (b"]", b"}"):
            depth -= 1
    return deepest


def parse(raw):
    """The value, or ValueError."""
    if raw.count(b"[") + raw.count(b"{") > 900 and depth_of(raw) > 1000:
        raise ValueError("depth")
    text = raw.decode("utf-8")
    text = text.strip(" \t\r\n")
    value = DECODER.decode(text) if text[:1] != "\ufeff" else no_constant(0)
    if SURROGATE.search(text):
        check_surrogates(value)
    return value


ESCAPE = re.compile('[\x00-\x1f"\\\\]')
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def escape(match):
    char = match.group()
    return SHORT.get(char) or "\\u%04x" % ord(char)


def text_of(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    kind = type(value)
    if kind is str:
        return '"' + ESCAPE.sub(escape, value) + '"'
    if kind is int:
        return str(value)
    if kind is float:
        if 2.0**53 < abs(value) < 1e16:
            digits = repr(abs(value))[:-2].rstrip("0")
            sign = "-" if value < 0 else ""
            return sign + digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + "e+15"
        return repr(value)
    if kind is Pairs:
        return "{" + ",".join([text_of(key) + ":" + text_of(one) for key, one in value]) + "}"
    return "[" + ",".join([text_of(one) for one in value]) + "]"


def json_depth(value):
    if isinstance(value, Pairs):
        return 1 + max((json_depth(one) for _, one in value), default=0)
    if isinstance(value, list):
        return 1 + max((json_depth(one) for one in value), default=0)
    return 0


# Outline of what does not parse

OUTLINE = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{},"]', re.DOTALL)
SPACE = b" \t\r\n"


def outline(raw):
    """(start, end, commas of the first level) of the one object or array that the text is, or None."""
    body = raw.strip(SPACE)
    start = raw.find(body[:1]) if body else 0
    if body[:1] not in (b"[", b"{"):
        return None
    depth = 0
    commas = []
    position = start
    for token in OUTLINE.finditer(raw, start):
        byte = token.group()
        if byte in (b"[", b"{"):
            depth += 1
        elif byte in (b"]", b"}"):
            depth -= 1
            if depth == 0:
                closing = b"]" if body[:1] == b"[" else b"}"
                if byte != closing or raw[token.end():].strip(SPACE):
                    return None
                return start, token.end(), commas
        elif byte == b"," and depth == 1:
            commas.append(token.start())
        elif byte == b'"':
            return None  # a quote that opens no whole string
    return None


# Values

TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
DECIMAL = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
EPOCH = date(1970, 1, 1).toordinal()
FIRST, LAST = -62135596800000000, 253402300799999999


def ordinal(year, month, day):
    """Days since 1970, or None."""
    try:
        if year == 0:
            return date(400, month, day).toordinal() - 146097 - EPOCH
        return date(year, month, day).toordinal() - EPOCH
    except ValueError:
        return None


def rfc3339(value):
    match = TIME.fullmatch(value)
    if not match:
        return None
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    days = ordinal(year, month, day)
    if days is None or hour > 23 or minute > 59 or second > 60:
        return None
    micros = int(((match.group(7) or "") + "000000")[:6])
    offset = 0
    if match.group(9):
        hours, minutes = int(match.group(10)), int(match.group(11))
        if hours > 23 or minutes > 59:
            return None
        offset = (hours * 60 + minutes) * (-60 if match.group(9) == "-" else 60)
    time = (days * 86400 + hour * 3600 + minute * 60 + second - offset) * 1000000 + micros
    return time if FIRST <= time <= LAST else None


def integer(value):
    if type(value) is int and value < 1 << 63:
        return value
    if type(value) is float and value.is_integer() and abs(value) < 2.0**53:
        return int(value)
    return None


def timestamp(value, epoch_ms):
    if type(value) is str:
        return rfc3339(value)
    if epoch_ms:
        value = integer(value)
        if value is not None and FIRST <= value * 1000 <= LAST:
            return value * 1000
    return None


def invalid():
    raise Refused("invalid_field")


def encode_string(value, field, state):
    if type(value) is not str:
        invalid()
    data = value.encode("utf-8")
    return U32.pack(len(data)) + data


def encode_bool(value, field, state):
    if value is True:
        return b"\1"
    if value is False:
        return b"\0"
    invalid()


def encode_int32(value, field, state):
    value = integer(value)
    if value is None or not -(1 << 31) <= value < 1 << 31:
        invalid()
    return I32.pack(value)


def encode_int64(value, field, state):
    value = integer(value)
    if value is None:
        invalid()
    return I64.pack(value)


def encode_float(value, field, state):
    if type(value) not in (int, float):
        invalid()
    try:
        return F32.pack(float(value))
    except OverflowError:
        invalid()


def encode_double(value, field, state):
    if type(value) not in (int, float):
        invalid()
    return F64.pack(float(value))


def encode_decimal(value, field, state):
    precision, scale = field["precision"], field["scale"]
    if type(value) is int:
        scaled = value * 10**scale
    elif type(value) is float:
        sign, digits, exponent = Decimal(repr(value)).as_tuple()
        number = int("".join(map(str, digits)))
        if len(str(number).rstrip("0")) > 15:
            invalid()
        power = exponent + scale
        if power >= 0:
            scaled = number * 10**power
        else:
            if number % 10**-power:
                invalid()
            scaled = number // 10**-power
        scaled = -scaled if sign else scaled
    elif type(value) is str:
        match = DECIMAL.fullmatch(value)
        if not match:
            invalid()
        sign, whole, fraction = match.groups()
        fraction = (fraction or "").rstrip("0")
        if len(fraction) > scale:
            invalid()
        scaled = int(whole + fraction.ljust(scale, "0"))
        scaled = -scaled if sign else scaled
    else:
        invalid()
    if abs(scaled) >= 10**precision:
        invalid()
    return scaled.to_bytes(16, "little", signed=True)


def encode_timestamp(value, field, state):
    time = timestamp(value, field["epoch_ms"])
    if time is None:
        invalid()
    return I64.pack(time)


def encode_date(value, field, state):
    match = DATE.fullmatch(value) if type(value) is str else None
    days = ordinal(*map(int, match.groups())) if match and match.group(1) != "0000" else None
    if days is None:
        invalid()
    return I32.pack(days)


def encode_uuid(value, field, state):
    if type(value) is not str or not UUID.fullmatch(value):
        invalid()
    return bytes.fromhex(value.replace("-", ""))


def encode_json(value, field, state):
    if json_depth(value) > 64:
        invalid()
    data = text_of(value).encode("utf-8")
    return U32.pack(len(data)) + data


def encode_list(value, field, state):
    if type(value) is not list:
        invalid()
    element = field["element"]
    encoder = ENCODERS[element["type"]]
    bits = bytearray((len(value) + 7) // 8)
    parts = []
    for number, one in enumerate(value):
        if one is None:
            continue
        try:
            parts.append(encoder(one, element, state))
        except Refused as refused:
            refused.path.append("[%d]" % number)
            raise
        bits[number // 8] |= 1 << number % 8
    return U32.pack(len(value)) + bytes(bits) + b"".join(parts)


def encode_structure(value, field, state):
    if type(value) is not Pairs:
        invalid()
    return structure(value, field["fields"], field["names"], state)


ENCODERS = {name[7:]: function for name, function in list(globals().items()) if name.startswith("encode_")}
NAME = re.compile(r"[a-zA-Z0-9_]{1,63}")


class State:
    def __init__(self, quarantines):
        self.quarantines = quarantines
        self.dropped = 0


def structure(pairs, fields, names, state):
    found = {}
    for key, value in pairs:
        if key in names:
            if key in found:
                raise Refused("bad_json", key)
            found[key] = value
        elif state.quarantines:
            raise Refused("unknown_field", key if NAME.fullmatch(key) else "(unnamed)")
        else:
            state.dropped += 1
    bits = bytearray((len(fields) + 7) // 8)
    parts = []
    for number, field in enumerate(fields):
        name = field["name"]
        value = found.get(name)
        if value is None or (value == "" and field["subject"]):
            if field["required"]:
                raise Refused("missing_field", name)
            continue
        try:
            parts.append(ENCODERS[field["type"]](value, field, state))
        except Refused as refused:
            refused.path.append(name)
            raise
        bits[number // 8] |= 1 << number % 8
    return bytes(bits) + b"".join(parts)


# Events

def is_json_media(value):
    media = value.split(";")[0].lower().replace(" ", "").replace("\t", "")
    return media in ("application/json", "text/json") or (media.endswith("+json") and "/" in media)


class Batch:
    def __init__(self, world):
        self.world = world
        self.accepted = 0
        self.dropped = 0
        self.refusals = []
        self.sections = {}
        self.index = 0

    def add(self, kind, type_id, version, row):
        section = self.sections.setdefault((kind, type_id), [version, 0, []])
        section[1] += 1
        section[2].append(row)

    def refuse(self, code, path, type_id, payload):
        self.refusals.append(
            U32.pack(self.index) + blob(code.encode()) + blob(dotted(path).encode("utf-8")))
        payload = payload[: self.world["event_bytes"]]
        # Quarantine keeps the path in clear, so a key that the client made up is not in it.
        stored = ["(a key in the payload)"] + path[1:] if code == "unknown_field" else path
        self.add(1, type_id, 0, blob(code.encode()) + blob(dotted(stored).encode("utf-8")) + blob(payload))
        self.index += 1

    def raw(self, raw):
        try:
            value = parse(raw)
        except (ValueError, RecursionError):
            self.refuse("bad_json", [], 0, raw)
            return
        self.event(value)

    def event(self, value):
        self.type_id = 0
        text = None
        try:
            if type(value) is not Pairs:
                raise Refused("bad_json")
            text = text_of(value).encode("utf-8")
            if len(text) > self.world["event_bytes"]:
                raise Refused("too_large")
            self.accept(value)
        except Refused as refused:
            if text is None:
                text = text_of(value).encode("utf-8")
            self.refuse(refused.code, refused.path, self.type_id, text)

    def accept(self, pairs):
        found = {}
        for key, value in pairs:
            if key in KNOWN_SET:
                if key in found:
                    raise Refused("bad_json", key)
                found[key] = value
        name = found.get("type")
        event_type = self.world["types"].get(name) if type(name) is str else None
        if event_type:
            self.type_id = event_type["id"]
        if found.get("specversion") != "1.0":
            raise Refused("bad_envelope", "specversion")
        texts = {}
        for key, limit in (("id", 512), ("source", 1024), ("type", 1 << 60)):
            value = found.get(key)
            if type(value) is not str or not value:
                raise Refused("bad_envelope", key)
            texts[key] = value.encode("utf-8")
            if len(texts[key]) > limit:
                raise Refused("bad_envelope", key)
        if not event_type:
            raise Refused("unknown_type", "type")
        times = []
        for key in ("time", "senttime"):
            value = found.get(key)
            time = ABSENT if value is None else timestamp(value, False)
            if time is None:
                raise Refused("invalid_field", key)
            times.append(time)
        sequence = found.get("sequence")
        if sequence is None:
            sequence = ABSENT
        else:
            if type(sequence) is str:
                sequence = self.sequence(sequence)
            else:
                sequence = integer(sequence)
            if sequence is None or not ABSENT < sequence < 1 << 63:
                raise Refused("invalid_field", "sequence")
        media = found.get("datacontenttype")
        if media is not None and (type(media) is not str or not is_json_media(media)):
            raise Refused("invalid_field", "datacontenttype")
        if found.get("data_base64") is not None:
            raise Refused("invalid_field", "data_base64")
        data = found.get("data")
        if data is None:
            data = Pairs()
        if type(data) is not Pairs:
            raise Refused("invalid_field", "data")
        state = State(event_type["quarantine"])
        try:
            fields = structure(data, event_type["fields"], event_type["names"], state)
        except Refused as refused:
            refused.path.append("data")
            raise
        row = (
            struct.pack("<qqqH", times[0], times[1], sequence, len(texts["source"])) + texts["source"]
            + U16.pack(len(texts["id"])) + texts["id"] + fields)
        if len(row) + 4 > self.world["event_bytes"] * 4:
            raise Refused("too_large")
        self.add(0, self.type_id, event_type["version"], blob(row))
        self.accepted += 1
        self.dropped += state.dropped
        self.index += 1

    def sequence(self, text):
        match = DECIMAL.fullmatch(text)
        if not match or (match.group(3) or "").strip("0"):
            return None
        value = int(match.group(2))
        return None if value >= 10**19 else -value if match.group(1) else value

    def verdict(self):
        parts = [b"B", U32.pack(self.accepted), U32.pack(self.dropped), U32.pack(len(self.refusals))]
        parts += self.refusals
        parts.append(U32.pack(len(self.sections)))
        for (kind, type_id), (version, rows, data) in self.sections.items():
            parts.append(struct.pack("<BIII", kind, type_id, version, rows))
            parts.append(blob(b"".join(data)))
        return b"".join(parts)


def blob(data):
    return U32.pack(len(data)) + data


PERCENT = re.compile(rb"%([0-9a-fA-F]{2})")


EITHER = "invalid or too_large"


def is_whole(inflater):
    try:
        while not inflater.eof and inflater.unconsumed_tail:
            inflater.decompress(inflater.unconsumed_tail, 1 << 20)
    except zlib.error:
        return False
    return inflater.eof


def gunzip(raw, limit):
    out = b""
    while True:
        if raw[:2] != b"\x1f\x8b":
            raise BodyError("invalid")
        inflater = zlib.decompressobj(31)
        try:
            out += inflater.decompress(raw, limit - len(out) + 1)
        except zlib.error:
            raise BodyError("invalid")
        if len(out) > limit:
            # Damaged and too large: which of the two is seen first depends on how far the inflater reads at once.
            raise BodyError("too_large" if is_whole(inflater) else EITHER)
        if not inflater.eof:
            raise BodyError("invalid")
        raw = inflater.unused_data
        if not raw:
            return out


def judge(world, mode, headers, is_gzip, body):
    batch = Batch(world)
    try:
        if body[:2] == b"\x1f\x8b":
            body = gunzip(body, world["body_bytes"])
        elif is_gzip:
            raise BodyError("invalid")
        elif len(body) > world["body_bytes"]:
            raise BodyError("too_large")
        if mode == "json":
            mode = "batch" if body.lstrip(SPACE)[:1] == b"[" else "structured"
        if mode == "ndjson":
            for line in body.split(b"\n"):
                if line.strip(SPACE):
                    batch.raw(line)
            return batch.verdict()
        if mode == "binary":
            pairs = Pairs()
            for name, value in headers:
                if name in ("data", "data_base64"):
                    continue
                try:
                    value = PERCENT.sub(lambda m: bytes.fromhex(m.group(1).decode()), value).decode("utf-8")
                except UnicodeDecodeError:
                    raise BodyError("invalid")
                pairs.append((name, value))
            pairs.sort(key=lambda pair: pair[0])
            if not body.strip(SPACE):
                data = None
            else:
                try:
                    data = parse(body)
                except (ValueError, RecursionError):
                    if outline(body) is None:
                        raise BodyError("invalid")
                    text = "{" + "".join(text_of(k) + ":" + text_of(v) + "," for k, v in pairs) + '"data":'
                    batch.refuse("bad_json", [], 0, text.encode("utf-8") + body + b"}")
                    return batch.verdict()
            pairs.append(("data", data))
            batch.event(pairs)
            return batch.verdict()
        try:
            value = parse(body)
        except (ValueError, RecursionError):
            found = outline(body)
            if found is None:
                raise BodyError("invalid")
            start, end, commas = found
            if mode == "structured":
                batch.refuse("bad_json", [], 0, body)
                return batch.verdict()
            if body[start:start + 1] != b"[":
                raise BodyError("invalid")
            inner = body[start + 1:end - 1]
            if not inner.strip(SPACE):
                return batch.verdict()
            elements = []
            at = start + 1
            for comma in commas + [end - 1]:
                elements.append(body[at:comma])
                at = comma + 1
            if not all(element.strip(SPACE) for element in elements):
                raise BodyError("invalid")
            for element in elements:
                batch.raw(element)
            return batch.verdict()
        if mode == "structured":
            batch.event(value)
            return batch.verdict()
        if type(value) is not list:
            raise BodyError("invalid")
        for one in value:
            batch.event(one)
        return batch.verdict()
    except BodyError as error:
        return b"E" + error.code.encode()


def prepare(fields):
    for field in fields:
        prepare_type(field)
    return {field["name"] for field in fields}


def prepare_type(field):
    if field["type"] == "structure":
        field["names"] = prepare(field["fields"])
    elif field["type"] == "list":
        prepare_type(field["element"])


def read_exactly(stream, count):
    data = stream.read(count)
    return data if len(data) == count else None


def main():
    stream = sys.stdin.buffer
    world = json.loads(stream.read(U32.unpack(stream.read(4))[0]))
    types = {}
    for one in world["types"]:
        one["names"] = prepare(one["fields"])
        types[one["name"]] = one
    world["types"] = types
    cases = disagreements = accepted = refused = errors = 0
    while head := read_exactly(stream, 4):
        message = read_exactly(stream, U32.unpack(head)[0])
        if message is None:
            print("oracle: the input ended within a message")
            return 1
        at = 0
        while at < len(message):
            mode, is_gzip, header_count = message[at], message[at + 1], message[at + 2]
            at += 3
            parts = []
            for _ in range(header_count * 2 + 2):
                (length,) = U32.unpack_from(message, at)
                parts.append(message[at + 4:at + 4 + length])
                at += 4 + length
            headers = [(parts[i].decode(), parts[i + 1]) for i in range(0, header_count * 2, 2)]
            body, theirs = parts[-2], parts[-1]
            cases += 1
            try:
                ours = judge(world, MODES[mode], headers, is_gzip, body)
            except Exception as error:
                ours = b"oracle failed: " + repr(error).encode()
            if ours[:1] == b"E":
                errors += 1
            else:
                count, _, refusals = struct.unpack_from("<III", ours, 1) if ours[:1] == b"B" else (0, 0, 0)
                accepted += count
                refused += refusals
            if ours == b"E" + EITHER.encode() and theirs in (b"Einvalid", b"Etoo_large"):
                ours = theirs
            if ours != theirs:
                disagreements += 1
                if disagreements <= 20:
                    print("DISAGREEMENT in mode", MODES[mode], "headers", headers, "gzip", is_gzip)
                    print("  body  ", body[:3000])
                    print("  intake", theirs[:3000])
                    print("  oracle", ours[:3000])
    print(f"oracle: cases={cases} accepted={accepted} refused={refused} body_errors={errors} disagreements={disagreements}")
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
