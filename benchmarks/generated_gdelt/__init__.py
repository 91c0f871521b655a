"""GDELT 2 event files with invented rows, filled and skewed as true ones are, for measuring an import.

A file stands for fifteen minutes. Articles give several rows each, which share their address, tone and places; rows
are in the order of day and actor; ids rise. How densely columns are filled, how often an actor or place is missing,
how codes and counts are spread and how long an address is was read off a published sample of rows of June and July
2017 (`data/events2samps.csv` of gdeltPyR), by eye and rounded; states are as frequent as 1/rank, places of a state
likewise, codes as 1/(rank + 4). Names of towns, people and groups are invented. One row in 200 of a file stands in the next one again.
"""

from __future__ import annotations

import datetime as dt
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

__all__ = ["SEED", "rows_of_files", "write_files"]

SEED = 2
_FIRST = dt.datetime(2021, 9, 1, tzinfo=dt.UTC)
_STEP = dt.timedelta(minutes=15)
_AGAIN = 1 / 200
_FREQUENT = (
    "010 042 043 051 040 036 020 190 173 112 111 120 030 046 012 057 110 013 090 060 080 014 130 070 172 141 100 015"
    " 180 193 061 052 023 128 071 182 183 031 016 050 161 037 045 041 017 174 138 011 129 140"
).split()
_MOST_TOLD = "USA GBR RUS CHN ISR IND PAK AUS CAN FRA SYR IRN TUR NGA DEU JPN KOR PSE IRQ UKR SAU AFG EGY PRK".split()
_TYPES = (
    "GOV COP MIL BUS EDU LEG JUD MED CVL OPP CRM HLH ELI LAB REB SPY AGR ENV REF MNC NGO SET DEV UAF HRI MOD".split()
)
_ROLES = (
    "PRESIDENT POLICE ARMY COMPANY STUDENT PARLIAMENT COURT NEWSPAPER RESIDENTS OPPOSITION PRISONER HOSPITAL LAWMAKER"
    " WORKER REBEL AGENT FARMER ACTIVIST REFUGEE CORPORATION CHARITY SETTLER BANK GUNMAN LAWYER MODERATE"
).split()
_GROUPS = (("IGOUNO", "UNITED NATIONS", "UNO"), ("IGOEUREEC", "EUROPEAN UNION", "EEC"), ("IGOWBK", "WORLD BANK", "WBK"))
_FAITHS = (("MOS", "MUSLIM", ""), ("CHRCTH", "CATHOLIC", "CTH"), ("JEW", "JEWISH", ""), ("HIN", "HINDU", ""))
_COUNTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 26, 40, 80, 150)
_OFTEN = (14, 18, 6, 14, 7, 10, 3, 8, 2, 11, 1.5, 1, 1, 0.7, 1, 0.6, 0.5, 0.2, 0.05)
_WORDS = (
    "president minister police talks border army says government court attack killed deal visit state trade new"
    " leader security after over crisis protest vote accord region plan calls meets sanctions report forces two"
).split()
_SYLLABLES = "ba ka ra to mi sel dor an ley ur vis mak pol gen sha ri nov est har bel".split()


class _Ranked:
    """Draws from `values`, the r-th of which is as frequent as 1/r (or as `weights` say)."""

    def __init__(self, draw: random.Random, values: Sequence[Any], weights: Sequence[float] = ()) -> None:
        self._draw, self._values = draw, values
        self._ends = list(accumulate(weights or [1 / rank for rank in range(1, len(values) + 1)]))

    def one(self) -> Any:
        return self._draw.choices(self._values, cum_weights=self._ends)[0]


@dataclass(frozen=True)
class _World:
    """What rows are drawn from: each is the cells of an actor (10), of a place (8), of an act (5), or a number."""

    actors: _Ranked
    targets: _Ranked
    places: dict[str, _Ranked]
    states: _Ranked
    acts: _Ranked
    counts: _Ranked
    outlets: _Ranked


