from __future__ import annotations

import datetime as dt
import re

import fabricated_case as fabricated
import msgspec
import pytest

from tertius import records as r
from tertius.reports import charts, network
from tertius.reports.drawing import draw
from tertius.reports.evidence import Evidence

replace = msgspec.structs.replace


def rows_of(layer: dict, spec: dict) -> list[dict]:
    return layer.get("data", spec.get("data"))["values"]


def test_the_drawn_response_is_the_response() -> None:
    response = fabricated.RESPONSES[0]
    spec = charts.effect_spec(response)
    rows = spec["data"]["values"]
    assert [row["h"] for row in rows] == response.horizons
    for name in ("estimate", "low", "high", "band_low", "band_high"):
        assert [row[name] for row in rows] == getattr(response, name)


def test_the_drawn_placebos_are_those_of_the_response() -> None:
    response = fabricated.RESPONSES[0]
    spec = charts.placebo_spec(response)
    thin, _, own = spec["layer"]
    assert [row["z"] for row in own["data"]["values"]] == response.z
    lines: dict[int, list[float]] = {}
    for row in thin["data"]["values"]:
        lines.setdefault(row["pair"], []).append(row["z"])
    assert list(lines.values()) == response.placebo_z


def test_what_is_not_computable_is_not_drawn() -> None:
    assert charts.effect_spec(fabricated.RESPONSES[1]) is None
    assert charts.placebo_spec(fabricated.RESPONSES[2]) is None


def test_a_response_without_bands_is_drawn_without_them() -> None:
    bare = replace(fabricated.RESPONSES[0], low=None, high=None, band_low=None, band_high=None)
    spec = charts.effect_spec(bare)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rule", "line"]


def test_the_line_of_tension_breaks_where_periods_are_missing() -> None:
    tension = fabricated.tension()
    gaps, line, *_ = charts.tension_spec(tension, dt.date(2031, 5, 11))["layer"]
    drawn = line["data"]["values"]
    assert [row["value"] for row in drawn] == [v.value for v in tension.values if v.value is not None]
    assert len({row["run"] for row in drawn}) == 3
    assert gaps["data"]["values"] == [
        {"day": "2029-10-29", "end": "2029-11-26"},
        {"day": "2030-08-05", "end": "2030-08-12"},
    ]


def test_a_tension_without_values_is_not_drawn() -> None:
    empty = replace(fabricated.tension(), values=(), because="no history")
    assert charts.tension_spec(empty, dt.date(2031, 5, 11)) is None


def test_the_timeline_draws_near_dates_and_counts_the_rest(analysis: r.Analysis) -> None:
    spec, left = charts.timeline_spec(Evidence(analysis), analysis.events, analysis.case.until)
    drawn = spec["layer"][2]["data"]["values"]
    assert {row["label"].split()[0] for row in drawn} == {"E1", "E2", "E6"}
    assert left == 3
    rows = [row["row"] for row in drawn]
    assert len(set(rows)) == len(rows)


def test_events_of_one_day_do_not_lie_on_each_other(analysis: r.Analysis) -> None:
    event = analysis.events[0]
    many = [replace(event, id=f"ev-{i}") for i in range(5)]
    full = replace(analysis, events=tuple(many))
    spec, left = charts.timeline_spec(Evidence(full), many, analysis.case.until)
    assert left == 0
    assert len({row["row"] for row in spec["layer"][2]["data"]["values"]}) == 5


def test_drawings_of_one_page_share_no_id() -> None:
    spec = charts.effect_spec(fabricated.RESPONSES[0])
    first, second = draw(spec, "one", "A", "b"), draw(spec, "two", "A", "b")
    found = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (first, second)]
    assert found[0]
    assert not found[0] & found[1]


def test_titles_of_drawings_are_escaped() -> None:
    svg = draw(charts.effect_spec(fabricated.RESPONSES[0]), "k", "<b>", '"&')
    assert '<title id="k-title">&lt;b&gt;</title>' in svg  # fmt: skip


def test_labels_of_drawings_are_escaped(analysis: r.Analysis) -> None:
    hostile = r.Actor(name="<script>x</script>", code=None, kind=r.ActorKind.GROUP)
    event = replace(analysis.events[0], source=hostile)
    spec, _ = charts.timeline_spec(Evidence(replace(analysis, events=(event,))), [event], analysis.case.until)
    assert "<script" not in draw(spec, "k", "t", "d")
    tie = replace(analysis.ties[0], a=hostile)
    assert "<script" not in network.drawing(replace(analysis, ties=(tie,)))[0]


def test_the_web_draws_each_pair_and_sign_once_and_links_to_the_table(analysis: r.Analysis) -> None:
    svg, left = network.drawing(analysis)
    assert left == 0
    assert svg.count('class="tie plus"') == 4
    assert svg.count('class="tie minus"') == 2
    assert svg.count('class="tie zero"') == 1
    assert 'href="#t1"' in svg
    assert svg == network.drawing(analysis)[0]


def test_a_crowded_web_keeps_the_triad_and_says_how_many_are_left(analysis: r.Analysis) -> None:
    crowd = tuple(
        replace(analysis.ties[0], b=r.Actor(name=f"Port {i}", code=None, kind=r.ActorKind.GROUP)) for i in range(20)
    )
    svg, left = network.drawing(replace(analysis, ties=crowd))
    assert left == 4
    assert svg.count('class="node central"') == 3


@pytest.mark.parametrize("colour", ["INK", "MUTED", "BLUE", "RED"])
def test_words_and_lines_contrast_with_the_page(colour: str) -> None:
    assert _contrast(getattr(charts, colour), "#ffffff") >= 4.5


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_offices_of_a_state_are_drawn_at_the_state(analysis: r.Analysis) -> None:
    office = replace(analysis.ties[0], a=fabricated.MINISTRY, b=fabricated.MERROW)
    inward = replace(analysis.ties[0], a=fabricated.MINISTRY, b=fabricated.VELDORA)
    svg, _ = network.drawing(replace(analysis, ties=(office, inward)))
    assert svg.count("<path") == 1
    assert "Foreign Ministry" not in svg
    assert svg.count('class="node') == 3
