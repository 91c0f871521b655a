"""Input that is no history: one line that says what it is, what it looks like and what is needed."""

import datetime as dt

import pandas as pd
import pytest

from tertius import history
from tertius.errors import HistoryError, InputError

EVENTS = "date,source,target,cameo\n2021-09-06,IRN,AZE,190\n"
PANEL = "week,a,b,conflict,cooperation\n2021-09-06,IRN,AZE,1.5,0\n2021-09-13,IRN,AZE,1.5,0\n"


def write(tmp_path, text, name="events.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "looks"),
    [
        ("date,place,deaths", "wrong columns: date, place, deaths"),
        ("date,source,target", "without cameo, type, quad or root"),
        ("week,a,b,conflict", "a panel without cooperation"),
        ("month,source,target,events,quad", "counts by month"),
        ("event_id_cnty,event_date,sub_event_type,actor1,actor2", "ACLED"),
        ("id,side_a,side_b,type_of_violence,date_start", "UCDP GED"),
        ("DAY,N10D,GPRD", "geopolitical risk index"),
        ("GLOBALEVENTID,EventTimeDate,MentionTimeDate,MentionIdentifier", "GDELT mentions"),
        (",".join(["1", "20210906", *(f"x{n}" for n in range(59))]), "raw GDELT event export"),
    ],
)
def test_wrong_columns_say_what_is_found_and_what_is_needed(tmp_path, header, looks):
    with pytest.raises(HistoryError, match=looks) as caught:
        history.load(write(tmp_path, header + "\n" + ",".join("1" for _ in header.split(",")) + "\n"))
    assert "a table of events needs date, source, target" in str(caught.value)
    assert "a panel needs period" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_path_an_empty_file_and_no_table_are_errors(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        history.load(tmp_path / "nowhere.csv")
    with pytest.raises(HistoryError, match="is empty"):
        history.load(write(tmp_path, ""))
    with pytest.raises(HistoryError, match="no rows"):
        history.load(write(tmp_path, EVENTS.splitlines()[0] + "\n"))
    with pytest.raises(HistoryError, match="Parquet, CSV, TSV or JSONL"):
        history.load(write(tmp_path, "text", "notes.docx"))
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"\x00\x01" * 50)
    with pytest.raises(HistoryError, match="cannot be read as parquet"):
        history.load(broken)
    (tmp_path / "hollow").mkdir()
    with pytest.raises(InputError, match="holds no"):
        history.load(tmp_path / "hollow")
    with pytest.raises(HistoryError, match="no history was given"):
        history.load([])


def test_bytes_that_are_no_text_are_an_error(tmp_path):
    path = tmp_path / "binary.csv"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(HistoryError):
        history.load(path)


def test_events_and_panels_are_not_mixed(tmp_path):
    with pytest.raises(HistoryError, match="load them apart"):
        history.load([write(tmp_path, EVENTS), write(tmp_path, PANEL, "panel.csv")])


def test_no_actor_of_a_state_is_an_error(tmp_path):
    with pytest.raises(HistoryError, match="no actor of this history is a state"):
        history.load(write(tmp_path, EVENTS.replace("IRN", "A Person").replace("AZE", "A Group")))


def test_unreadable_dates_and_codes_are_errors_when_no_row_is_left(tmp_path):
    with pytest.raises(HistoryError, match="date that can be read"):
        history.load(write(tmp_path, EVENTS.replace("2021-09-06", "yesterday")))
    with pytest.raises(HistoryError, match="known CAMEO code"):
        history.load(write(tmp_path, EVENTS.replace("190", "99")))


def test_slashed_dates_are_not_guessed(tmp_path):
    with pytest.raises(HistoryError, match="date that can be read"):
        history.load(write(tmp_path, EVENTS.replace("2021-09-06", "06/09/2021")))


def test_a_pandas_table_is_taken_and_another_object_refused():
    frame = pd.DataFrame({"date": ["2021-09-06"], "source": ["IRN"], "target": ["AZE"], "cameo": ["190"]})
    assert history.load(frame).panel().dyads == (("AZE", "IRN"),)
    with pytest.raises(HistoryError, match="not dict"):
        history.load({"date": []})


def test_packed_integers_and_categories_are_read(tmp_path):
    frame = pd.DataFrame({"SQLDATE": [20210906], "source": ["IRN"], "target": ["AZE"], "cameo": ["190"]})
    frame["source"] = frame["source"].astype("category")
    assert history.load(frame).panel().conflict.tolist() == [[1]]


def test_a_window_in_which_no_pair_has_a_row_is_an_error(tmp_path):
    text = EVENTS.replace("2021-09-06,IRN,AZE", "2021-09-06,IRN,A Person") + "2021-10-06,IRN,AZE,190\n"
    with pytest.raises(HistoryError, match="no pair at all has a row in a full period by 2021-09-30"):
        history.load(write(tmp_path, text)).panel("week", cutoff=dt.date(2021, 9, 30))
