"""Which files of a set lie where: GDELT's lists, UCDP's pattern of addresses, a Dataverse's listing."""

from __future__ import annotations

import datetime as dt
import re
import urllib.parse
from collections.abc import Iterable, Iterator

import msgspec

from tertius.errors import UsageError
from tertius.history.fetch._downloads import NotFetched, Remote

__all__ = [
    "GDELT_V1", "GDELT_V2", "GDELT_V2_TRANSLATED", "POLECAT", "dataverse_files", "gdelt_files", "ucdp_file",
]  # fmt: skip

GDELT_V2 = "http://data.gdeltproject.org/gdeltv2/masterfilelist.txt"
GDELT_V2_TRANSLATED = "http://data.gdeltproject.org/gdeltv2/masterfilelist-translation.txt"
GDELT_V1 = "http://data.gdeltproject.org/events/md5sums"
POLECAT = "https://dataverse.harvard.edu/api/datasets/:persistentId/?persistentId=doi:10.7910/DVN/AJGVIT"
_UCDP = "https://ucdp.uu.se/downloads/ged/ged{version}-csv.zip"

# GDELT 2: size, MD5, address. GDELT 1: MD5, name.
_LINE = re.compile(r"^(?:(\d+)\s+)?([0-9a-fA-F]{32})\s+(\S+)$")
_NAMES = {
    "gdelt": re.compile(r"^(\d{4}|\d{6}|\d{8}|\d{14})(?:\.translation)?(?:\.export\.CSV)?\.zip$", re.IGNORECASE),
    "gdelt-mentions": re.compile(r"^(\d{14})(?:\.translation)?\.mentions\.CSV\.zip$", re.IGNORECASE),
}
_DAYS = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_TABLES = (".txt", ".tsv", ".tab", ".csv", ".zip", ".gz")


def gdelt_files(lines: Iterable[str], source: str, wanted: str, since: dt.date, until: dt.date) -> Iterator[Remote]:
    """The files of a list whose names lie in the window, in the list's order.

    A list names addresses on its publisher's host. All files are fetched from the host of the list itself, so that a
    copy of the archive elsewhere works as it is, and a list cannot send anybody to a third place.
    """
    for line in lines:
        found = _LINE.match(line.strip())
        if not found:
            continue
        size, md5, address = found.groups()
        name = urllib.parse.urlsplit(address).path.rsplit("/", 1)[-1]
        stamp = _NAMES[wanted].match(name)
        if stamp and _overlaps(*_span(stamp.group(1)), since, until):
            yield Remote(_beside(source, address, name), name, int(size) if size else None, md5.lower())


def _beside(source: str, address: str, name: str) -> str:
    named, listed = urllib.parse.urlsplit(address), urllib.parse.urlsplit(source)
    if named.scheme in {"http", "https"} and named.netloc == listed.netloc:
        return address
    return urllib.parse.urljoin(source, name)


def _span(stamp: str) -> tuple[dt.date, dt.date]:
    """First and last day that a name speaks of: a year, a month, a day, or a quarter of an hour."""
    try:
        if len(stamp) == 4:
            return dt.date(int(stamp), 1, 1), dt.date(int(stamp), 12, 31)
        if len(stamp) == 6:
            first = dt.date(int(stamp[:4]), int(stamp[4:]), 1)
            return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        day = dt.date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
    except ValueError:
        return dt.date.max, dt.date.min
    return day, day


def _overlaps(first: dt.date, last: dt.date, since: dt.date, until: dt.date) -> bool:
    return first <= until and last >= since


def ucdp_file(version: str | None, source: str | None) -> Remote:
    """UCDP GED of that version (`25.1`) as one Zip of CSV, or the file at `source`.

    Raises:
        UsageError: neither is given, or the version is no number.

    """
    if source:
        return Remote(source, _name_of(source))
    if not version or not re.fullmatch(r"\d{2}\.\d", version.strip()):
        raise UsageError("say which version of UCDP GED: --version 25.1, or --from the address of its CSV")
    address = _UCDP.format(version=version.strip().replace(".", ""))
    return Remote(address, _name_of(address))


def _name_of(address: str) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]", "_", urllib.parse.urlsplit(address).path.rsplit("/", 1)[-1]).lstrip(".")
    return name if name.lower().endswith(_TABLES) else f"{name or 'file'}.csv"


class _DataFile(msgspec.Struct):
    id: int
    filename: str
    filesize: int | None = None
    md5: str | None = None


class _Entry(msgspec.Struct):
    dataFile: _DataFile  # noqa: N815  # Dataverse's own name
    restricted: bool = False


class _Version(msgspec.Struct):
    files: list[_Entry]
    versionNumber: int | None = None  # noqa: N815
    versionMinorNumber: int | None = None  # noqa: N815


class _Data(msgspec.Struct):
    latestVersion: _Version  # noqa: N815


class _Listing(msgspec.Struct):
    data: _Data


def dataverse_files(answer: bytes, source: str, since: dt.date, until: dt.date) -> tuple[list[Remote], str | None]:
    """The tables that a Dataverse lists whose names speak of the window (or of no date), and the set's version.

    Raises:
        NotFetched: the answer is no listing, or all files of the window are restricted.

    """
    try:
        listing = msgspec.json.decode(answer, type=_Listing).data.latestVersion
    except msgspec.MsgspecError as error:
        raise NotFetched(f"{source}: is no listing of a Dataverse ({error}); check the address") from error
    chosen = [entry for entry in listing.files if _is_in(entry.dataFile.filename, since, until)]
    if chosen and all(entry.restricted for entry in chosen):
        raise NotFetched(f"{source}: the files are restricted; download them by hand, then `tertius history import`")
    files = [
        Remote(
            urllib.parse.urljoin(source, f"/api/access/datafile/{entry.dataFile.id}"),
            _name_of(f"/{entry.dataFile.filename}"),
            entry.dataFile.filesize,
            entry.dataFile.md5,
        )
        for entry in chosen
        if not entry.restricted
    ]
    version = f"{listing.versionNumber}.{listing.versionMinorNumber or 0}" if listing.versionNumber else None
    return files, version


def _is_in(name: str, since: dt.date, until: dt.date) -> bool:
    if not name.lower().endswith(_TABLES):
        return False
    spans = [_span(stamp) for stamp in _DAYS.findall(name)] or [_span(year) for year in _YEAR.findall(name)]
    if not spans:
        return "codebook" not in name.lower() and "readme" not in name.lower()
    return _overlaps(min(first for first, _ in spans), max(last for _, last in spans), since, until)
