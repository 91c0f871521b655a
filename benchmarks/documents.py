"""Documents: pages and PDFs a second, words kept, copies found, memory of a large archive, growth of deduplication.

    python benchmarks/documents.py [--short | --full] [--only pages pdf copies archive growth]

Everything read is generated here from one seed; nothing is fetched. The rate of pages stands beside that of a
bare `trafilatura.extract(html)` on the same pages, measured in turns in the same process, so the ratio does not
hang on the machine. `--short` stays below three minutes on two busy cores; `--full` takes a 1 GB archive and
100,000 articles.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from generated_documents import SEED, articles, headline, page, paragraphs, pdf, write_archive

os.environ.setdefault("OMP_NUM_THREADS", "1")
SIZES = {
    "short": {"pages": 80, "pdfs": 12, "articles": 10_000, "archive_mb": 64, "growth": (2_000, 5_000, 10_000)},
    "full": {"pages": 400, "pdfs": 60, "articles": 10_000, "archive_mb": 1024, "growth": (10_000, 30_000, 100_000)},
}
WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def bench_pages(count: int, folder: Path) -> dict[str, object]:
    """Rate beside bare trafilatura, alternating in blocks so that a busy machine weighs on both alike."""
    import trafilatura

    from tertius import documents

    made = [page(seed) for seed in range(count)]
    paths = []
    for number, (html, _) in enumerate(made):
        paths.append(folder / f"{number:05d}.html")
        paths[-1].write_text(html, encoding="utf-8")
    documents.read(paths[:2])
    trafilatura.extract(made[0][0])
    ours = bare = 0.0
    found, plain = [], []
    for block in (paths[first : first + 10] for first in range(0, count, 10)):
        spent, texts = timed(lambda path: trafilatura.extract(path.read_text(encoding="utf-8")) or "", block)
        bare += spent
        plain += texts
        spent, read = timed(lambda path: next(documents.read_each([path])), block)
        ours += spent
        found += read
    kept, around = quality(made, [getattr(document, "text", "") for document in found])
    bare_kept, bare_around = quality(made, plain)
    return {
        "pages": count,
        "mean_page_kb": round(sum(len(html) for html, _ in made) / count / 1024, 1),
        "pages_per_second": round(count / ours, 1),
        "bare_trafilatura_pages_per_second": round(count / bare, 1),
        "ratio_to_bare_trafilatura": round(bare / ours, 3),
        "body_words_kept": kept,
        "boilerplate_words_kept": around,
        "bare_body_words_kept": bare_kept,
        "bare_boilerplate_words_kept": bare_around,
        "dated": round(sum(bool(getattr(document, "published", None)) for document in found) / count, 3),
        "titled": round(sum(" at odds over " in getattr(document, "title", "") for document in found) / count, 3),
    }


def quality(made: list[tuple[str, str]], texts: list[str]) -> tuple[float, float]:
    """Shares of the body's words kept, and of the words around it kept."""
    kept = body = more = around = 0
    for (html, truth), text in zip(made, texts, strict=True):
        want, have = words(truth), words(text)
        kept += sum((want & have).values())
        body += sum(want.values())
        more += sum((have - want).values())
        around += sum((visible(html) - want).values())
    return round(kept / body, 4), round(more / around, 4)


def visible(html: str) -> Counter[str]:
    """Words of a page that a reader could see or a screen reader would speak."""
    bare = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return words(re.sub(r"<[^>]+>", " ", bare))


def timed(work: Callable, given: Iterable) -> tuple[float, list]:
    """CPU seconds of this process, and what `work` gives for each of `given`."""
    start = time.process_time()
    done = [work(one) for one in given]
    return time.process_time() - start, done


def bench_pdfs(count: int, folder: Path) -> dict[str, object]:
    from tertius import documents

    truths, paths = [], []
    for seed in range(count):
        draw = random.Random(f"{SEED}-pdf-{seed}")
        body = paragraphs(draw, draw.randrange(10, 40))
        paths.append(folder / f"{seed:04d}.pdf")
        paths[-1].write_bytes(pdf(headline(draw), body, columns=1 + seed % 2))
        truths.append(words(" ".join(body)))
    documents.read(paths[:1])
    spent, found = timed(lambda path: next(documents.read_each([path])), paths)
    have = [words(getattr(document, "text", "")) for document in found]
    kept = sum(sum((want & got).values()) for want, got in zip(truths, have, strict=True))
    more = sum(sum((got - want).values()) for want, got in zip(truths, have, strict=True))
    total = sum(sum(want.values()) for want in truths)
    return {
        "pdfs": count,
        "pdfs_per_second": round(count / spent, 1),
        "pdf_words_kept": round(kept / total, 4),
        "pdf_words_added": round(more / total, 4),
    }


