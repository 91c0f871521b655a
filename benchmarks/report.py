"""Seconds and bytes of the report: of the bundled case, and of a generated case of 2,000 documents.

    python benchmarks/report.py [--documents 2000] [--each 10]

The generated case is constructed: its sentences come from a list of invented names and say nothing of anyone. The
ratio printed beside each time is to rendering the same text through the bare template engine (each document escaped
and wrapped once), in the same process. Where Chromium is installed, the time until the page answers is measured in
it: from the start of loading until a script runs after the first layout, and the longest frame while it is scrolled.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import random
import sys
import tempfile
import time
from pathlib import Path

import msgspec

import tertius
from tertius import assessment, reports
from tertius import records as r

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = ROOT / "examples" / "azerbaijan-iran-israel" / "case.toml"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
STATES = tuple(r.Actor(name=name, code=code, kind=r.ActorKind.STATE)
               for name, code in (("Ostrand", "OSD"), ("Veldora", "VLD"), ("Merrow", "MRW"), ("Halvia", "HLV")))  # fmt: skip
ACTS = ("closed the upper lock to", "sent envoys to", "lifted the toll for", "moved river guards towards")
SAYS = ("the quarrel will bring {a} and {b} closer", "the barges of {a} were stopped by {b}", "{a} wants nothing of {b}",
        "{a} could lose its trade with {b}")  # fmt: skip


def generated(documents: int, each: int) -> r.Analysis:
    """A constructed case in which every document holds `each` statements and two events."""
    rng = random.Random(7)
    made = [_document(rng, n, each) for n in range(documents)]
    a, b, c, _ = STATES
    texts = tuple(document for document, _, _ in made)
    case = r.CaseRecord(title="A generated case", between=(a, b), on=c, until=dt.date(2031, 6, 30), until_basis="given",
                        until_because="", documents=tuple(d.id for d in texts), histories=(), responses=(), overrides=0,
                        constructed=True)  # fmt: skip
    line = r.BottomLine(sentences=(), verdict=r.Verdict.NOT_COMPUTABLE, likelihood=None, rate=None, confidence="low",
                        reasons=(), voices={})  # fmt: skip
    return assessment.weighed(r.Analysis(
        case=case, documents=texts, statements=tuple(s for _, found, _ in made for s in found),
        events=tuple(e for *_, found in made for e in found), ties=(), predictions=(), demands=(),
        tension=r.Tension(dyad=("OSD", "VLD"), period="week", measure="conflict", unit="", because="no history was given"),
        responses=(), channels=(), bottom_line=line, absent_voices=(), sources=(), limits=(), versions={"tertius": "0"},
        balance=r.Balance(signs={}, balanced=None, because="no ties"),
    ))  # fmt: skip


def _document(rng: random.Random, n: int, each: int) -> tuple[r.Document, list[r.Statement], list[r.Event]]:
    day = dt.date(2031, 1, 1) + dt.timedelta(days=n % 180)
    sentences, spans, at = [], [], 0
    for i in range(each + 2):
        a, b = rng.sample(STATES, 2)
        speaker = f"Speaker {rng.randrange(400)} of {a.name}"
        inner = rng.choice(SAYS).format(a=a.name, b=b.name) + f", in matter {n}.{i}"
        text = f"{speaker} said that {inner}." if i < each else f"{a.name} {rng.choice(ACTS)} {b.name} on day {n}.{i}."
        start = at + text.index(inner) if i < each else at
        spans.append((start, start + len(inner) if i < each else at + len(text), speaker, a, b))
        sentences.append(text)
        at += len(text) + 1
    published = r.Published(start=day, end=day, precision=r.Precision.DAY, basis=r.DateBasis.METADATA)
    document = r.Document(id=f"doc-{n}", title=f"Dispatch {n}", text=" ".join(sentences), published=published,
                          publisher="Generated Gazette", language="en", constructed=True)  # fmt: skip
    said = [_statement(document, n, i, *spans[i]) for i in range(each)]
    return document, said, [_event(document, n, i, day, *spans[i]) for i in range(each, each + 2)]


def _statement(
    document: r.Document, n: int, i: int, start: int, end: int, name: str, a: r.Actor, b: r.Actor
) -> r.Statement:
    causal = r.Causal(cause="the quarrel", effect=f"{a.name} and {b.name}", sign=1) if i % 5 == 0 else None
    kinds = (r.Kind.CAUSAL, r.Kind.PREDICTION) if causal else (r.Kind.FACTUAL,)
    return r.Statement(
        id=f"st-{n}-{i}", speaker=r.Speaker(name=name, role="envoy"), voice=list(r.Voice)[i % 5], form=r.Form.INDIRECT,
        kinds=kinds, passages=(r.Passage.of(document, start, end),), about=(a, b), causal=causal,
        contested_with=(f"st-{n}-{i + 1}",) if i == 1 else (), said=document.published, constructed=True,
    )  # fmt: skip


def _event(
    document: r.Document, n: int, i: int, day: dt.date, start: int, end: int, _: str, a: r.Actor, b: r.Actor
) -> r.Event:
    when = r.When(start=day, end=day, precision=r.Precision.DAY)
    by = r.Asserter(name="Generated Gazette", voice=r.Voice.MEDIA, document=document.id)
    return r.Event(id=f"ev-{n}-{i}", type=r.EventType.COERCE, quad=4, source=a, target=b, when=when,
                   status=r.EventStatus.HAPPENED, passages=(r.Passage.of(document, start, end),), reported_by=(by,))  # fmt: skip


def bare(analysis: r.Analysis) -> float:
    """Seconds in which the template engine alone escapes and prints every document once, with its statements."""
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string(
        "{% for d in documents %}<article><h3>{{ d.title }}</h3><p>{{ d.text }}</p></article>{% endfor %}"
        "{% for s in statements %}<tr><td>{{ s.speaker.name }}</td><td>{{ s.passages[0].text }}</td></tr>{% endfor %}"
    )
    started = time.perf_counter()
    template.render(documents=analysis.documents, statements=analysis.statements)
    return time.perf_counter() - started


def rendered(name: str, analysis: r.Analysis, seconds: float, megabytes: float) -> str:
    reports.html(msgspec.structs.replace(analysis, documents=(), statements=(), events=(), grounds=(), indicators=()))
    started, worked = time.perf_counter(), time.process_time()
    page = reports.html(analysis)
    cpu = time.process_time() - worked
    took, size = time.perf_counter() - started, len(page.encode()) / 1e6
    print(
        f"{name}: {len(analysis.documents):,} documents, {len(analysis.statements):,} statements, {len(analysis.events):,} events"
    )
    print(
        f"  page: {took:.2f} s ({cpu:.2f} s of CPU; limit {seconds:g}, ratio {took / seconds:.2f}), {size:.2f} MB (limit {megabytes:g}, ratio {size / megabytes:.2f})"
    )
    if len(analysis.documents) > 100:
        print(f"  against the bare template engine: {took / bare(analysis):.1f} times its seconds")
    return page


def browsed(page: str) -> None:
    """Time to interactive and the longest frame while scrolling, in Chromium."""
    if not CHROMIUM.exists() or importlib.util.find_spec("playwright") is None:
        print("  in a browser: not measured, no /usr/bin/chromium or no playwright here")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "analysis.html"
        path.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        started = time.perf_counter()
        tab.goto(path.as_uri(), wait_until="load", timeout=120_000)
        tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        ready = time.perf_counter() - started
        longest = tab.evaluate(SCROLL)
        nodes = tab.evaluate("document.getElementsByTagName('*').length")
        browser.close()
    print(f"  in Chromium: interactive after {ready:.2f} s, {nodes:,} elements; frames while scrolling: "
          f"median {longest['median']:.0f} ms, longest {longest['longest']:.0f} ms")  # fmt: skip


SCROLL = """async () => {
  const frames = []; let last = performance.now();
  for (let i = 0; i < 120; i++) {
    window.scrollBy(0, 1500);
    await new Promise(done => requestAnimationFrame(done));
    const now = performance.now(); frames.push(now - last); last = now;
  }
  frames.sort((a, b) => a - b);
  return { median: frames[60], longest: frames[frames.length - 1] };
}"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=2000)
    options.add_argument("--each", type=int, default=10)
    given = options.parse_args()
    browsed(rendered("bundled case", tertius.analyze(BUNDLED), 3, 3))
    browsed(rendered("generated case", generated(given.documents, given.each), 20, 15))


if __name__ == "__main__":
    sys.exit(main())
