"""What ua-parser, crawler-user-agents, urllib and maxminddb say: standard input is a JSON object with `user_agents` (to
which the crawlers' own examples are added), `urls`, and `geo` (`path`, `addresses`); so is standard output."""
import json
import sys
from urllib.parse import urlsplit, unquote_plus

import crawleruseragents
import maxminddb
import ua_parser
from ua_parser import loaders
from ua_parser.basic import Resolver

ask = json.load(sys.stdin)
parse = ua_parser.Parser(Resolver(loaders.load_builtins())).parse


def clean(text):
    return (text or "").strip() or None


def agent(text):
    found = parse(text)
    device = clean(found.device.family) if found.device else None
    return {
        "text": text,
        "family": clean(found.user_agent.family) if found.user_agent else None,
        "major": clean(found.user_agent.major) if found.user_agent else None,
        "system": clean(found.os.family) if found.os else None,
        "device": device,
        "isBot": device == "Spider" or crawleruseragents.is_crawler(text),
    }


def page(text):
    parts = urlsplit(text)
    campaign = {}
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        if name in ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content") and value:
            campaign.setdefault(name, unquote_plus(value, errors="replace"))
    return {"text": text, "host": parts.hostname, "campaign": campaign}


def place(reader, address):
    found = reader.get(address) or {}
    country = found.get("country", {}).get("iso_code")
    region = next(iter(found.get("subdivisions", [])), {}).get("iso_code")
    return {
        "text": address,
        "country": country,
        "region": f"{country}-{region}" if country and region else None,
        "city": found.get("city", {}).get("names", {}).get("en"),
    }


examples = [text for one in crawleruseragents.CRAWLER_USER_AGENTS_DATA for text in one.get("instances", [])]
answer = {
    "user_agents": [agent(text) for text in ask.get("user_agents", []) + (examples if ask.get("crawlers") else [])],
    "urls": [page(text) for text in ask.get("urls", [])],
}
if "geo" in ask:
    with maxminddb.open_database(ask["geo"]["path"]) as reader:
        answer["places"] = [place(reader, address) for address in ask["geo"]["addresses"]]
json.dump(answer, sys.stdout)