# --- copies -----------------------------------------------------------------------------------


def as_documents(count: int) -> tuple[list, list[int]]:
    from tertius.records import Document, content_id

    made = [
        (Document(id=content_id("doc", text, n), title="", text=text), story)
        for n, (text, story) in enumerate(articles(count))
    ]
    return [document for document, _ in made], [story for _, story in made]


def pairs(counts: Counter) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def bench_copies(count: int, _: Path) -> dict[str, object]:
    from tertius import documents

    made, truth = as_documents(count)
    spent, (found,) = timed(documents.stories, [made])
    given = [found[document.id] for document in made]
    both = pairs(Counter(zip(given, truth, strict=True)))
    return {
        "articles": count,
        "stories_true": len(set(truth)),
        "stories_found": len(set(given)),
        "near_duplicate_recall": round(both / pairs(Counter(truth)), 4),
        "near_duplicate_precision": round(both / max(1, pairs(Counter(given))), 4),
        "articles_per_second": round(count / spent, 0),
    }


def bench_growth(sizes: tuple[int, ...], _: Path) -> dict[str, object]:
    """The slope of log seconds on log documents by least squares: 1 is linear."""
    from tertius import documents

    made, _ = as_documents(max(sizes))
    documents.stories(made[:200])
    seconds = [timed(documents.stories, [made[:size]])[0] for size in sizes]
    xs, ys = [math.log(size) for size in sizes], [math.log(spent) for spent in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)
    return {
        "growth_sizes": list(sizes),
        "growth_seconds": [round(spent, 2) for spent in seconds],
        "growth_exponent": round(slope, 3),
    }


# --- a large archive --------------------------------------------------------------------------

READER = """
import json, resource, sys, time
from tertius import documents
start, read, aside = time.perf_counter(), 0, 0
for item in documents.read_each([sys.argv[1]]):
    read += isinstance(item, documents.SetAside) is False
    aside += isinstance(item, documents.SetAside)
print(json.dumps({"read": read, "aside": aside, "seconds": time.perf_counter() - start,
                  "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def bench_archive(megabytes: int, folder: Path) -> dict[str, object]:
    """Peak memory of a process of its own that reads a WARC of pages and, for most of its bytes, of other matter."""
    path = folder / "large.warc"
    pages = write_archive(path, megabytes * 1024 * 1024)
    done = subprocess.run([sys.executable, "-c", READER, str(path)], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return {
        "archive_mb": round(path.stat().st_size / 1024**2),
        "archive_pages": pages,
        "archive_read": found["read"],
        "archive_seconds": round(found["seconds"], 1),
        "archive_peak_mib": round(found["peak_mib"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--short", action="store_true", help="the small sizes (the default)")
    size.add_argument("--full", action="store_true", help="a 1 GB archive, up to 100,000 articles")
    parser.add_argument("--only", nargs="+", choices=["pages", "pdf", "copies", "archive", "growth"], default=None)
    options = parser.parse_args()
    sizes = SIZES["full" if options.full else "short"]
    parts = {
        "pages": (bench_pages, sizes["pages"]), "pdf": (bench_pdfs, sizes["pdfs"]),
        "copies": (bench_copies, sizes["articles"]), "growth": (bench_growth, sizes["growth"]),
        "archive": (bench_archive, sizes["archive_mb"]),
    }  # fmt: skip
    figures: dict[str, object] = {"seed": SEED, "sizes": "full" if options.full else "short"}
    for name in options.only or parts:
        work, amount = parts[name]
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            found = work(amount, Path(folder))  # type: ignore[operator]
        print(f"{name} ({time.perf_counter() - start:.1f} s)")
        for key, value in found.items():
            print(f"  {key:<36} {value}")
        figures |= found
    print(json.dumps({"benchmark": "documents", "figures": figures}))


if __name__ == "__main__":
    main()
