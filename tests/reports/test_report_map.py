"""The map shows where events are told to have been, and a border in dispute as such."""

from __future__ import annotations

import re

import msgspec

from tertius import records as r
from tertius.reports import places
from tertius.world.borders import DISPUTED, borders

replace = msgspec.structs.replace


def at(analysis: r.Analysis, *spots: tuple[str, float, float]) -> r.Analysis:
    event = analysis.events[0]
    events = tuple(
        replace(event, id=f"ev-{name}", place=r.Place(name=name, lat=lat, lon=lon)) for name, lat, lon in spots
    )
    return replace(analysis, events=events)


def test_every_disputed_border_is_a_line_that_there_is() -> None:
    assert {line.sides for line in borders().lines} >= set(DISPUTED)
    assert all(DISPUTED.values())


def test_a_disputed_border_in_sight_is_dashed_and_named(analysis: r.Analysis) -> None:
    svg, disputed = places.drawing(at(analysis, ("One", 39.5, 46.3), ("Two", 40.4, 49.9)))
    assert 'class="border disputed"' in svg
    assert "ARM–AZE" in disputed


def test_no_border_is_dashed_where_none_is_in_dispute(analysis: r.Analysis) -> None:
    svg, disputed = places.drawing(at(analysis, ("One", 48.8, 2.3)))
    assert "disputed" not in svg
    assert disputed == ()


def test_countries_in_sight_are_named_once_each(analysis: r.Analysis) -> None:
    svg, _ = places.drawing(at(analysis, ("One", 39.5, 46.3), ("Two", 40.4, 49.9)))
    names = re.findall(r'<text class="country[^>]*>([^<]+)<', svg)
    assert {"Azerbaijan", "Iran"} <= set(names)
    assert len(names) == len(set(names))
    assert "France" not in names


def test_names_are_escaped_and_all_places_stand_in_the_table(analysis: r.Analysis) -> None:
    svg, _ = places.drawing(at(analysis, ("<b>One</b>", 48.8, 2.3), ("Two", 48.9, 2.4)))
    assert "<b>" not in svg
    assert svg.count('class="spot"') == 2


def test_without_coordinates_there_is_no_map(analysis: r.Analysis) -> None:
    assert places.drawing(replace(analysis, events=())) == ("", ())
