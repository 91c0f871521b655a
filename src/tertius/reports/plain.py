"""The report as Markdown: the same sections and tables as the page, without the drawings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tertius.records import Analysis
from tertius.reports import content
from tertius.reports.content import FullText, Line
from tertius.reports.evidence import Evidence, Quote, Ref
from tertius.reports.release import release
from tertius.reports.tables import Cell, Table
from tertius.reports.voices import Contest
from tertius.reports.wording import CUT, date, published

__all__ = ["escaped", "markdown"]

SPECIAL = re.compile(r"([\\`*_\[\]|~])")
STARTS = re.compile(r"^(\s*\d*)([#>+\-=]|(?<=\d)[.)](?=\s|$))", re.MULTILINE)  # a figure such as 0.12 starts no list
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def markdown(analysis: Analysis) -> str:
    """`analysis` as Markdown (with GitHub's tables), after `release`; the words of documents are escaped."""
    released, withheld = release(analysis)
    evidence = Evidence(released)
    view = content.gather(evidence, withheld)
    parts = [
        *_head(released, view),
        *_bottom(released, view),
        *_happened(view),
        *_said(view),
        *_web(view),
        *_effects(evidence, released, view),
        *_rest(view),
        *_hindsight(evidence, released),
        *_appendix(view["texts"]),
    ]
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", "\n\n".join(part for part in parts if part) + "\n")


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is: no markup, no HTML, no table break, on one line."""
    flat = CUT.sub(lambda m: f"(withheld: {len(m[0])} characters)", " ".join(text.split()))
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return STARTS.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", flat))


def _links(refs: Iterable[Ref]) -> str:
    return " ".join(f"[{escaped(ref.label)}](#{ref.anchor})" for ref in refs)


def _anchor(anchor: str) -> str:
    return f'<a id="{anchor}"></a>' if anchor else ""


def _heading(level: int, text: str, anchor: str = "") -> str:
    return f"{'#' * level} {_anchor(anchor)}{escaped(text)}"


def _cell(cell: Cell) -> str:
    text = f"“{escaped(cell.text)}”" if cell.quoted else escaped(cell.text)
    text = f"**{text}**" if cell.kind == "thin" and text else text
    lead = escaped(cell.lead) if cell.lead and cell.refs else ""
    note = f"({escaped(cell.note)})" if cell.note else ""
    quotes = "; ".join(dict.fromkeys(_place(quote) for quote in cell.quotes))
    return " ".join(part for part in (text, lead, _links(cell.refs), note, quotes) if part) or " "


def _place(quote: Quote) -> str:
    """Where a passage stands, by document and characters."""
    wrong = "" if quote.place else ", **not found at this place**"
    return f"[{quote.document.label}](#{quote.document.anchor}-full), characters {quote.passage.start}–{quote.passage.end}{wrong}"


def _table(table: Table) -> str:
    if not table.rows:
        return f"{_anchor(table.anchor)}*{escaped(table.caption)}: none.*"
    lines = [f"{_anchor(table.anchor)}**{escaped(table.caption)}**", ""]
    lines += [
        "| " + " | ".join(escaped(column) for column in table.columns) + " |",
        "|" + " --- |" * len(table.columns),
    ]
    for row in table.rows:
        cells = [_cell(cell) for cell in row.cells]
        lines.append(f"| {_anchor(row.anchor)}{' | '.join(cells)} |")
    return "\n".join(lines + (["", escaped(table.note)] if table.note else []))


def _facts(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- {escaped(name)}: {escaped(text)}" for name, text in pairs)


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _sentence(line: Line) -> str:
    text = "".join(
        f"{escaped_piece(piece)} ({band}, ICD 203)" if band else escaped_piece(piece) for piece, band in line.parts
    )
    quotes = "".join(f"\n  - {label.label}, {escaped(whose)}: “{escaped(quote.text)}” ({_place(quote)})"
                     for whose, label, quote in line.quotes)  # fmt: skip
    return f"- {text} {_links(line.refs)}{quotes}"


def escaped_piece(text: str) -> str:
    """As `escaped`, the spaces at both ends kept: a piece of a longer sentence."""
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{escaped(text)}{tail}" if text.strip() else text


def _head(analysis: Analysis, view: dict[str, Any]) -> list[str]:
    case = analysis.case
    why = f": {escaped(case.until_because)}" if case.until_because else ""
    question = escaped(view["question"]) if view["question"] != case.title else ""
    stamp = "**CONSTRUCTED**: this case holds text written for it and published nowhere. It confirms nothing."
    return [
        _heading(1, case.title),
        question,
        f"**As of {date(case.until)}** ({view['basis']}{why}). Nothing after that day enters a judgement.",
        stamp if case.constructed else "",
        *(escaped(line) for line in view["withheld"]),
    ]


def _bottom(analysis: Analysis, view: dict[str, Any]) -> list[str]:
    line = analysis.bottom_line
    word = f"{line.likelihood} ({view['band']}, ICD 203)" if line.likelihood else "no word"
    stands = "the rate, its n and the claim stand in the sentence above"
    facts = [("Verdict of the history", view["verdict"]), ("Likelihood of an effect", "no estimate"),
             *([("Outside view, no forecast of an effect", f"{word} ({stands})")] if line.claim else []),
             ("Confidence", line.confidence), *[("Reason for that confidence", reason) for reason in line.reasons],
             ("Voices it rests on", view["voices"])]  # fmt: skip
    return [
        _heading(2, "1 Bottom line", "bottom-line"),
        "\n".join(_sentence(s) for s in view["sentences"]),
        _facts(facts),
        *(
            [_heading(3, "What changed since the previous run", "differences"), _table(view["differences"])]
            if view["differences"]
            else []
        ),
        _heading(3, "What would change it", "change"),
        "\n".join(_sentence(s) for s in view["changes"]) or "*Nothing is recorded.*",
        _heading(3, "Indicators", "indicators"),
        _table(view["indicators"]),
        _heading(3, "Rival hypotheses", "rivals"),
        _table(view["rivals"]),
        _table(view["grid"]),
        _heading(3, "The case", "case"),
        _facts(view["case_facts"]),
    ]


def _happened(view: dict[str, Any]) -> list[str]:
    return [
        _heading(2, "2 What happened", "happened"),
        _heading(3, "Events, as reported", "events"),
        _table(view["events"]),
        _heading(3, f"Tension of {view['pair']}", "tension"),
        _items(f"{escaped(text)} [H](#tension-source)" for text in view["tension_lines"]),
        f"{_anchor('tension-source')}H. {escaped(view['tension_source'])} [data and terms](#data)",
    ]


def _said(view: dict[str, Any]) -> list[str]:
    return [
        _heading(2, "3 Who says what", "said"),
        f"{escaped(view['heard'])} [all statements](#statements)",
        _heading(3, "On whose voice it stands", "cross"),
        _table(view["about_third"]),
        _table(view["cross"]),
        _heading(3, "Accusations", "accusations"),
        _table(view["accusations"]),
        _heading(3, "Contested, side by side", "contested"),
        *(_contest(contest) for contest in view["contests"]),
        "" if view["contests"] else "*No statement in these documents was found to contradict another.*",
        _heading(3, "Voices not heard", "absent"),
        _items(_cell(cell) for cell in view["absent"]) or "*No actor is accused here without a statement of its own.*",
        _heading(3, "Beside the record", "checks"),
        _table(view["checks"]),
        _heading(3, "Every statement", "statements"),
        _table(view["statements"]),
    ]


def _contest(contest: Contest) -> str:
    head = "| " + " | ".join(escaped(speaker) for speaker in contest.speakers) + " |"
    return "\n".join([head, "|" + " --- |" * len(contest.sides), "| " + " | ".join(map(_cell, contest.sides)) + " |"])


def _web(view: dict[str, Any]) -> list[str]:
    return [
        _heading(2, "4 The web of ties", "web"),
        _heading(3, "Balance of the triad", "balance"),
        f"{escaped(view['balance'])} [ties on record](#ties)",
        _table(view["signs"]),
        _heading(3, "Ties on record", "ties"),
        _table(view["ties"]),
    ]


def _effects(evidence: Evidence, analysis: Analysis, view: dict[str, Any]) -> list[str]:
    parts = [_heading(2, f"5 How it reaches {analysis.case.on.name}", "effects"),
             _heading(3, "Channels that are asserted or open", "channels")]  # fmt: skip
    for chain in view["chains"]:
        said = [f"{escaped(whose)}: {_cell(cell)}" for whose, cell in chain.asserted]
        beside = f"Beside the history: {_links(chain.responses)}" if chain.responses else ""
        parts += [_heading(4, f"{chain.ref.label} {chain.name}", chain.ref.anchor),
                  " → ".join(escaped(link) for link in chain.links), _facts(chain.facts), beside,
                  _items(said) or "*No statement in these documents asserts it.*"]  # fmt: skip
    if not view["chains"]:
        parts.append("*No channel is open on the ties on record, and no statement asserts one.*")
    return [*parts, _heading(3, "What the history shows", "responses"), *_responses(evidence, view), *_estimates(view)]


def _estimates(view: dict[str, Any]) -> list[str]:
    sections = (("What the estimates are made of", "episodes"), ("What they hang on", "sensitivity"),
                ("The outside view", "outside"))  # fmt: skip
    parts = []
    for title, name in sections:
        parts.append(_heading(3, title, name))
        parts += [_items(escaped(text) for text in view[name].lines), *(_table(table) for table in view[name].tables)]
    return parts


def _responses(evidence: Evidence, view: dict[str, Any]) -> list[str]:
    found = content.responses(evidence)
    if not found:
        return [("*No response was computed: the case has neither a history nor a stored response.* Give a history of events "
                "(`--history PATH`) or a response saved with `tertius effect … --save r.json`.")]  # fmt: skip
    parts = [_table(view["summary"])]
    for item in found:
        label, anchor = item["ref"].label, item["ref"].anchor
        parts.append(_heading(4, f"{label} {item['title']}", anchor))
        if item["stored"]:
            parts.append(f"**STORED**: computed on {item['stored']}, not in this run.")
        if item["computable"]:
            parts += [
                _items(f"{escaped(text)} [{label}](#{anchor}-origin)" for text in item["lines"]),
                _table(item["table"]),
            ]
        else:
            parts.append(f"**Not computable.** {escaped(item['because'])} [{label}](#{anchor}-origin)")
        none = f"{label} was not computed in this run or stored before it."
        if alike := item["alike"]:
            same = f"Computed from the same data, by the same command, as [{alike.label}](#{alike.anchor}-origin)."
            parts.append(f"{_anchor(anchor + '-origin')}{same}")
            continue
        parts.append(f"{_anchor(anchor + '-origin')}\n\n{_facts(item['origin']) or none}")
        if item["command"]:
            parts.append(f"To recompute it: `{item['command'].replace('`', '')}`")
    return parts


def _rest(view: dict[str, Any]) -> list[str]:
    return [
        _heading(2, "6 Predictions and demands", "outlook"),
        _heading(3, "Predictions", "predictions"),
        _table(view["predictions"]),
        _heading(3, "The ledger", "ledger"),
        escaped(view["uncalibrated"]),
        _table(view["calibration_table"]) if view["calibration_table"].rows else "",
        _table(view["ledger"]),
        _table(view["bearing"]) if view["bearing"].rows else "",
        _heading(3, "Demands", "demands"),
        _table(view["demands"]),
        _heading(2, "7 What this rests on", "rests"),
        _heading(3, "Documents", "documents"),
        _table(view["documents"]),
        _heading(3, "Data", "data"),
        _table(view["data"]),
        _heading(3, "Method", "method"),
        _items(escaped(text) for text in view["method"]),
        _table(view["bands"]),
        _table(view["legend"]),
        _heading(3, "Limits", "limits"),
        _items(escaped(text) for text in view["limits"]),
        _heading(3, "Versions", "versions"),
        _facts(view["versions"]),
    ]


def _hindsight(evidence: Evidence, analysis: Analysis) -> list[str]:
    later = content.hindsight(evidence)
    if later is None:
        return []
    return [
        _heading(2, "Hindsight", "hindsight"),
        f"What came after {date(analysis.case.until)}. It is no part of any judgement above.",
        escaped(later["tension_line"]),
        _table(later["tension"]) if later["tension"] else "",
        _table(later["ledger"]) if later["ledger"].rows else "",
        f"{later['ledger_rest']} See [the ledger](#ledger)." if later["ledger_rest"] else "",
        _table(later["bearing"]) if later["bearing"].rows else "",
        *(_table(later[name]) for name in ("events", "statements", "documents")),
        *(_full(text, 3) for text in later["texts"]),
    ]


def _appendix(texts: list[FullText]) -> list[str]:
    head = [_heading(2, "Appendix: the documents in full", "appendix"),
            "The words of each document are its author's and its speakers'."]  # fmt: skip
    return head + [_full(text, 3) for text in texts]


def _full(text: FullText, level: int) -> str:
    document = text.document
    stamp = ["**CONSTRUCTED**: written for this case, published nowhere."] if document.constructed else []
    address = f"; {escaped(document.url)}" if document.url else ""
    about = f"{escaped(text.by)}; {escaped(published(document.published))}{address}"
    body = [f"> {_anchor(p.anchor)}" + escaped("".join(s.text for s in p.segments)) for p in text.paragraphs]
    head = _heading(level, f"{text.ref.label} {document.title}", f"{text.ref.anchor}-full")
    return "\n\n".join([head, about, *stamp, "\n>\n".join(body)])
