"""Fetching, end to end against a server on loopback: lists, checksums, breaks, waits, and nothing twice."""

import datetime as dt
import io
import json
import sys
import zipfile
from pathlib import Path

import generated_sets as sets
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from loopback import md5, publishing

from tertius.errors import UsageError
from tertius.history.archive import holdings
from tertius.history.fetch import Manners, NotFetched, fetch

SINCE, UNTIL = dt.date(2021, 10, 4), dt.date(2021, 10, 5)
LIST = "/gdeltv2/masterfilelist.txt"


@pytest.fixture
def publisher():
    with publishing() as running:
        yield running


@pytest.fixture
def waits():
    return []


@pytest.fixture
def run(tmp_path, publisher, waits):
    def call(name="gdelt", source=LIST, **options):
        manners = Manners(gap=0.0, tries=4, pause=0.5, timeout=5.0, sleep=waits.append, **options.pop("limits", {}))
        given = {"since": SINCE, "until": UNTIL} | options
        return fetch(
            name, workspace=tmp_path / "work", source=source and publisher.url + source, manners=manners, **given
        )

    return call


def packed(name, lines):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, "\n".join(lines) + "\n")
    return target.getvalue()


def quarter(publisher, stamp, count=3, kind="export"):
    name = f"{stamp}.{kind}.CSV"
    lines = [sets.gdelt(f"{stamp}{n}", day=stamp[:8]) for n in range(count)]
    if kind == "mentions":
        lines = [sets.mention(f"{stamp}{n}") for n in range(count)]
    publisher.put(f"/gdeltv2/{name}.zip", packed(name, lines))
    return f"/gdeltv2/{name}.zip"


@pytest.fixture
def gdelt(publisher):
    """Four quarters of an hour, two of them in the window, with their list."""
    paths = [quarter(publisher, f"202110{day:02d}120000") for day in (3, 4, 5, 6)]
    mentions = quarter(publisher, "20211004120000", kind="mentions")
    publisher.put(LIST, publisher.master(*paths, mentions))
    return paths


def test_the_files_of_the_window_come_in_from_the_host_of_the_list(run, gdelt, publisher, tmp_path):
    found = run()
    assert (found.files, found.skipped, found.missing, found.imported.added) == (2, 0, (), 6)
    assert set(publisher.counts()) == {LIST, gdelt[1], gdelt[2]}
    (held,) = holdings(tmp_path / "work")
    assert (held.origin, held.first, held.last, held.rows) == ("gdelt_v2", SINCE, UNTIL, 6)
    left = [path.name for path in (tmp_path / "work" / "history" / "downloads").iterdir()]
    assert [name.startswith("list-") for name in left] == [True]


def test_the_same_fetch_again_asks_only_for_what_is_new(run, gdelt, publisher):
    run()
    publisher.asked.clear()
    later = quarter(publisher, "20211005121500")
    publisher.files[LIST] += publisher.master(later)
    found = run()
    assert (found.files, found.skipped, found.imported.added) == (1, 2, 3)
    assert publisher.counts()[later] == 1
    assert set(publisher.counts()) == {LIST, later}


def test_of_a_long_list_only_the_end_is_asked_for(run, gdelt, publisher):
    publisher.files[LIST] = b"\n".join([publisher.master(gdelt[0])] * 40) + publisher.files[LIST]
    run()
    held = len(publisher.files[LIST])
    publisher.files[LIST] += publisher.master(quarter(publisher, "20211005121500"))
    publisher.asked.clear()
    assert run().files == 1
    assert publisher.asked[0] == (LIST, f"bytes={held - 1024}-")
    publisher.files[LIST] = publisher.master(quarter(publisher, "20211005123000")) * 20 + publisher.files[LIST][::-1]
    assert run().files == 1  # a list that was written anew is taken anew


def test_a_connection_that_breaks_is_taken_up_where_it_broke(run, gdelt, publisher, waits):
    publisher.misdeeds[gdelt[1]] = ["breaks", "breaks"]
    assert run().imported.added == 6
    ranges = [wanted for path, wanted in publisher.asked if path == gdelt[1]]
    size = len(publisher.files[gdelt[1]])
    assert ranges[0] is None
    assert ranges[1] == f"bytes={size // 2}-"
    assert int(ranges[2].removeprefix("bytes=").rstrip("-")) > size // 2
    assert waits == [0.5, 1.0]


def test_a_server_without_ranges_gives_the_whole_file_again(run, gdelt, publisher):
    publisher.misdeeds[gdelt[1]] = ["breaks", "no ranges"]
    assert run().imported.added == 6


def test_a_wrong_checksum_once_is_fetched_anew(run, gdelt, publisher):
    publisher.misdeeds[gdelt[1]] = ["wrong"]
    assert run().imported.added == 6
    assert publisher.counts()[gdelt[1]] == 2


def test_a_checksum_that_stays_wrong_is_an_error_and_nothing_of_it_counts(run, gdelt, publisher, tmp_path):
    publisher.misdeeds[gdelt[2]] = ["wrong"] * 9
    with pytest.raises(NotFetched, match=r"the checksum is wrong; given up, after 4 tries") as caught:
        run()
    assert "\n" not in str(caught.value)
    publisher.misdeeds.clear()
    publisher.asked.clear()
    assert run().imported.added == 6
    assert publisher.counts()[gdelt[1]] == 0  # it was fetched and checked before, and lay there


def test_a_server_that_asks_to_wait_is_obeyed(run, gdelt, publisher, waits):
    publisher.misdeeds[gdelt[1]] = [429, 503]
    assert run().imported.added == 6
    assert waits == [7.0, 1.0]


