"""Who holds an office: titles in texts and the roles of speakers, beside the dated leaders of the world and the record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tertius.assessment.checking.persons import persons_in
from tertius.assessment.checking.sentences import Sentence
from tertius.coding.times import find_times
from tertius.errors import NameNotResolved
from tertius.forecasts.ledger import states_in
from tertius.records import Check, CheckResult, Document, Fact, FactKind, Passage, Precision, Statement, Version, Voice
from tertius.world.actors import name_of
from tertius.world.gazetteer import gazetteer

__all__ = ["Tenure", "check_offices", "check_speaker", "tenures"]

_OFFICES = (
    "vice president", "deputy prime minister", "deputy foreign minister", "prime minister", "foreign minister",
    "defence minister", "supreme leader", "secretary of state", "president", "premier", "chancellor", "king",
)  # fmt: skip
_SAME = {
    "premier": "prime minister", "minister of foreign affairs": "foreign minister", "minister for foreign affairs": "foreign minister",
    "minister of defence": "defence minister", "foreign secretary": "foreign minister", "external affairs minister": "foreign minister",
}  # fmt: skip
_FORMER = re.compile(r"\b(?:former|ex|then|late|previous|outgoing|incoming|next|future|first)\b[\s-]*\Z", re.IGNORECASE)
_UNDATED = "the text has no date on which the office could be looked up"
_WRITTEN = dt.date(2025, 12, 31)
"""The gazetteer's leaders are of this day: who held an office then is not known to hold it later."""
_PLACED = frozenset({Precision.DAY, Precision.RANGE, Precision.WEEK, Precision.MONTH, Precision.YEAR})
Days = tuple[dt.date, dt.date]
_SELF = "the gazetteer's dated leaders"


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office of one state, between days; None is not known or not ended.

    `among` holds all offices that the days are of: where there are several it is not known when each was held.
    """

    person: str
    office: str
    state: str
    since: dt.date | None
    until: dt.date | None
    source: str
    among: str = ""

    @property
    def alone(self) -> bool:
        """Whether the days are of this one office."""
        return "," not in self.among

    def holds(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, days: Days) -> bool:
        return (self.since is None or self.since <= days[1]) and (self.until is None or days[0] <= self.until)

    def words(self) -> Version:
        """The tenure as a text that stands beside a statement."""
        until = "at least 2025" if self.until == _WRITTEN else self.until or "a day not on record"
        span = f"from {self.since or 'a day not on record'} to {until}"
        return Version(
            by="the record",
            text=f"{self.person}, {self.among or self.office} of {_state_name(self.state)}, {span}",
            source=self.source,
        )


def _state_name(state: str) -> str:
    try:
        return name_of(state)
    except NameNotResolved:
        return state


def tenures(facts: Iterable[Fact]) -> tuple[Tenure, ...]:
    """Of the record, then of the gazetteer."""
    own = tuple(
        Tenure(
            fact.person,
            _office(fact.office) or fact.office.casefold(),
            fact.actors[0].state or fact.actors[0].name,
            fact.when.start if fact.when else None,
            fact.when.end if fact.when and fact.when.end != fact.when.start else None,
            "; ".join(fact.sources),
        )
        for fact in facts
        if fact.kind == FactKind.OFFICE and fact.person and fact.office and fact.actors
    )
    return own + _world()


@cache
def _world() -> tuple[Tenure, ...]:
    found = {
        Tenure(
            entry.actor.name,
            office.strip(),
            entry.actor.state or "",
            entry.since,
            entry.until or _WRITTEN,
            _SELF,
            entry.role,
        ): None
        for entry in gazetteer()
        if entry.basis == "leader" and entry.role
        for office in entry.role.split(",")
    }
    return tuple(found)


def check_offices(sentence: Sentence, known: Sequence[Tenure]) -> Iterator[Check]:
    """Titles before names: "President X". Past holders may be called so; nobody before taking office may."""
    day = sentence.statement.said.day if sentence.statement.said else None
    for name, span in persons_in(sentence.text):
        before = sentence.text[: span[0]].rstrip()
        title = _title_at_end(before)
        if title is None or _FORMER.search(before[: title[1]]):
            continue
        office, start = title
        if day is None:
            yield sentence.check(FactKind.OFFICE, (start, span[1]), CheckResult.NOT_IN_RECORD, _UNDATED)
            continue
        state = _state_before(before[:start])
        found = _judged(name, office, state, day, known, strict=False, told=_days_told(sentence, day))
        if found is not None:
            yield sentence.check(FactKind.OFFICE, (start, span[1]), found[0], found[1], texts=found[2])


def check_speaker(statement: Statement, known: Sequence[Tenure], documents: Mapping[str, Document]) -> Check | None:
    """The role that a text gives to somebody who speaks for an office: held on that day, or not."""
    speaker, cue = statement.speaker, statement.cue
    office = _office(speaker.role or "")
    if statement.voice != Voice.OFFICIAL or statement.said is None or office is None or not statement.passages:
        return None
    names = [name for name, _ in persons_in(speaker.name)]
    if len(names) != 1 or re.search(
        r"\b(?:spokes\w+|aide|adviser|advisor|deputy|office|vice)\b", speaker.role or "", re.IGNORECASE
    ):
        return None
    state = next((state.code for state in states_in(speaker.role or "")), None)
    found = _judged(names[0], office, state, statement.said.day, known, strict=True)
    if found is None:
        return None
    place = _named_at(speaker.name, cue or statement.passages[0], documents)
    sentence = Sentence(statement, place.document, place.start, place.text)
    return sentence.check(FactKind.OFFICE, (0, len(place.text)), found[0], found[1], texts=found[2])


def _named_at(name: str, near: Passage, documents: Mapping[str, Document]) -> Passage:
    """Where the speaker's name stands nearest to the word of saying, else that word."""
    document = documents.get(near.document)
    text = document.text if document else ""
    spans = [found.span() for found in re.finditer(re.escape(name), text)]
    if document is None or not spans:
        return near
    start, end = min(spans, key=lambda span: abs(span[0] - near.start))
    return Passage.of(document, start, end)