def _name(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def _world(draw: random.Random) -> _World:
    from tertius.world.countries import countries

    first = {code: place for place, code in enumerate(_MOST_TOLD)}
    states = sorted(countries(), key=lambda state: (first.get(state.iso3, len(first)), state.iso3))
    places = {state.iso3: _Ranked(draw, _places(draw, state.name, state.fips or "XX", state.lat, state.lon))
              for state in states}  # fmt: skip
    codes = [state.iso3 for state in states]
    nobody, acts = [""] * 10, _acts(draw)
    named = [actor for state in states for actor in _actors_of(draw, state.iso3, state.name, state.capital)]
    weights = [1 / (place // 12 + 1) / (place % 12 + 1) for place in range(len(named))]
    others = [*_stateless(), nobody]
    each = sum(weights) / 6
    shares = [each * share for share in (0.1, 0.35)]  # no first actor in 1 row of 10, no second in 1 of 4
    apart = [each * 2.2 / rank / 4 for rank in range(1, len(others))]
    return _World(
        actors=_Ranked(draw, [*named, *others], [*weights, *apart, shares[0] * 8]),
        targets=_Ranked(draw, [*named, *others], [*weights, *apart, shares[1] * 7]),
        places=places,
        states=_Ranked(draw, codes),
        acts=_Ranked(draw, acts, [1 / (place + 5) for place in range(len(acts))]),
        counts=_Ranked(draw, _COUNTS, _OFTEN),
        outlets=_Ranked(draw, [f"{_name(draw, 2 + rank % 4).lower()}{('.example', '.com.example')[rank % 2]}"
                               for rank in range(3000)]),
    )  # fmt: skip


def _actors_of(draw: random.Random, code: str, name: str, capital: str) -> Iterator[list[str]]:
    """Twelve actors of a state, the most frequent first: itself under some names, and some of its people in roles."""
    plain = [name.upper(), (capital or name).upper(), name.upper()[:-1] + "N", _name(draw, 3).upper()]
    yield from ([code, said, code, "", "", "", "", "", "", ""] for said in plain)
    for kind in [*_TYPES[:5], *draw.sample(_TYPES[5:], 2)]:
        yield [code + kind, (name.upper() if draw.random() < 0.5 else f"{_name(draw, 2)} {_name(draw, 3)}".upper()),
               code, "", "", "", "", kind, "", ""]  # fmt: skip
    two = draw.sample(_TYPES, 2)
    yield [code + "".join(two), _name(draw, 4).upper(), code, "", "", "", "", *two, ""]


def _stateless() -> list[list[str]]:
    roles = [[kind, role, "", "", "", "", "", kind, "", ""] for kind, role in zip(_TYPES, _ROLES, strict=True)]
    groups = [[code, name, "", short, "", "", "", "IGO", "", ""] for code, name, short in _GROUPS]
    faiths = [[code, name, "", "", "", code[:3], second, "", "", ""] for code, name, second in _FAITHS]
    return [*roles[:6], groups[0], *roles[6:], *groups[1:], *faiths]


def _places(draw: random.Random, state: str, fips: str, lat: float | None, lon: float | None) -> list[list[str]]:
    """The state as a whole, then forty of its towns: type, name, country, district, its part, degrees, number."""
    found = [["1", state, fips, fips, "", f"{lat or 0.0:g}", f"{lon or 0.0:g}", fips]]
    for number in range(40):
        district = f"{number % 20:02d}"
        town, around = _name(draw, 2 + number % 3), _name(draw, 3)
        north, east = (lat or 0.0) + draw.uniform(-4, 4), (lon or 0.0) + draw.uniform(-4, 4)
        found.append([
            "4", f"{town}, {around}, {state}", fips, fips + district, str(draw.randrange(5000, 60000)),
            f"{max(min(north, 89.9), -89.9):.6g}", f"{max(min(east, 179.9), -179.9):.6g}", f"-{draw.randrange(10**5, 4 * 10**6)}",
        ])  # fmt: skip
    return found


def _acts(draw: random.Random) -> list[list[str]]:
    """Code, base, root, quad class and weight of every CAMEO code, the frequent ones first."""
    from tertius.world.ontology import cameo_codes

    known = {code.code: code for code in cameo_codes() if len(code.code) > 2}
    rest = sorted(known.keys() - set(_FREQUENT))
    draw.shuffle(rest)
    acts = []
    for code in [*(code for code in _FREQUENT if code in known), *rest]:
        quad = 1 + sum(int(code[:2]) >= first for first in (6, 9, 14))
        acts.append([code, code[:3], code[:2], str(quad), f"{known[code].goldstein or 0.0:.1f}"])
    return acts


_NOWHERE = ["0", "", "", "", "", "", "", ""]


def _article(draw: random.Random, world: _World, moment: dt.datetime) -> Iterator[list[str]]:
    """The rows of one article, without their ids: they share day, address, tone and a few places."""
    day = moment.date()
    if draw.random() < 0.07:  # an event that is said to have been a week, a month, a year or ten before
        day -= dt.timedelta(days=draw.choice((7, 7, 30, 30, 365, 3652)))
    dated = [f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{day.year}.{(day.month * 30 + day.day) * 10000 // 365:04d}"]
    towns = world.places[world.states.one()]
    near = [towns.one(), towns.one(), world.places[world.states.one()].one()]
    tone = f"{draw.gauss(-2, 3.5):.{draw.choice((13, 14, 14))}f}"
    slug = "-".join(draw.choices(_WORDS, k=draw.randrange(4, 11)))
    address = f"https://www.{world.outlets.one()}/{draw.choice(('news', 'world', 'story', 'a'))}/{slug}-{draw.randrange(10**7)}"
    for _ in range(min(1 + int(draw.expovariate(0.35)), 12)):
        one, other, act, told = world.actors.one(), world.targets.one(), world.acts.one(), world.counts.one()
        while not one[0] and not other[0]:
            one = world.actors.one()
        here = draw.choice(near)
        sides = [draw.choice(near) if actor[0] and draw.random() < 0.93 else _NOWHERE for actor in (one, other)]
        stories = told if draw.random() < 0.9 else max(told // 2, 1)
        counted = [str(told), "1" if draw.random() < 0.93 else "2", str(stories), tone]
        root = "1" if draw.random() < 0.6 else "0"
        place = here if draw.random() < 0.97 else _NOWHERE
        yield [*dated, *one, *other, root, *act, *counted, *sides[0], *sides[1], *place,
               f"{moment:%Y%m%d%H%M%S}", address]  # fmt: skip


def rows_of_files(files: int, rows: int, seed: int = SEED) -> Iterator[tuple[str, list[str]]]:
    """`files` files of about `rows` rows: name (`20210901000000.export.CSV`) and lines of 61 cells, tab-separated."""
    draw = random.Random(seed)
    world = _world(draw)
    number, again = 995_000_000, list[str]()
    for step in range(files):
        moment = _FIRST + step * _STEP
        drawn: list[list[str]] = []
        while len(drawn) < rows:
            drawn.extend(_article(draw, world, moment))
        drawn.sort(key=lambda row: (row[0], row[4]))
        lines = ["\t".join((str(number + place), *row)) for place, row in enumerate(drawn)]
        number += len(lines)
        yield f"{moment:%Y%m%d%H%M%S}.export.CSV", [*lines, *again]
        again = draw.sample(lines, int(len(lines) * _AGAIN))


def write_files(zips: Path, texts: Path, files: int, rows: int, seed: int = SEED) -> int:
    """The files as zips, and beside them the text inside; returns how many rows they have together."""
    zips.mkdir()
    texts.mkdir()
    total = 0
    for name, lines in rows_of_files(files, rows, seed):
        text = "\n".join(lines) + "\n"
        total += len(lines)
        (texts / name).write_text(text)
        with zipfile.ZipFile(zips / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, text)
    return total
