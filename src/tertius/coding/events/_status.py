"""Status of an event and who reports it, from the attribution that holds its predicate.

The rule: what stands in somebody's words is `claimed`, with three exceptions. A media report, an
official who tells of his own side's act, and a speaker who tells of his own leave the status as the
sentence has it; the reporter is noted all the same. What is planned, threatened, denied or hypothetical stays so in anybody's mouth.
"""

from __future__ import annotations

from tertius.coding.parsed import Attribution, Parsed
from tertius.records import Actor, Asserter, EventStatus, Voice

__all__ = ["Attributions"]

_OPEN = frozenset({EventStatus.HAPPENED, EventStatus.ONGOING})


class Attributions:
    """Which attribution holds an offset: the innermost, so a quotation inside a report is its speaker's."""

    def __init__(self, parsed: Parsed) -> None:
        self.document = parsed.document.id
        self._held = sorted(
            ((start, end, each) for each in parsed.attributions for start, end in each.content),
            key=lambda row: (row[0], -row[1]),
        )

    def holding(self, offset: int) -> Attribution | None:
        inside = [row for row in self._held if row[0] <= offset < row[1]]
        return min(inside, key=lambda row: row[1] - row[0])[2] if inside else None

    def reported_by(self, attribution: Attribution | None) -> tuple[Asserter, ...]:
        if attribution is None or attribution.speaker is None:
            return ()
        return (Asserter(name=attribution.speaker.name, voice=attribution.voice, document=self.document),)

    @staticmethod
    def status(own: EventStatus, attribution: Attribution | None, source: Actor | None) -> EventStatus:
        """The status of an act in the light of who tells it."""
        if attribution is None or own not in _OPEN or attribution.voice == Voice.MEDIA:
            return own
        speaker = attribution.speaker.actor if attribution.speaker is not None else None
        if speaker is not None and speaker == source:
            return own
        if attribution.voice == Voice.OFFICIAL and speaker is not None and source is not None:
            side = (speaker.code or "").split(".")[0]
            if side and side == (source.code or "").split(".")[0]:
                return own
        return EventStatus.CLAIMED