def _judged(
    name: str,
    office: str,
    state: str | None,
    day: dt.date,
    known: Sequence[Tenure],
    *,
    strict: bool,
    told: Sequence[Days] = (),
) -> tuple[CheckResult, str, tuple[Version, ...]] | None:
    mine = [tenure for tenure in known if tenure.person == name]
    same = [t for t in mine if _SAME.get(t.office, t.office) == office and (state is None or t.state == state)]
    on_day = [tenure for tenure in same if tenure.holds(day)]
    if on_day:
        certain = next((tenure for tenure in on_day if tenure.alone), on_day[0])
        held = "that office" if certain.alone else "that office or another one"
        return CheckResult.AGREES, f"{name} held {held} on {day}", (certain.words(),)
    where = {state} if state else {tenure.state for tenure in mine}
    others = [t for t in _holders(known, office, where) if t.holds(day) and t.person != name]
    past = [tenure for tenure in same if tenure.until is not None and tenure.until < min(day, _WRITTEN)]
    if past and not strict:
        then = next((t for t in past if any(t.overlaps(days) for days in told)), None)
        if then is not None or not told:
            now = f", when {others[0].person} held it" if others and then is None else ""
            texts = (*((then or past[-1]).words(),), *((others[0].words(),) if now else ()))
            return CheckResult.AGREES, f"{name} held that office before {day}{now}", texts
        day = told[-1][0]
        others = [t for t in _holders(known, office, where) if t.holds(day) and t.person != name]
    if not others:
        return None
    held = f"; {name} held it at another time" if same else ""
    texts = (*(tenure.words() for tenure in others[:1]), *(tenure.words() for tenure in (same or mine)[:2]))
    return CheckResult.CONFLICTS, f"on {day} the record has {others[0].person} in that office{held}", texts


def _holders(known: Sequence[Tenure], office: str, states: set[str]) -> list[Tenure]:
    """Who held that office alone, in one of the states."""
    return [t for t in known if _SAME.get(t.office, t.office) == office and t.state in states and t.alone]


def _days_told(sentence: Sentence, day: dt.date) -> list[Days]:
    """The past days, months and years that the sentence itself names, as first and last day."""
    times = (mention.when for mention in find_times(sentence.text, day))
    return [(t.start, t.end) for t in times if t.start and t.end and t.end <= day and t.precision in _PLACED]


def _office(words: str) -> str | None:
    folded = " ".join(re.sub(r"\bdefense\b", "defence", words.casefold()).split())
    for spelled, office in _SAME.items():
        if spelled in folded:
            return office
    return next((office for office in _OFFICES if re.search(rf"\b{office}\b", folded)), None)


def _title_at_end(before: str) -> tuple[str, int] | None:
    """The office whose words end `before`, and where they start."""
    folded = before.casefold().replace("defense", "defence")
    for office in (*_OFFICES, *_SAME):
        if folded.endswith(office) and not folded[: -len(office)][-1:].isalnum():
            start = len(before) - len(office)
            if office == "president" and folded[:start].rstrip(" -").endswith(("vice", "deputy")):
                return None
            return _SAME.get(office, office), start
    return None


def _state_before(text: str) -> str | None:
    """The state named in the words right before a title: "Turkish President", "France’s president"."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)[-2:]
    for start in range(len(words)):
        hit = gazetteer().longest(words[start:], 0)
        if hit is not None and start + hit[0] == len(words) and hit[1][0].actor.state:
            return hit[1][0].actor.state
    return None
