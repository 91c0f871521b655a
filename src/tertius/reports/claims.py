"""Statements as claims for other programs: schema.org JSON-LD, and nanopublications in TriG.

A nanopublication (Groth, Gibson and Velterop 2010) keeps three graphs apart: the assertion (what is said, about whom),
its provenance (who says so, in which voice, in which words of which document: PROV-O and Web Annotation selectors),
and its publication info (which program coded it, when, how it was reviewed and graded). Nothing is asserted in our own
voice: the assertion is the claim as a thing said. Only what `release_statements` lets out is written; a nameless
source is a node without an address, so that none can be linked across claims; rejected items are left out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tertius
from tertius.records import Actor, ActorKind, Document, Passage, Review, Speaker, Statement

__all__ = ["claims_json_ld", "claims_trig"]

CONSTRUCTED = "CONSTRUCTED: written for a case, published nowhere; confirms nothing"
_SELF = "urn:tertius:"
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "tertius": f"{_SELF}vocabulary:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
    "datePublished": {"@id": "https://schema.org/datePublished", "@type": "xsd:date"},
    "tertius:contestedWith": {"@type": "@id"},
}
_TYPES = {
    ActorKind.STATE: "Country", ActorKind.ORGANISATION: "Organization", ActorKind.GROUP: "Organization",
    ActorKind.PERSON: "Person", ActorKind.PEOPLE: "Audience",
}  # fmt: skip


def claims_json_ld(documents: Iterable[Document], statements: Iterable[Statement]) -> str:
    """The released statements as schema.org `Claim`s, one JSON-LD document with its context inside.

    Args:
        documents: those that the statements stand in, as `release_statements` gives them.
        statements: released statements.
    """
    known = {document.id: document for document in documents}
    graph = [_claim(one, known) for one in _written(statements)]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _written(statements: Iterable[Statement]) -> Iterator[Statement]:
    return (one for one in statements if one.review != Review.REJECTED)


def _claim(one: Statement, documents: dict[str, Document]) -> dict[str, Any]:
    document = documents.get(one.passages[0].document) if one.passages else None
    fields: dict[str, Any] = {
        "@id": _SELF + one.id,
        "@type": "Claim",
        "text": _text(one.passages),
        "author": _author(one.speaker),
        "datePublished": one.said.day.isoformat() if one.said else None,
        "appearance": _appearance(document) if document else None,
        "about": [_party(actor) for actor in one.about],
        "keywords": [kind.value for kind in one.kinds],
        "creativeWorkStatus": CONSTRUCTED if one.constructed else None,
        "tertius:voice": one.voice.value,
        "tertius:relayedBy": [_author(speaker) for speaker in one.relay],
        "tertius:form": one.form.value,
        "tertius:polarity": one.polarity.value,
        "tertius:hedge": one.hedge,
        "tertius:cause": one.causal.cause if one.causal else None,
        "tertius:effect": one.causal.effect if one.causal else None,
        "tertius:sign": one.causal.sign if one.causal else None,
        "tertius:draws": one.causal.draws if one.causal else None,
        "tertius:accused": [_party(actor) for actor in one.accused],
        "tertius:contestedWith": [_SELF + other for other in one.contested_with],
        "tertius:passage": [f"{p.document}#char={p.start},{p.end}" for p in one.passages],
        "tertius:grade": one.reliability.value + one.credibility.value,
        "tertius:review": one.review.value,
    }
    return {name: value for name, value in fields.items() if value not in (None, [], "")}


def _text(passages: Sequence[Passage]) -> str:
    return " […] ".join(" ".join(passage.text.split()) for passage in passages)


def _author(speaker: Speaker) -> dict[str, Any]:
    """The speaker; a nameless one has no name and no address, only the words that describe him."""
    if speaker.described:
        return {"@type": "Person", "description": speaker.described} | _said_interest(speaker)
    actor = speaker.actor
    of = _TYPES[actor.kind] if actor else "Person"
    fields = {
        "@type": of,
        "name": speaker.name,
        "jobTitle": speaker.role if of == "Person" else None,
        "identifier": actor.code if actor else None,
    }
    return {name: value for name, value in fields.items() if value} | _said_interest(speaker)


def _said_interest(speaker: Speaker) -> dict[str, Any]:
    return {"tertius:interest": speaker.interest} if speaker.interest else {}


def _party(actor: Actor) -> dict[str, Any]:
    code = {"identifier": actor.code} if actor.code else {}
    return {"@type": _TYPES[actor.kind], "name": actor.name} | code


def _appearance(document: Document) -> dict[str, Any]:
    fields = {
        "@type": "Article",
        "@id": _SELF + document.id,
        "headline": document.title,
        "author": {"@type": "Person", "name": document.byline} if document.byline else None,
        "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
        "datePublished": document.published.day.isoformat() if document.published else None,
        "url": document.url,
        "inLanguage": document.language,
        "creativeWorkStatus": CONSTRUCTED if document.constructed else None,
    }
    return {name: value for name, value in fields.items() if value}


# --- nanopublications -------------------------------------------------------------------------

_PREFIXES = """@prefix np: <http://www.nanopub.org/nschema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix tertius: <urn:tertius:vocabulary:> .
"""


def claims_trig(documents: Iterable[Document], statements: Iterable[Statement], *, on: dt.date) -> str:
    """The released statements as nanopublications, four named graphs each.

    Args:
        documents: those that the statements stand in, as `release_statements` gives them.
        statements: released statements.
        on: the day of publication.
    """
    known = {document.id: document for document in documents}
    return _PREFIXES + "".join(_nanopublication(one, known, on) for one in _written(statements))


def _nanopublication(one: Statement, documents: dict[str, Document], on: dt.date) -> str:
    own = f"<{_SELF}{one.id}>"
    graph = {part: f"<{_SELF}{one.id}#{part}>" for part in ("head", "assertion", "provenance", "pubinfo", "np")}
    head = [
        f"{graph['np']} a np:Nanopublication ; np:hasAssertion {graph['assertion']} ;",
        f"  np:hasProvenance {graph['provenance']} ; np:hasPublicationInfo {graph['pubinfo']} .",
    ]
    graphs = {
        "head": head,
        "assertion": _assertion(one, own),
        "provenance": _provenance(one, own, graph["assertion"], documents),
        "pubinfo": _publication(one, graph["np"], on),
    }
    return "".join(
        f"\n{graph[name]} {{\n" + "".join(f"  {line}\n" for line in lines) + "}\n" for name, lines in graphs.items()
    )


def _assertion(one: Statement, own: str) -> list[str]:
    lines = [f"{own} a schema:Claim ; schema:text {_literal(_text(one.passages))} ."]
    lines += [f"{own} tertius:kind {_literal(kind.value)} ." for kind in one.kinds]
    lines += [f"{own} schema:about {_node(actor)} ." for actor in one.about]
    lines += [f"{own} tertius:accused {_node(actor)} ." for actor in one.accused]
    lines += [f"{own} tertius:polarity {_literal(one.polarity.value)} ."]
    if one.hedge:
        lines.append(f"{own} tertius:hedge {_literal(one.hedge)} .")
    if one.causal:
        sides = f"tertius:cause {_literal(one.causal.cause)} ; tertius:effect {_literal(one.causal.effect)}"
        lines.append(f"{own} {sides} ; tertius:sign {one.causal.sign} ; tertius:draws {one.causal.draws} .")
    lines += [f"{own} tertius:contestedWith <{_SELF}{other}> ." for other in one.contested_with]
    return lines


def _provenance(one: Statement, own: str, assertion: str, documents: dict[str, Document]) -> list[str]:
    lines = [f"{assertion} prov:wasAttributedTo {_agent(one.speaker)} ; tertius:voice {_literal(one.voice.value)} ."]
    lines += [f"{assertion} tertius:relayedBy {_agent(speaker)} ." for speaker in one.relay]
    for passage in one.passages:
        source = f"<{_SELF}{passage.document}>"
        selector = f"[ a oa:TextPositionSelector ; oa:start {passage.start} ; oa:end {passage.end} ]"
        quote = f"[ a oa:TextQuoteSelector ; oa:exact {_literal(passage.text)} ]"
        lines.append(f"{assertion} prov:wasQuotedFrom {source} .")
        lines.append(f"{own} oa:hasTarget [ oa:hasSource {source} ; oa:hasSelector {selector}, {quote} ] .")
    for document in dict.fromkeys(documents[p.document].id for p in one.passages if p.document in documents):
        lines += _source(documents[document])
    return lines


def _source(document: Document) -> list[str]:
    own = f"<{_SELF}{document.id}>"
    lines = [f"{own} a schema:Article, prov:Entity ; dct:title {_literal(document.title)} ."]
    if document.published:
        lines.append(f"{own} dct:issued {_literal(document.published.day.isoformat())}^^xsd:date .")
    for name, value in (("dct:creator", document.byline), ("dct:publisher", document.publisher)):
        lines += [f"{own} {name} {_literal(value)} ."] if value else []
    if document.url:
        lines.append(f"{own} schema:url {_literal(document.url)} .")
    if document.constructed:
        lines.append(f"{own} schema:creativeWorkStatus {_literal(CONSTRUCTED)} .")
    return lines


def _publication(one: Statement, np: str, on: dt.date) -> list[str]:
    software = (
        f'[ a prov:SoftwareAgent ; schema:name "tertius" ; schema:softwareVersion {_literal(tertius.__version__)} ]'
    )
    lines = [
        f"{np} dct:created {_literal(on.isoformat())}^^xsd:date ; prov:wasAttributedTo {software} .",
        f"{np} tertius:review {_literal(one.review.value)} ; tertius:reliability {_literal(one.reliability.value)} ;",
        f"  tertius:credibility {_literal(one.credibility.value)} .",
    ]
    return [*lines, f"{np} schema:creativeWorkStatus {_literal(CONSTRUCTED)} ."] if one.constructed else lines


def _agent(speaker: Speaker) -> str:
    """A node without an address: who is nameless must not be linked, and names alone do not identify anybody."""
    kind = "prov:Agent"
    if speaker.actor and not speaker.described:
        kind = "prov:Person" if speaker.actor.kind == ActorKind.PERSON else "prov:Organization"
    parts = [f"a {kind}"]
    if speaker.described:
        parts.append(f"schema:description {_literal(speaker.described)}")
    else:
        parts.append(f"schema:name {_literal(speaker.name)}")
        parts += [f"schema:jobTitle {_literal(speaker.role)}"] if speaker.role else []
        parts += [f"schema:identifier {_literal(speaker.actor.code)}"] if speaker.actor and speaker.actor.code else []
    parts += [f"tertius:interest {_literal(speaker.interest)}"] if speaker.interest else []
    return f"[ {' ; '.join(parts)} ]"


def _node(actor: Actor) -> str:
    code = f" ; schema:identifier {_literal(actor.code)}" if actor.code else ""
    return f"[ a schema:{_TYPES[actor.kind]} ; schema:name {_literal(actor.name)}{code} ]"


def _literal(text: str) -> str:
    """`text` as a literal on one line: JSON's escapes are Turtle's too, once no lone surrogate is left."""
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007F")
