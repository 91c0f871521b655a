"""The voice of a source, learned: named, official, anonymous or media, from the words that describe it.

A softmax over features of the description (`voices.json` holds their names and weights; MODEL_CARD.md says how
they were made). No feature is the name of a person, a party or a state: names go by their sort.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tertius.coding.actors._words import nouns
from tertius.coding.attribution._described import NAME, NUMBER, Segment, segments, singular, sort_of_code
from tertius.coding.attribution._phrases import is_nameless
from tertius.coding.encoder import Encoder, available
from tertius.coding.parsed import Parsed, Span
from tertius.records import Actor, ActorKind, Voice
from tertius.world.sectors import institution, office, says_former

__all__ = ["VOICES", "Place", "Source", "VoiceTable", "load_voices", "voice_features", "voice_of"]

VOICES = (Voice.NAMED, Voice.OFFICIAL, Voice.ANONYMOUS, Voice.MEDIA)
_DETERMINERS = {
    "a": "a", "an": "a", "the": "the", "this": "the", "that": "the", "these": "the", "those": "the", "his": "his",
    "her": "his", "its": "his", "their": "his", "our": "his", "my": "his", "your": "his",
}  # fmt: skip
_QUANTIFIERS = frozenset(
    "some many several few most all other others another both any no every each more even certain various numerous".split()
)
_SURE = 0.85  # above it the encoder changes hardly a voice for the better, and is not asked
_NEAR = 300  # characters of its paragraph that are kept on either side of a source
_OWN_DETERMINER = re.compile(r"(?:the|an?|its|their|his|her|our)\b|[\w .-]+['’]s? ", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mme|M)\.? (?=[A-Z])")
_KIN = re.compile(
    r"(?:my|our|his|her|their) (?:own |late |old |elder |younger |former )*(?:sister|brother|mother|father|uncle|aunt|cousin|wife|husband"
    r"|son|daughter|grandson|granddaughter|grandmother|grandfather|nephew|niece|widow|widower|neighbou?r|friend|teacher|driver|parents)s?"
    r"(?:, who\b.*|-in-law)?$",
    re.IGNORECASE,
)  # somebody's own, without a name
_AFFILIATES = frozenset({"of", "for", "at", "in", "from", "with", "to", "on"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source stands: the text near it, within its paragraph, and its span in that."""

    text: str
    span: Span

    @classmethod
    def of(cls, parsed: Parsed, span: Span) -> Place:
        text = parsed.text
        start = max(text.rfind("\n\n", 0, span[0]) + 1, span[0] - _NEAR)
        end = text.find("\n\n", span[1])
        end = min(len(text) if end < 0 else end, span[1] + _NEAR)
        return cls(text[start:end], (span[0] - start, span[1] - start))


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a source: its words, the role that the document gives to somebody named, the actor it stands for,
    and where in the text it stands.
    """

    phrase: str
    actor: Actor | None = None
    role: str | None = None
    named: bool = False
    proper: bool = True
    place: Place | None = None

    @property
    def description(self) -> str:
        """The words that tell the voice: the source's own, behind a role that stands elsewhere ("the mayor, Ana Moya")."""
        if not self.role or self.role in self.phrase:
            return self.phrase
        role = self.role if _OWN_DETERMINER.match(self.role) else f"the {self.role}"
        return f"{role}, {_ADDRESS.sub('', self.phrase)}"

    @property
    def names(self) -> frozenset[str]:
        """The words of a person's own name, which tell nothing even where they are words of the language."""
        if not self.named or self.actor is None or self.actor.kind != ActorKind.PERSON:
            return frozenset()
        words = self.actor.name.lower().replace("-", " ").split()
        return frozenset(word for word in words if len(word) < 3 or not word.endswith("."))  # "Gov." is a title


