"""Who says what: every statement, and the cross tables that show on whose voice a claim stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tertius.records import Actor, Analysis, Causal, Kind, Statement, Voice
from tertius.reports.evidence import Evidence, same_actor
from tertius.reports.tables import Cell, Row, Table, reviewed
from tertius.reports.wording import (
    VOICE_WORDS,
    actor_name,
    attribution,
    counted,
    joined,
    sign,
    speaker_name,
    voices_in_words,
)

__all__ = ["Contest", "about_third", "accusations", "contests", "kinds_by_voice", "stands_on", "statements"]

NAMELESS = {Voice.ANONYMOUS, Voice.RELAYED}
WEAK = NAMELESS | {Voice.AUTHOR}
UNHEARD = "no reply in these documents"


@dataclass(frozen=True)
class Contest:
    """Statements that contradict one another, to be set side by side."""

    sides: tuple[Cell, ...]
    speakers: tuple[str, ...]


def statements(evidence: Evidence, items: Iterable[Statement], caption: str, anchor: str = "") -> Table:
    """Every statement: speaker, role, voice, words, kinds, form, hedge, polarity, about whom."""
    columns = ("No.", "Speaker, role", "Voice", "What is said", "Kinds", "Form, hedge, polarity", "About")
    return Table(caption, columns, tuple(_statement(evidence, s) for s in evidence.in_order(items)), anchor)


def words(statement: Statement) -> str:
    """The content of a statement, its spans joined by an ellipsis."""
    return " … ".join(p.text for p in statement.passages) or "(no passage)"


def said(evidence: Evidence, statement: Statement) -> Cell:
    """What a statement says, with its passages and what contradicts it."""
    notes = []
    if statement.causal:
        effect = f"{statement.causal.cause} → {statement.causal.effect}"
        notes.append(f"as coded: {effect} (sign {sign(statement.causal.sign)})")
    if statement.may_be_same_speaker:
        others = ", ".join(evidence.ref(i).label for i in statement.may_be_same_speaker)
        notes.append(f"may be the same nameless source as {others}; not known")
    if statement.constructed:
        notes.append("CONSTRUCTED text")
    return Cell(words(statement), quoted=True, refs=evidence.links(statement.contested_with), lead="contested by",
                quotes=evidence.quotes(statement.id), note="; ".join(notes))  # fmt: skip


def _statement(evidence: Evidence, statement: Statement) -> Row:
    ref = evidence.ref(statement.id)
    speaker = statement.speaker
    interest = f"stated interest: {speaker.interest}" if speaker.interest else ""
    office = f"for {actor_name(speaker.actor)}" if speaker.actor else ""
    via = f"relayed by {joined([_with_role(s.name, s.role) for s in statement.relay])}" if statement.relay else ""
    hedge = f"hedge “{statement.hedge}”" if statement.hedge else "no hedge"
    cue = f"cue “{statement.cue.text}”" if statement.cue else ""
    cells = (
        Cell(ref.label, note=reviewed(statement.review.value)),
        Cell(speaker_name(speaker), note="; ".join(x for x in (speaker.role or "no role stated", office, interest) if x)),
        Cell(statement.voice.value, kind="voice", note=via),
        said(evidence, statement),
        Cell(", ".join(kind.value for kind in statement.kinds)),
        Cell(f"{statement.form.value}; {hedge}; {statement.polarity.value}", note=cue),
        Cell(", ".join(actor.name for actor in statement.about) or "—"),
    )  # fmt: skip
    return Row(cells, ref.anchor)


def _with_role(name: str, role: str | None) -> str:
    return f"{name}, {role}" if role else name


def stands_on(items: Iterable[Statement]) -> str:
    """In words, on whose voice these statements stand; the thin cases are named as such."""
    voices = {s.voice for s in items}
    if not voices:
        return "nobody"
    if voices == {Voice.AUTHOR}:
        return "no source but the author"
    if voices <= NAMELESS:
        return "nameless or relayed voices alone"
    if voices <= WEAK:
        return "no named or official voice"
    firm = [VOICE_WORDS[v][0].removesuffix(" voice") for v in Voice if v in voices - WEAK]
    return f"{joined(firm)} voices" + (" among others" if voices & WEAK else "")


def _stand(items: list[Statement]) -> Cell:
    text = stands_on(items)
    return Cell(text, kind="" if {s.voice for s in items} - WEAK else "thin")


def _counts(evidence: Evidence, label: str, items: list[Statement], voices: list[Voice]) -> Row:
    cells = [Cell(label)]
    for voice in voices:
        here = [s for s in items if s.voice == voice]
        cells.append(Cell(str(len(here)) if here else "0", kind="number", refs=evidence.links(s.id for s in here)))
    return Row((*cells, Cell(str(len(items)), kind="number"), _stand(items)))


def _cross(evidence: Evidence, caption: str, head: str, groups: list[tuple[str, list[Statement]]], note: str) -> Table:
    groups = [(label, items) for label, items in groups if items]
    voices = [v for v in Voice if any(s.voice == v for _, items in groups for s in items)]
    columns = (head, *(v.value for v in voices), "All", "Stands on")
    return Table(caption, columns, tuple(_counts(evidence, *group, voices) for group in groups), note=note)


def kinds_by_voice(evidence: Evidence, items: Iterable[Statement]) -> Table:
    """How many statements of each kind come from each voice, and on what each kind stands."""
    listed = evidence.in_order(items)
    groups = [(kind.value, [s for s in listed if kind in s.kinds]) for kind in Kind]
    note = "A statement with several kinds counts once under each."
    return _cross(evidence, "Statements by kind and voice", "Kind", groups, note)


def about_third(evidence: Evidence, analysis: Analysis) -> Table:
    """Statements about C by what they claim an effect does, and by voice: to ties first, else which way it points."""
    third = analysis.case.on
    about = [s for s in evidence.in_order(analysis.statements) if _concerns(s, third)]
    labels = {(1, None): f"draws others closer to {third.name}", (-1, None): f"sets others apart from {third.name}",
              (0, 1): "a rise or a gain, no tie named", (0, -1): "a fall or a loss, no tie named",
              (0, 0): "an effect, direction not said"}  # fmt: skip
    groups = [(label, [s for s in about if s.causal and _way(s.causal) == key]) for key, label in labels.items()]
    groups.append(("no effect claimed", [s for s in about if s.causal is None]))
    note = "The direction is what the statement claims, as coded; tertius asserts none of it."
    return _cross(evidence, f"Statements about {third.name}, by claimed effect and voice", "Claim", groups, note)


def _way(causal: Causal) -> tuple[int, int | None]:
    """Whether it moves a tie, and otherwise its sign: a price that rises draws nobody closer."""
    return (causal.draws, None) if causal.draws else (0, causal.sign)


def _concerns(statement: Statement, third: Actor) -> bool:
    named = bool(statement.causal) and third.name.lower() in (
        statement.causal.effect.lower() if statement.causal else ""
    )
    return named or any(same_actor(actor, third) for actor in statement.about)


def accusations(evidence: Evidence, analysis: Analysis) -> Table:
    """Each accusation with who makes it, on whose voice it stands, and whether any reply is on record."""
    columns = ("No.", "Accusation", "Against", "Speaker", "Stands on", "Reply")
    accusing = [s for s in evidence.in_order(analysis.statements) if Kind.ACCUSATION in s.kinds]
    rows = []
    for statement in accusing:
        replies = evidence.links(statement.contested_with)
        unheard = any(statement.id in voice.accused_in for voice in analysis.absent_voices)
        reply = "" if replies else UNHEARD if unheard else "none linked to it"
        cells = (
            Cell(refs=evidence.links([statement.id])),
            Cell(words(statement), quoted=True, quotes=evidence.quotes(statement.id)),
            Cell(", ".join(actor.name for actor in statement.accused) or "not coded"),
            Cell(attribution(statement)),
            _stand([statement]),
            Cell(reply, lead="contested by", refs=replies, kind="" if replies else "thin"),
        )
        rows.append(Row(cells))
    return Table("Accusations, and who stands behind each", columns, tuple(rows))


def contests(evidence: Evidence, items: Iterable[Statement]) -> tuple[Contest, ...]:
    """Groups of statements that contradict each other, each group once, in the order of the documents."""
    listed = {s.id: s for s in evidence.in_order(items)}
    place = {i: n for n, i in enumerate(listed)}
    against: dict[str, set[str]] = {}
    for one in listed.values():
        for other in one.contested_with:
            if other in listed:
                against.setdefault(one.id, set()).add(other)
                against.setdefault(other, set()).add(one.id)
    seen: set[str] = set()
    groups = []
    for start in [i for i in listed if i in against]:
        group = _linked(start, against, seen)
        if group:
            sides = [listed[i] for i in sorted(group, key=place.__getitem__)]
            cells = tuple(said(evidence, s) for s in sides)
            groups.append(Contest(cells, tuple(f"{evidence.ref(s.id).label}: {attribution(s)}" for s in sides)))
    return tuple(groups)


def _linked(start: str, against: dict[str, set[str]], seen: set[str]) -> set[str]:
    """All statements that contests tie to `start`, directly or through others, not seen before."""
    group: set[str] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            group.add(one)
            waiting += against[one]
    return group


def heard(items: Iterable[Statement]) -> str:
    """The voices of these statements, counted by distinct speaker, in words."""
    speakers = {(s.voice, speaker_name(s.speaker)) for s in items}
    counts = {v.value: sum(1 for voice, _ in speakers if voice == v) for v in Voice}
    documents = {p.document for s in items for p in s.passages}
    return voices_in_words(counts, len(documents))


def voice_legend() -> tuple[tuple[str, str], ...]:
    return tuple((voice.value, VOICE_WORDS[voice][1]) for voice in Voice)


def absent(evidence: Evidence, analysis: Analysis) -> tuple[Cell, ...]:
    """What is said of actors accused and not heard, with the accusations."""
    return tuple(
        Cell(voice.text, refs=evidence.links(voice.accused_in), note=f"accused in {counted(len(voice.accused_in), 'statement')}")
        for voice in analysis.absent_voices
    )  # fmt: skip
