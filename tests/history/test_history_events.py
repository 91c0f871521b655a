"""Tables of events: what is counted, for whom, and what is left out."""

import datetime as dt
import gzip
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tertius import history
from tertius.errors import HistoryError

HEADER = "date,source,target,cameo\n"


def write(tmp_path, text, name="events.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def weekly(paths, **options):
    return history.load(paths).panel("week", **options)


def test_quad_classes_follow_from_the_root_and_bare_statements_are_neither(tmp_path):
    rows = "".join(
        f"2021-09-{day},IRN,AZE,{code}\n"
        for day, code in (("06", "010"), ("07", "036"), ("08", "072"), ("09", "112"), ("10", "190"))
    )
    panel = weekly(write(tmp_path, HEADER + rows))
    assert panel.dyads == (("AZE", "IRN"),)
    assert panel.kind == "counts"
    assert panel.cooperation[:, 0].tolist() == [2]
    assert panel.conflict[:, 0].tolist() == [2]


def test_the_quad_class_that_the_file_states_counts_for_statements_too(tmp_path):
    text = (
        "date,source,target,cameo,quad\n2021-09-06,IRN,AZE,010,1\n2021-09-07,IRN,AZE,010,0\n2021-09-08,IRN,AZE,190,\n"
    )
    panel = weekly(write(tmp_path, text))
    assert panel.cooperation[:, 0].tolist() == [1]
    assert panel.conflict[:, 0].tolist() == [1]


def test_plover_types_have_their_quad_class(tmp_path):
    text = "date,source,target,type\n2021-09-06,IRN,AZE,ASSAULT\n2021-09-07,IRN,AZE,aid\n2021-09-08,AZE,IRN,Accuse\n"
    panel = weekly(write(tmp_path, text))
    assert (panel.conflict[0, 0], panel.cooperation[0, 0]) == (2, 1)


def test_the_same_event_told_twice_counts_once_and_ids_keep_two_apart(tmp_path):
    plain = HEADER + "2021-09-06,IRN,AZE,190\n" * 3
    assert weekly(write(tmp_path, plain)).conflict.tolist() == [[1]]
    keyed = (
        "id,date,source,target,cameo\n1,2021-09-06,IRN,AZE,190\n1,2021-09-06,IRN,AZE,190\n2,2021-09-06,IRN,AZE,190\n"
    )
    assert weekly(write(tmp_path, keyed)).conflict.tolist() == [[2]]


def test_both_directions_and_sectors_count_for_the_pair_of_states(tmp_path):
    text = HEADER + (
        "2021-09-06,Military (Iran),Citizen (Azerbaijan),190\n2021-09-07,Azerbaijan,IRN.GOV,112\n2021-09-08,IRNMIL,AZE,150\n"
    )
    assert weekly(write(tmp_path, text)).conflict.tolist() == [[3]]


def test_persons_groups_and_a_states_own_affairs_are_left_out_and_said(tmp_path):
    text = HEADER + (
        "2021-09-06,IRN,AZE,190\n2021-09-06,A Person,AZE,112\n2021-09-06,Some Group (A Movement),AZE,112\n"
        "2021-09-06,Police (Iran),Citizen (Iran),173\n"
    )
    panel = weekly(write(tmp_path, text))
    assert panel.dyads == (("AZE", "IRN"),)
    assert "2 of 4 rows have an actor of no state and are left out" in panel.notes
    assert any("stay within one state" in note for note in panel.notes)


def test_two_letter_codes_are_not_guessed(tmp_path):
    panel = weekly(write(tmp_path, HEADER + "2021-09-06,IRN,AZE,190\n2021-09-06,IS,AJ,190\n"))
    assert panel.states() == ("AZE", "IRN")


def test_a_table_of_invented_codes_passes_through(tmp_path):
    assert weekly(write(tmp_path, HEADER + "2021-09-06,QQA,QQB,190\n")).dyads == (("QQA", "QQB"),)


def test_a_week_without_any_row_is_missing_and_a_pair_without_one_is_zero(tmp_path):
    text = HEADER + "2021-09-06,IRN,AZE,190\n2021-09-07,ISR,TUR,040\n2021-09-20,ISR,TUR,040\n"
    panel = weekly(write(tmp_path, text))
    assert panel.periods == tuple(dt.date(2021, 9, day) for day in (6, 13, 20))
    assert panel.observed.tolist() == [True, False, True]
    np.testing.assert_array_equal(panel.series("AZE", "IRN", "conflict"), [1, np.nan, 0])
    np.testing.assert_array_equal(panel.series("AZE", "ISR", "conflict"), [0, np.nan, 0])


def test_a_thin_week_of_a_daily_source_is_missing(tmp_path):
    first = dt.date(2021, 3, 1)
    days = [first + dt.timedelta(days=day) for day in range(8 * 7 + 3)]
    rows = "".join(f"{day},IRN,AZE,190\n" for day in days)
    panel = weekly(write(tmp_path, HEADER + rows))
    assert panel.periods[-1] == first + dt.timedelta(weeks=7)
    assert panel.conflict[:, 0].tolist() == [7] * 8


def test_the_cutoff_drops_every_period_that_ends_after_it(tmp_path):
    path = write(tmp_path, HEADER + "".join(f"2021-09-{day:02d},IRN,AZE,190\n" for day in range(1, 31)))
    panel = weekly(path, cutoff=dt.date(2021, 9, 18))
    assert panel.periods[-1] == dt.date(2021, 9, 6)
    assert history.load(path, until=dt.date(2021, 9, 18)).panel().periods[-1] == dt.date(2021, 9, 6)
    assert history.load(path, until=dt.date(2021, 9, 18)).source.last == dt.date(2021, 9, 18)
    with pytest.raises(HistoryError, match="no pair at all has a row"):
        history.load(path).panel("month", cutoff=dt.date(2021, 9, 29))


def test_no_row_by_the_cutoff_is_an_error_that_says_when_the_history_begins(tmp_path):
    with pytest.raises(HistoryError, match="begins on 2021-09-06"):
        history.load(write(tmp_path, HEADER + "2021-09-06,IRN,AZE,190\n"), until=dt.date(2020, 1, 1))


def test_days_weeks_and_months_hold_the_same_events(tmp_path):
    loaded = history.load(
        write(tmp_path, HEADER + "2021-08-31,IRN,AZE,190\n2021-09-01,IRN,AZE,190\n2021-09-29,IRN,AZE,112\n")
    )
    assert loaded.frequencies == ("day", "week", "month")
    assert {frequency: np.nansum(loaded.panel(frequency).conflict) for frequency in loaded.frequencies} == {
        "day": 3, "week": 3, "month": 3,
    }  # fmt: skip
    assert loaded.panel("month").periods == (dt.date(2021, 8, 1), dt.date(2021, 9, 1))


def test_a_history_that_ends_long_before_the_cutoff_is_stale(tmp_path):
    path = write(tmp_path, HEADER + "2021-01-04,IRN,AZE,190\n")
    loaded = history.load(path)
    assert loaded.stale(dt.date(2021, 4, 4)) is None
    assert "91 days before the cut-off 2021-04-05" in loaded.stale(dt.date(2021, 4, 5))
    assert "ends on 2021-01-04" in history.load(path, until=dt.date(2021, 10, 4)).source.stale


def test_dates_are_read_packed_and_as_timestamps_and_bad_ones_are_counted(tmp_path):
    text = "SQLDATE,Actor1CountryCode,Actor2CountryCode,EventCode,QuadClass,GLOBALEVENTID\n"
    text += "20210906,IRN,AZE,190,4,1\n20210907,IRN,AZE,036,1,2\nsoon,IRN,AZE,190,4,3\n"
    loaded = history.load(write(tmp_path, text))
    assert loaded.source.origin == "gdelt"
    assert any("1 rows have no date" in note for note in loaded.notes)
    stamped = HEADER + "2021-09-06 11:30:00,IRN,AZE,190\n"
    assert weekly(write(tmp_path, stamped)).periods == (dt.date(2021, 9, 6),)


def test_icews_columns_give_the_actors_country(tmp_path):
    header = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    header += "Target Name\tTarget Sectors\tTarget Country\tStory ID\n"
    row = "7\t09/06/2021\tA Person\tGovernment\tIran\tUse force\t190\t-10\tAzerbaijan\t\tAzerbaijan\t1\n"
    loaded = history.load(write(tmp_path, header + row, "events.tab"))
    assert loaded.source.origin == "icews"
    assert loaded.panel().dyads == (("AZE", "IRN"),)
    assert loaded.events_of("AZE", "IRN")[0].source == "A Person"


def test_the_events_of_a_pair_come_by_date_and_the_latest_if_limited(tmp_path):
    text = HEADER + "2021-09-08,IRN,AZE,190\n2021-09-06,Military (Azerbaijan),IRN,112\n2021-09-07,ISR,AZE,040\n"
    rows = history.load(write(tmp_path, text)).events_of("IRN", "AZE")
    assert [(row.day.day, row.source, row.code, row.quad) for row in rows] == [
        (6, "Military (Azerbaijan)", "112", 3), (8, "IRN", "190", 4),
    ]  # fmt: skip
    assert [row.day.day for row in history.load(write(tmp_path, text)).events_of("IRN", "AZE", limit=1)] == [8]


@pytest.mark.parametrize("form", ["csv.gz", "tsv", "jsonl", "parquet", "CSV"])
def test_every_form_of_file_gives_the_same_panel(tmp_path, form):
    rows = [("2021-09-06", "IRN", "AZE", "190"), ("2021-09-14", "IRN", "AZE", "036")]
    path = tmp_path / f"events.{form}"
    text = HEADER + "".join(",".join(row) + "\n" for row in rows)
    names = HEADER.strip().split(",")
    if form == "csv.gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif form == "jsonl":
        path.write_text("".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows))
    elif form == "parquet":
        pq.write_table(pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))), path)
    else:
        path.write_text(text.replace(",", "\t") if form == "tsv" else text)
    panel = weekly(path)
    assert panel.conflict.tolist() == [[1], [0]]
    assert panel.cooperation.tolist() == [[0], [1]]