@dataclass(frozen=True, slots=True)
class VoiceTable:
    """The weights of each feature for the four voices, and the words known not to be names."""

    weights: Mapping[str, Sequence[float]]
    words: frozenset[str]

    def probabilities(self, source: Source, read: Sequence[float] | None = None) -> dict[Voice, float]:
        """How likely each of the four voices is (multinomial logistic regression).

        With what the encoder has `read`, the product of both, made to sum to 1.
        """
        scores = [0.0] * len(VOICES)
        for name in voice_features(source, self.words):
            for n, weight in enumerate(self.weights.get(name, ())):
                scores[n] += weight
        shares = _shares(scores)
        if read is not None:
            both = [one * other for one, other in zip(shares, read, strict=True)]
            shares = [one / sum(both) for one in both]
        return dict(zip(VOICES, shares, strict=True))

    def voice(self, source: Source) -> Voice:
        """The likeliest voice."""
        found = self.probabilities(source)
        return max(found, key=lambda voice: found[voice])


def _shares(scores: Sequence[float]) -> list[float]:
    """Softmax."""
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    return [share / sum(shares) for share in shares]


@cache
def load_voices() -> VoiceTable:
    """The table that ships with the package, read once."""
    data = json.loads(resources.files(__package__).joinpath("voices.json").read_text(encoding="utf-8"))
    return VoiceTable(data["weights"], frozenset(data["words"]))


def voice_of(source: Source, *, fast: bool = False) -> Voice:
    """The voice of a source that is in nobody else's words: anonymous, official, media or named.

    Who is named by nothing but words that withhold a name ("a person familiar with") is anonymous whatever else
    the words say; otherwise the table decides, in the accurate mode, where the table is not sure, with what the encoder
    reads in the description and around the source.
    """
    if not source.named and (is_nameless(source.phrase) or _KIN.match(source.phrase)):
        return Voice.ANONYMOUS
    table = load_voices()
    shares = table.probabilities(source)
    if source.place is not None and max(shares.values()) < _SURE and not fast and available():
        read = Encoder.load().voice(source.description, source.place.text, source.place.span)
        shares = table.probabilities(source, read.tolist())
    return max(shares, key=lambda voice: shares[voice])


def voice_features(source: Source, known: Collection[str]) -> list[str]:
    """What is known of a source, as names of features, each once."""
    names = source.names
    parts = segments(source.description, known if names.isdisjoint(known) else frozenset(known) - names)
    who = "N" if source.named else "P" if source.proper else "-"
    features = ["bias", f"who:{who}", *_of_actor(source, who)]
    if not parts:
        features.append(f"bare:{who}")
    if says_former(source.description):
        features += ["former", f"former:{who}"]
    features += _listed(source.description, "all", who)
    for n, part in enumerate(parts):
        place = "first" if n == 0 else "apposed" if part.opener in {",", "(", "—", "–"} else "behind"
        features += _of_segment(part, place, who)
        if place != "behind":
            features += _of_head(part, _affiliation(part, parts[n + 1 :]), place, who)
    features += _shape(source, parts, who)
    return list(dict.fromkeys(features))


def _of_actor(source: Source, who: str) -> Iterator[str]:
    actor = source.actor
    if actor is None:
        yield f"actor:none:{who}"
        return
    code = "-" if not actor.code else sort_of_code(actor.code, state=actor.kind == ActorKind.STATE)
    yield from (f"kind:{actor.kind.value}:{who}", f"code:{code}", f"code:{code}:{who}")
    yield f"actor:{actor.kind.value}:{code}"


def _listed(phrase: str, place: str, who: str) -> Iterator[str]:
    """What the tables of offices and institutions say of a phrase."""
    held = office(phrase)
    if held is not None:
        sort = f"{held.sector}{'+' if held.is_office else ''}"
        yield from (f"office:{place}:{sort}", f"office:{place}:{sort}:{who}")
    body = institution(phrase)
    if body is not None:
        sort = f"{body.sector}{'+' if body.held else ''}"
        yield from (f"body:{place}:{sort}", f"body:{place}:{sort}:{who}")


