"""Costs of pipelines, computed again from the raw rows: `cost_sums.py METASTORE ANSWER`.

ANSWER is what GET /api/v1/cost?by=pipeline said. Prints a line a pipeline, and every difference on standard error.
Python's own decimal numbers; whole fractions until the one rounding of each part."""
import datetime
import decimal
import fractions
import json
import sqlite3
import sys

store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
with open(sys.argv[2]) as file:
    answer = json.load(file)
prices = json.loads(store.execute("SELECT prices FROM price_list").fetchone()[0])
year, month = map(int, answer["month"].split("-"))
begin = datetime.datetime(year, month, 1, tzinfo=datetime.timezone.utc)
end = datetime.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=datetime.timezone.utc)
problems = []


def half_away(value):
    """A fraction that is not negative, as a whole number."""
    return int(value + fractions.Fraction(1, 2))


def price(name):
    # As it is stored: millionths.
    return prices[name]["micros"] if name in prices else 0


def text(micros):
    shown = f"{decimal.Decimal(micros) / 1_000_000:.6f}"
    return shown[:-4] + shown[-4:].rstrip("0")


raw = store.execute(
    """SELECT d.name, count(*), sum(u.cpu_micros), sum(u.bytes_read), sum(u.bytes_written) FROM run_usage u
       JOIN dataset d ON d.id = u.dataset_id WHERE u.ended_at >= ? AND u.ended_at < ? GROUP BY d.name ORDER BY d.name""",
    [int(begin.timestamp()) * 1_000_000, int(end.timestamp()) * 1_000_000]).fetchall()
said = {line["name"]: line["used"] for line in answer["lines"]}
if sorted(said) != [row[0] for row in raw]:
    problems.append(f"pipelines: {sorted(said)} instead of {[row[0] for row in raw]}")
total = 0
for name, runs, cpu, read, written in raw:
    cost = half_away(fractions.Fraction(cpu * price("cpuHour"), 3_600_000_000)) + half_away(
        fractions.Fraction(read * price("gbRead"), 1_000_000_000))
    total += cost
    expected = {
        "runs": runs, "cpu_microseconds": cpu, "bytes_read": read, "bytes_written": written, "byte_days": 0,
        "cost": text(cost)}
    found = {key: said.get(name, {}).get(key) for key in expected}
    if found != expected:
        problems.append(f"{name}: {found} instead of {expected}")
    print(f"{name} {runs} {text(cost)}")
if answer["total"]["used"].get("cost") != text(total):
    problems.append(f"total: {answer['total']['used'].get('cost')} instead of {text(total)}")

# Months are the sums of their days, whatever was counted.
columns = ["count", "cpu_micros", "wall_micros", "bytes_read", "bytes_written", "rows", "byte_days"]
days = {}
for row in store.execute(f"SELECT day, kind, dataset_id, account, {', '.join(columns)} FROM usage_day"):
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=row[0])
    key = ((date.year - 1970) * 12 + date.month - 1,) + row[1:4]
    days[key] = [a + b for a, b in zip(days.get(key, [0] * len(columns)), row[4:])]
months = {
    row[:4]: list(row[4:])
    for row in store.execute(f"SELECT month, kind, dataset_id, account, {', '.join(columns)} FROM usage_month")}
if days != months:
    problems.append(f"months {months} are not the sums of days {days}")
for problem in problems:
    print(problem, file=sys.stderr)
sys.exit(1 if problems else 0)