def test_a_folder_is_read_whole_and_the_same_bytes_count_once(tmp_path):
    folder = tmp_path / "a [folder]"
    folder.mkdir()
    write(folder, HEADER + "2021-09-06,IRN,AZE,190\n", "one*.csv")
    write(folder, HEADER + "2021-09-07,IRN,AZE,190\n", "two.csv")
    write(folder, HEADER + "2021-09-07,IRN,AZE,190\n", "copy.csv")
    write(folder, "not a table", "README.md")
    loaded = history.load(folder)
    assert loaded.source.rows == 2
    assert loaded.panel().conflict.tolist() == [[2]]


def test_tables_in_memory_are_taken():
    arrow = pa.table({"date": ["2021-09-06"], "source": ["IRN"], "target": ["AZE"], "cameo": ["190"]})
    assert history.load(arrow).panel().conflict.tolist() == [[1]]
    assert history.load([arrow]).source.name == "a table in memory"


def test_the_hash_is_that_of_the_file(tmp_path):
    import hashlib

    path = write(tmp_path, HEADER + "2021-09-06,IRN,AZE,190\n")
    assert history.load(path).source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_progress_is_told_of_every_file(tmp_path):
    told = []
    history.load(
        write(tmp_path, HEADER + "2021-09-06,IRN,AZE,190\n"),
        progress=lambda stage, done, total=None: told.append((stage, done, total)),
    )
    assert told == [("history", 0, 1), ("history", 1, 1)]