def test_a_server_that_asks_for_too_long_a_wait_is_left_alone(run, gdelt, publisher, waits):
    publisher.misdeeds[gdelt[1]] = [429]
    with pytest.raises(NotFetched, match="it asks to wait 7 seconds"):
        run(limits={"longest_wait": 5.0})
    assert waits == []


def test_a_file_that_is_gone_is_a_gap_and_told(run, gdelt, publisher):
    del publisher.files[gdelt[1]]
    found = run()
    assert (found.files, found.imported.added) == (1, 3)
    assert found.missing == (publisher.url + gdelt[1],)


def test_a_file_that_is_too_large_is_not_fetched(run, gdelt):
    with pytest.raises(NotFetched, match="is larger than 300 bytes"):
        run(limits={"largest": 300})


def test_requests_to_a_host_keep_their_distance(run, gdelt, waits, tmp_path, publisher):
    fetch("gdelt", since=SINCE, until=UNTIL, workspace=tmp_path / "slow", source=publisher.url + LIST,
          manners=Manners(gap=30.0, sleep=waits.append))  # fmt: skip
    assert len(waits) == 2
    assert all(25 < wait <= 30 for wait in waits)


def test_a_fetch_for_some_actors_keeps_only_theirs_and_another_asks_again(run, gdelt, publisher, tmp_path):
    name = "20211004123000.export.CSV"
    publisher.put(f"/gdeltv2/{name}.zip", packed(name, [sets.gdelt(1, source="ISR", target="TUR"), sets.gdelt(2)]))
    publisher.put(LIST, publisher.master(f"/gdeltv2/{name}.zip"))
    assert run(actors=["TUR"]).imported.unasked == 1
    assert holdings(tmp_path / "work")[0].actors == "TUR"
    assert run(actors=["TUR"]).skipped == 1
    assert run(actors=["IRN"]).imported.added == 1
    assert run().imported.known == 2


def test_mentions_and_version_1_have_lists_of_their_own(run, gdelt, publisher, tmp_path):
    assert run("gdelt-mentions").imported.added == 3
    day, year = "20211004.export.CSV", "2005.csv"
    publisher.put(f"/events/{day}.zip", packed(day, [sets.gdelt(1, version="v1")]))
    publisher.put("/events/2005.zip", packed(year, [sets.gdelt(2, day="20050102", version="v1", width=57)]))
    lines = [f"{md5(data)}  {path.rsplit('/', 1)[1]}" for path, data in publisher.files.items() if "/events/" in path]
    publisher.put("/events/md5sums", "\n".join(lines).encode())
    found = run(source="/events/md5sums", version="1", since=dt.date(2005, 5, 1))
    assert (found.files, found.imported.added) == (2, 2)
    assert {(held.origin, held.holds) for held in holdings(tmp_path / "work")} == {
        ("gdelt_v1", "events"),
        ("gdelt_v2", "mentions"),
    }


def test_ucdp_is_one_file_with_its_version(run, publisher, tmp_path):
    publisher.put("/ged251-csv.zip", packed("GEDEvent_v25_1.csv", [sets.HEADERS["ucdp_ged"], sets.ucdp(1)]))
    found = run("ucdp-ged", source="/ged251-csv.zip", version="25.1", since=None)
    assert found.imported.added == 1
    assert holdings(tmp_path / "work")[0].version == "25.1"
    with pytest.raises(UsageError, match=r"--version 25\.1"):
        run("ucdp-ged", source=None, since=None)


def test_polecat_comes_by_the_listing_of_its_dataverse(run, publisher, tmp_path):
    data = ("\n".join([sets.HEADERS["polecat"], sets.polecat("a", day="2021-10-04")]) + "\n").encode()
    publisher.put("/api/access/datafile/7", data)
    names = [
        (7, "ngecEvents.DV.20211004-20211010.txt"),
        (8, "ngecEvents.DV.20230101-20230107.txt"),
        (9, "codebook.pdf"),
    ]
    files = [
        {
            "restricted": False,
            "dataFile": {"id": number, "filename": name, "filesize": len(data), "md5": md5(data)},
        }
        for number, name in names
    ]
    publisher.put(
        "/api/datasets",
        json.dumps(
            {"data": {"latestVersion": {"versionNumber": 45, "versionMinorNumber": 2, "files": files}}}
        ).encode(),
    )
    found = run("polecat", source="/api/datasets")
    assert (found.files, found.imported.added) == (1, 1)
    assert holdings(tmp_path / "work")[0].version == "45.2"
    assert run("polecat", source="/api/datasets").skipped == 1
    publisher.misdeeds["/api/datasets"] = [403]
    with pytest.raises(NotFetched, match="without an account"):
        run("polecat", source="/api/datasets")


def test_what_needs_an_account_is_the_users_own_to_download(run):
    with pytest.raises(UsageError, match="ACLED is not fetched: its terms ask for an account of your own"):
        run("acled")
    with pytest.raises(UsageError, match="history import icews"):
        run("icews")
    with pytest.raises(UsageError, match="what can be fetched is gdelt"):
        run("cline")


def test_mistakes_are_one_line(run, tmp_path):
    with pytest.raises(UsageError, match="--since YYYY-MM-DD"):
        run(since=None)
    with pytest.raises(UsageError, match="is after --until"):
        run(since=UNTIL, until=SINCE)
    with pytest.raises(UsageError, match="no version '3'"):
        run(version="3")
    with pytest.raises(NotFetched, match="is not there"):
        run(source="/nothing.txt")
    with pytest.raises(NotFetched, match="given up, after 2 tries"):
        fetch("gdelt", since=SINCE, source="http://127.0.0.1:9/list.txt", workspace=tmp_path / "work",
              manners=Manners(tries=2, pause=0.0, gap=0.0))  # fmt: skip
