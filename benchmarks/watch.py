"""Watching: feeds with many items and a process that is killed on the way; and false alarms of tension a year.

    python benchmarks/watch.py [--short | --full] [--only feeds alarms]

A server on loopback serves generated feeds and takes the alerts by POST; the run is killed once while it hands them
out, and once while it reads. Counted are items that raised no alert though they speak of the third (lost), and alerts
that were raised or told again under another id (twice). Coding is in the fast mode. `--full` takes 200 feeds with
10,000 items; `--short` 20 with 1,000, in about a minute.

False alarms: weekly series without a change (counts with memory and bursts) are looked at once a week for a year,
with the rule that a watch uses.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.server
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from generated_documents import DEEDS, SEED, THINGS, WHEN, WHY

os.environ.setdefault("OMP_NUM_THREADS", "1")
SIZES = {"short": {"feeds": 20, "items": 50, "series": 20}, "full": {"feeds": 200, "items": 50, "series": 200}}
NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
KILLS_AFTER = 3  # alerts taken, then the run is killed
MOST_RUNS = 4
SECONDS = 3600  # at most for all runs


def item(number: int) -> tuple[str, str]:
    """A title and a text of its own that speaks of the third."""
    draw = random.Random(f"{SEED} {number}")
    one, two, three = draw.sample(THINGS, 3)
    deed, deed_too = draw.sample(DEEDS, 2)
    text = (
        f"A spokesman for Norway said Denmark had {deed} the {one} {draw.choice(WHEN)} {draw.choice(WHY)}. "
        f"The {two} number {number} was {deed_too} with the {three} {draw.choice(WHEN)}."
    )
    return f"Denmark and the {one}, {number}", text


def feed(name: int, items: int) -> bytes:
    body = "".join(
        f"<item><title>{escape(title)}</title><description>{escape(text)}</description>"
        f"<pubDate>{format_datetime(NOW)}</pubDate></item>"
        for title, text in (item(name * items + number) for number in range(items))
    )
    return f"<rss version='2.0'><channel><title>Wire {name}</title>{body}</channel></rss>".encode()


class World(http.server.ThreadingHTTPServer):
    """Feeds by path; alerts that were taken, by id; the process to be killed after some."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, feeds: int, items: int) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages = {f"/{name}": feed(name, items) for name in range(feeds)}
        self.taken: Counter[str] = Counter()
        self.asked = 0
        self.kill: dict[str, int] = {}
        self.process: subprocess.Popen[bytes] | None = None

    def reached(self, what: str, count: int) -> None:
        if self.process is not None and self.kill.get(what) == count:
            self.kill.pop(what)
            self.process.send_signal(signal.SIGKILL)


class Answers(http.server.BaseHTTPRequestHandler):
    server: World

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        if page:
            self.server.asked += 1
            self.server.reached("read", self.server.asked)
            self.wfile.write(page)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken[json.loads(body)["data"]["id"]] += 1
        self.server.reached("told", sum(self.server.taken.values()))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def bench_feeds(feeds: int, items: int, folder: Path) -> dict[str, object]:
    from tertius import watch
    from tertius.documents import stories
    from tertius.store import Workspace

    with World(feeds, items) as world:
        threading.Thread(target=world.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{world.server_port}"
        watch.add(
            "fish", between=("Norway", "Iceland"), on="Denmark", feeds=[f"{url}/{name}" for name in range(feeds)],
            webhooks=[f"{url}/hook"], atom=folder / "alerts.xml", since=NOW.date(), allow_private=True, fast=True,
            workspace=folder / "work",
        )  # fmt: skip
        world.kill = {"read": feeds // 2, "told": KILLS_AFTER}
        started = time.monotonic()
        ends = []
        while len(ends) < MOST_RUNS and (not ends or ends[-1] != 0):
            ends.append(_run(world, folder / "work", SECONDS - (time.monotonic() - started)))
        seconds = time.monotonic() - started
        world.shutdown()
    told = watch.alerts(workspace=folder / "work")
    with Workspace.open(folder / "work") as workspace:
        story_of = stories(workspace.documents())
    heard = {story_of[passage.document] for alert in told for passage in alert.passages}
    told_of = Counter(alert.passages[0].document for alert in told if alert.kind == "statement")
    entries = (folder / "alerts.xml").read_text(encoding="utf-8").count("<entry>")
    return {
        "feeds": feeds,
        "items": feeds * items,
        "runs, by exit status": ends,
        "documents": len(story_of),
        "items lost": feeds * items - sum(story in heard for story in story_of.values()),
        "alerts": len(told),
        "alerts never taken": len({alert.id for alert in told} - set(world.taken)),
        "stories told twice": sum(count - 1 for count in told_of.values()),
        "taken again under the same id": sum(world.taken.values()) - len(world.taken),
        "entries of the feed file (at most 500)": entries,
        "seconds": round(seconds, 1),
    }


def _run(world: World, workspace: Path, seconds: float) -> int:
    code = (
        "import datetime as dt; from tertius import watch; "
        f"watch.run({str(workspace)!r}, ['fish'], delay=0, clock=lambda: dt.datetime.fromisoformat({NOW.isoformat()!r}))"
    )
    world.process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    try:
        return world.process.wait(max(1.0, seconds))
    finally:
        world.process.kill()


def bench_alarms(count: int) -> dict[str, object]:
    """Series without a change, looked at once a week for a year; how many years had a false alarm."""
    import numpy as np

    from tertius.records import ChangePoint
    from tertius.relations._changes import shifts
    from tertius.watch._tension import is_news

    draw = np.random.default_rng(SEED)
    weeks, year = 156, 52
    years = 0
    for _ in range(count):
        level = np.zeros(weeks + year)
        for week in range(1, len(level)):
            level[week] = 0.5 * level[week - 1] + draw.normal(0, 0.4)
        values = np.log1p(draw.poisson(3 * np.exp(level)) / 3.0)
        periods = [dt.date(2020, 1, 6) + dt.timedelta(weeks=week) for week in range(len(values))]
        known = None
        alarms = 0
        for week in range(weeks, weeks + year):
            found = [
                ChangePoint(start=periods[s.start], direction="up" if s.after > s.before else "down", size=0.0)
                for s in shifts(values[:week])
            ]
            if known is not None:
                alarms += sum(is_news(change, known, periods[:week]) for change in found)
            known = [*(known or []), *([change.start.isoformat(), change.direction] for change in found)]
        years += alarms > 0
    low, high = _jeffreys(years, count)
    return {
        "series without a change": count,
        "weekly looks": year,
        "years with a false alarm": round(years / count, 3),
        "95% interval": [round(low, 3), round(high, 3)],
    }


def _jeffreys(hits: int, n: int) -> tuple[float, float]:
    from scipy.stats import beta

    low, high = beta.ppf([0.025, 0.975], hits + 0.5, n - hits + 0.5)
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--short", action="store_true", help="the small sizes (the default)")
    size.add_argument("--full", action="store_true", help="the sizes that the docs state")
    parser.add_argument("--only", nargs="+", choices=["feeds", "alarms"], default=["feeds", "alarms"])
    options = parser.parse_args()
    sizes = SIZES["full" if options.full else "short"]
    figures: dict[str, object] = {"sizes": "full" if options.full else "short"}
    if "feeds" in options.only:
        with tempfile.TemporaryDirectory() as folder:
            figures["feeds"] = bench_feeds(sizes["feeds"], sizes["items"], Path(folder))
    if "alarms" in options.only:
        figures["alarms"] = bench_alarms(sizes["series"])
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
