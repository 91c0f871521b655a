"""What the benchmark of documents reads: pages, PDFs, articles with edited reprints and a web archive, from one seed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

SEED = 20211005
PLACES = "Ardia Belmark Ostra Veldora Merrow Caldes Norrin Tamsk Helvar Sorrel Quill Brannoch".split()
BODIES = "ministry parliament council court army port police railway bank embassy union senate agency league".split()
ROLES = "spokesman spokeswoman minister governor general judge envoy mayor analyst secretary".split()
VERBS = "said told announced confirmed denied reported argued warned noted added".split()
DEEDS = (
    "closed opened moved delayed signed refused accepted inspected guarded repaired sold bought searched returned lifted "
    "suspended renewed drafted reviewed crossed blocked"
).split()
THINGS = (
    "road bridge border treaty harbour pipeline ship convoy market contract fence station embargo budget "
    "timetable corridor licence cargo grain water power fuel timber steel hospital school archive census "
    "ferry tunnel dam orchard mine quarry depot tariff permit visa statement resolution complaint inquiry"
).split()
WHEN = "on Monday|on Tuesday|last week|in the morning|before dawn|after talks|in April|a year ago|at noon|in May".split(
    "|"
)
WHY = (
    "because of the weather|after a long dispute|to the surprise of traders|without giving a reason|for the third time|"
    "as agreed in the spring|under a new law|at the request of farmers|in spite of protests|to save money"
).split("|")
MENU = "Home World Business Sport Culture Opinion Travel Science Weather Video Podcasts Archive".split()


def sentence(draw: random.Random) -> str:
    place, other = draw.sample(PLACES, 2)
    body, role, verb, number = draw.choice(BODIES), draw.choice(ROLES), draw.choice(VERBS), draw.randrange(2, 9_000)
    deed, deed_too = draw.choice(DEEDS), draw.choice(DEEDS)
    thing, thing_too = draw.choice(THINGS), draw.choice(THINGS)
    when, why = draw.choice(WHEN), draw.choice(WHY)
    forms = [
        f"The {body} of {place} {deed} the {thing} near {other} {when}, a {role} {verb}.",
        f"A {role} from {place} {verb} that {number} people had {deed} the {thing} {why}.",
        f"In {place}, the {thing} and the {thing_too} were {deed} {when} {why}, while {other} {deed_too} its {thing}.",
        f"It was the {body} that {deed} {number} {thing}s {why}, and {other} {deed_too} the {thing_too} {when}.",
    ]
    return draw.choice(forms)


def paragraphs(draw: random.Random, count: int) -> list[str]:
    return [" ".join(sentence(draw) for _ in range(draw.randrange(2, 6))) for _ in range(count)]


def headline(draw: random.Random) -> str:
    one, two = draw.sample(PLACES, 2)
    return f"{one} and {two} at odds over {draw.choice(THINGS)} and {draw.choice(THINGS)} no {draw.randrange(1000)}"


# --- pages ------------------------------------------------------------------------------------


def page(seed: int) -> tuple[str, str]:
    """(html, body text) of one saved page in one of three layouts, with the usual matter around the body."""
    draw = random.Random(f"{SEED}-{seed}")
    title, body = headline(draw), paragraphs(draw, draw.randrange(8, 22))
    outlet, address = f"The {draw.choice(PLACES)} Courier", f"https://courier.example/2021/10/{seed}/story"
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": "2021-10-05"}
    links = "".join(f'<li class="menu-item"><a href="/{name.lower()}">{name}</a></li>' for name in MENU)
    lists = "".join(f'<li><a href="/n/{n}">{headline(draw)}</a></li>' for n in range(draw.randrange(6, 14)))
    teasers = "".join(
        f'<div class="card"><a href="/t/{n}"><img src="/t/{n}.jpg" alt=""><h4>{headline(draw)}</h4></a>'
        f'<span class="time">{n} hours ago</span></div>'
        for n in range(draw.randrange(8, 16))
    )
    photo = f'<figure><img src="/p.jpg" alt="x"><figcaption>{sentence(draw)} Photo: Example</figcaption></figure>'
    more = f'<p><strong>Read more:</strong> <a href="/more">{headline(draw)}</a></p>'
    promo = '<p class="promo"><em>Sign up for our daily newsletter</em></p>'
    around = {1: photo, 3: more, 5: promo}
    frames = {
        2: "<blockquote><p>{}</p></blockquote>",
        4: "<p><a href='/tag'>{}</a></p>" if draw.random() < 0.1 else "<p>{}</p>",
    }
    inner = "".join(frames.get(n, "<p>{}</p>").format(part) + around.get(n, "") for n, part in enumerate(body))
    inner += '<div class="tags">Tags: <a href="/g/1">borders</a> <a href="/g/2">trade</a></div>'
    form = (
        '<form class="newsletter-signup" action="/s"><label>Sign up for our daily newsletter</label><input type="email" '
        'name="email"><input type="text" name="hp" style="display:none"><button>Subscribe</button></form>'
    )
    layout = draw.randrange(3)
    wrap = (
        f'<main><article class="post">{{}}{inner}{form}</article></main>',
        f'<div id="content"><div class="entry-content">{{}}{inner}</div>{form}</div>',
        f'<div class="wrapper"><div class="row"><div class="col-8 story-body">{{}}{inner}</div></div></div>{form}',
    )[layout].format(
        f'<h1>{title}</h1><p class="byline">By Rena Vale</p><time datetime="2021-10-05">5 October 2021</time>'
    )
    styles = "".join(f".c{n}{{margin:{n}px;padding:{n % 7}px;color:#{n:06x}}}" for n in range(120))
    scripts = "".join(f"window.q=window.q||[];q.push(['track',{n},'{draw.random()}']);" for n in range(120))
    html = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="2021-10-05T08:00:00Z"><link rel="canonical" href="{address}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script><style>{styles}</style><script>{scripts}</script></head>'
        f'<body class="single"><div class="cookie-notice"><p>We use cookies to improve this site.</p><button>Accept</button></div>'
        f'<header><div class="logo"><a href="/">{outlet}</a></div><nav><ul>{links}</ul></nav></header>{wrap}'
        f'<aside class="sidebar"><h3>Most read</h3><ul>{lists}</ul></aside><div class="related"><h3>Related</h3>{teasers}</div>'
        f"<footer><p>© 2021 {outlet}. All rights reserved.</p><ul>{links}</ul></footer><script>{scripts}</script></body></html>"
    )
    return html, "\n\n".join(body)


# --- PDFs ---


def pdf(title: str, body: list[str], *, columns: int = 1) -> bytes:
    """A PDF set line by line in Helvetica, with a running head and page numbers; columns are written one after the other."""
    width = 90 // columns
    lines = [title, *(line for part in body for line in wrapped(part, width))]
    deep = 46
    pages, per_page = [], deep * columns
    for first in range(0, len(lines), per_page):
        number = len(pages) + 1
        out = [
            f"BT /F1 10 Tf 72 770 Td (Example Courier 2021 - {title[:20]}) Tj ET",
            f"BT /F1 10 Tf 300 30 Td (Page {number}) Tj ET",
        ]
        for column in range(columns):
            part = lines[first + column * deep : first + (column + 1) * deep]
            out.append(f"BT /F1 10 Tf {50 + column * 270} 740 Td 15 TL")
            out += [f"({line.replace(chr(92), '').replace('(', '').replace(')', '')}) Tj T*" for line in part]
            out.append("ET")
        pages.append("\n".join(out).encode("latin-1", "replace"))
    return assembled(pages)


def assembled(pages: list[bytes]) -> bytes:
    """A whole PDF file: catalogue, page tree, font, and a page with its content stream for each of `pages`."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def wrapped(text: str, width: int) -> list[str]:
    """Lines of `width`; a long word at the end of a line is cut with a hyphen as a typesetter would."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
            continue
        room = width - len(line) - 2
        if word.isalpha() and word.islower() and room >= 3 and len(word) - room >= 3:
            lines.append(f"{line} {word[:room]}-")
            line = word[room:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


# --- articles ---


def article(draw: random.Random) -> list[str]:
    return [sentence(draw) for _ in range(draw.randrange(12, 30))]


def edited(draw: random.Random, parts: list[str]) -> list[str]:
    """A reprint as a desk makes it: cut at the end, a sentence dropped, words changed, its own lead or tail added."""
    kept = parts[: max(8, int(len(parts) * draw.uniform(0.6, 1.0)))]
    if draw.random() < 0.5:
        kept = [part for n, part in enumerate(kept) if n != draw.randrange(len(kept))]
    changed = [re.sub(r"\b(?:said|told|announced)\b", "stated", part) if draw.random() < 0.3 else part for part in kept]
    if draw.random() < 0.5:
        changed.insert(0, sentence(draw))
    if draw.random() < 0.3:
        changed += [sentence(draw), sentence(draw)]
    return changed


def articles(count: int) -> Iterator[tuple[str, int]]:
    """(text, story) of `count` articles: four in ten are edited reprints, in families of up to six."""
    draw = random.Random(f"{SEED}-articles")
    story = made = 0
    while made < count:
        original = article(draw)
        family = 1 + (draw.randrange(1, 6) if draw.random() < 0.2 else 0)
        for member in range(min(family, count - made)):
            yield " ".join(original if member == 0 else edited(draw, original)), story
            made += 1
        story += 1


# --- a web archive ---


def write_archive(path: Path, size: int) -> int:
    """A WARC of at least `size` bytes, a page and then pictures, films and feeds as a crawl holds them; returns its pages."""
    draw, filler = random.Random(f"{SEED}-archive"), random.Random(SEED).randbytes(1 << 20)
    pages = written = 0
    with path.open("wb") as out:
        while written < size:
            written += out.write(record(pages, "text/html; charset=utf-8", page(pages % 200)[0].encode()))
            pages += 1
            written += out.write(record(pages, "image/jpeg", filler[: draw.choice((20_000, 60_000, 100_000, 200_000))]))
            if pages % 400 == 1:
                written += out.write(record(pages, "video/mp4", filler * 40))
    return pages


def record(number: int, kind: str, body: bytes) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:036d}>\r\nWARC-Date: 2021-10-06T07:00:00Z\r\n"
        f"WARC-Target-URI: https://courier.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
