"""Batches of events of some 400 bytes, made before the measurement; only the ids are filled in while it runs."""

import json
import random

MARK = b"@@batch@"  # Becomes eight digits that no other batch has.
DEFINITION = {
    "teams.yaml": "team-benchmark: {contact: nobody}\n",
    "events/song_played.yaml": """\
owner: team-benchmark
description: Made for measuring.
fields:
  user_id: {type: string, classification: pseudonymous, subject: true}
  song: {type: string, classification: none}
  artist: {type: string, required: false, classification: none}
  first_name: {type: string, required: false, classification: personal}
  length_s: {type: double, required: false, classification: none}
  position: {type: int32, classification: none}
  is_offline: {type: bool, classification: none}
  started_at: {type: timestamp, classification: none}
  platform: {type: string, classification: none}
""",
}


def event(number):
    chosen = random.Random(number)
    user = chosen.randrange(20_000)
    return json.dumps({
        "specversion": "1.0", "id": f"{MARK.decode()}-{number:04}", "source": "/apps/benchmark",
        "type": "song_played", "time": f"2026-11-23T14:05:06.{100 + number % 900}Z",
        "data": {
            "user_id": f"listener-{user}", "song": f"A song with a name of some length, live at some place {user % 997}",
            "artist": f"The {user % 313} Examples", "first_name": f"Kim {user % 50}",
            "length_s": round(chosen.uniform(60, 400), 2), "position": number, "is_offline": number % 7 == 0,
            "started_at": f"2026-11-23T14:02:{number % 60:02}.250Z",
            "platform": chosen.choice(["ios", "android", "web"]),
        }}, separators=(",", ":")).encode()


def batches(count, size):
    """Lists of events."""
    return [[event(number + size * place) for number in range(size)] for place in range(count)]


def identified(content, number):
    return content.replace(MARK, b"%08d" % number)