def _of_segment(part: Segment, place: str, who: str) -> Iterator[str]:
    yield from (f"w:{word}" for word in part.words)
    yield from (f"owner:{word}" for word in part.owner)
    words = part.said or part.words
    if words:
        last = singular(words[-1])
        yield from (f"{part.opener}>{last}", f"l:{last}", f"{place}:{last}")
        if len(words) > 1:
            yield f"2:{words[-2]} {last}"
    if place == "behind":
        yield f"{part.opener}>{_sort(part)}"
        yield from _listed(" ".join(words), "behind", who)


def _of_head(part: Segment, affiliation: str, place: str, who: str) -> Iterator[str]:
    words = part.said
    if not words:
        yield f"{place}:name:{min(3, part.names)}:{who}:{affiliation}"
        return
    head = singular(words[-1])
    held = office(" ".join(words))
    sort = "none" if held is None else f"{held.is_office}"
    yield from (f"h:{head}", f"h:{head}:{who}", f"h:{head}:{affiliation}")
    yield from (f"{sort}:{affiliation}", f"{sort}:{affiliation}:{who}", f"end:{head[-3:]}", f"end:{head[-4:]}")
    plural = "s" if words[-1] != head else "1"
    determiner = _determiner(words)
    yield from (
        f"d:{determiner}:{plural}:{who}",
        f"d:{determiner}:{plural}:{sort}",
        f"d:{determiner}:{plural}:{affiliation}",
    )
    yield f"d:{determiner}:{plural}:{head}"
    yield f"name behind:{min(2, part.names)}"
    noun = _noun(head)
    yield from (f"n:{noun}", f"n:{noun}:{who}", f"n:{noun}:{affiliation}", f"d:{determiner}:{plural}:{noun}")
    yield from (f"m:{word}" for word in words[:-1])
    yield from _listed(" ".join(words), place, who)


def _noun(word: str) -> str:
    """Sort and sector of a noun for people, from the coder's own list."""
    found = nouns().get(word)
    return "-" if found is None else f"{found.kind} {found.sector or ''}".strip()


def _determiner(words: Sequence[str]) -> str:
    first = words[0]
    return _DETERMINERS.get(first, "some" if first in _QUANTIFIERS else "number" if first == NUMBER else "none")


def _affiliation(part: Segment, after: Sequence[Segment]) -> str:
    """Whose the head is, by sort: the owner, else what stands before it, else the complement behind it."""
    if part.owner:
        return "own " + _sort(Segment("", part.owner))
    before = [word for word in part.said[:-1] if word.startswith("$") and word != NUMBER]
    if before:
        return "pre " + before[-1]
    body = institution(" ".join(part.said[:-1])) if len(part.said) > 1 else None
    if body is not None:
        return f"pre {'held' if body.held else 'body'}"
    if after and after[0].opener in _AFFILIATES:
        return f"{'of' if after[0].opener in {'of', 'for'} else 'in'} {_sort(after[0])}"
    return "none"


def _sort(part: Segment) -> str:
    """The sort of a complement or owner: a listed body, a state, a name, or a common noun."""
    words = part.words
    if part.owner and not words:
        words = part.owner
    body = institution(" ".join(words))
    if body is not None:
        return ("held" if body.held else "body") + (NAME if NAME in words else "")
    return next((word for word in reversed(words) if word.startswith("$")), "noun")


def _shape(source: Source, parts: Sequence[Segment], who: str) -> Iterator[str]:
    """How long the description is, and what sort of names it holds."""
    words = [word for part in parts for word in (*part.owner, *part.words)]
    yield from {f"sort:{word}:{who}" for word in words if word.startswith("$")}
    yield f"length:{min(6, len(words))}:{who}"
    names = [part.names for part in parts if part.names]
    yield f"names:{min(3, max(names, default=0))}:{who}"
    if source.phrase.isupper():
        yield f"capitals:{who}"
