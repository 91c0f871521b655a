"""The desk without a browser: pages, forms, corrections, jobs and the API."""

import datetime as dt
import re
import time

import pytest
from starlette.testclient import TestClient

from tertius.records import (
    Actor,
    ActorKind,
    DateBasis,
    Document,
    Form,
    Kind,
    LedgerEntry,
    Origin,
    Passage,
    Precision,
    Published,
    Speaker,
    Statement,
    Voice,
    When,
)
from tertius.store import Workspace
from tertius.web import Settings, create_app

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> said the minister of Northland.'
DAY = Published(start=dt.date(2021, 3, 1), end=dt.date(2021, 3, 1), precision=Precision.DAY, basis=DateBasis.METADATA)
PAGES = (
    "/", "/documents", "/documents/doc-1", "/statements", "/statements/st-1", "/statements?voice=official", "/events",
    "/ties", "/predictions", "/demands", "/tension", "/ledger", "/review", "/cases", "/jobs", "/api",
)  # fmt: skip


def fill(workspace):
    workspace.put_documents([Document(id="doc-1", title=HOSTILE, text=HOSTILE, published=DAY, constructed=True)])
    statement = Statement(
        id="st-1",
        speaker=Speaker(name="<b>A minister</b>"),
        voice=Voice.OFFICIAL,
        form=Form.DIRECT,
        kinds=(Kind.ACCUSATION,),
        passages=(Passage(document="doc-1", start=0, end=26, text=HOSTILE[:26]),),
        accused=(Actor(name="A. Person", code=None, kind=ActorKind.PERSON),),
        said=DAY,
        constructed=True,
    )
    workspace.put_records("statement", [statement])


@pytest.fixture
def folder(tmp_path):
    with Workspace.open(tmp_path / "w") as workspace:
        fill(workspace)
    return tmp_path / "w"


@pytest.fixture
def client(folder):
    with TestClient(create_app(Settings(workspace=folder)), base_url="http://127.0.0.1:8000") as client:
        yield client


def seal(client, page="/documents"):
    """The token that the forms of a page carry."""
    return re.search(r'name="csrf" value="(\w+)"', client.get(page).text)[1]


def post(client, address, page="/documents", **fields):
    return client.post(address, data={"csrf": seal(client, page), **fields}, follow_redirects=False)


@pytest.mark.parametrize("page", PAGES)
def test_pages_answer_with_document_text_escaped_and_under_a_strict_policy(client, page):
    answer = client.get(page)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert "<b>A minister" not in answer.text
    assert not re.search(r"<script(?! src=)|\son\w+=\"|\sstyle=\"", answer.text)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_a_correction_is_kept_with_who_and_why_and_outlives_the_next_coding(client, folder):
    fields = {"decision": "correct", "who": "R. Reader", "why": "a newspaper speaks", "voice": "media",
              "kinds": "accusation", "speaker.name": "<b>A minister</b>", "accused": "A. Person"}  # fmt: skip
    assert post(client, "/review/statement/st-1", **fields).status_code == 303
    with Workspace.open(folder) as workspace:
        fill(workspace)
        record = workspace.record("statement", "st-1")
        made = workspace.revisions("statement", "st-1")
    assert (record.voice, record.review) == (Voice.MEDIA, "accepted")
    assert {(one.field, one.who) for one in made} == {("voice", "R. Reader"), ("review", "R. Reader")}
    assert "R. Reader" in client.get("/statements/st-1").text
    (gold,) = [line for line in client.get("/review/gold.jsonl").text.splitlines() if line]
    assert '"voice":"media"' in gold


def test_accusations_against_persons_stand_first_in_the_review(client):
    assert "A. Person" in client.get("/review").text
    assert (
        post(client, "/review/statement/st-1", decision="accept", who="R. Reader", why="so it says").status_code == 303
    )
    assert "Nothing waits here" in client.get("/review?line=persons").text


def test_a_decision_without_a_name_is_refused(client, folder):
    assert post(client, "/review/statement/st-1", decision="accept", who="", why="so").status_code == 409
    with Workspace.open(folder) as workspace:
        assert workspace.revisions("statement", "st-1") == []


def test_a_grade_is_given_beside_the_decision_and_shown_with_its_reason(client, folder):
    graded = {"decision": "grade", "reliability": "B", "credibility": "3", "who": "R. Reader", "why": "right before"}
    assert "now F6" in client.get("/statements/st-1").text
    assert post(client, "/review/statement/st-1", **graded).status_code == 303
    page = client.get("/statements/st-1").text
    assert "now B3" in page
    assert "right before" in page
    with Workspace.open(folder) as workspace:
        assert workspace.record("statement", "st-1").review == "unreviewed"
    assert post(client, "/review/statement/st-1", **graded | {"reliability": "Z"}).status_code == 400


def test_confidential_documents_stay_out_of_gold(client):
    post(client, "/review/statement/st-1", decision="accept", who="R. Reader", why="so it says")
    post(client, "/documents/doc-1/confidential", confidential="1")
    assert client.get("/review/gold.jsonl").text.strip() == ""


def test_the_api_pages_filters_and_words_its_errors(client):
    found = client.get("/api/v1/statements", params={"voice": "official", "limit": 1}).json()
    assert (found["total"], found["next"], found["items"][0]["id"]) == (1, None, "st-1")
    assert client.get("/api/v1/statements", params={"voice": "media"}).json()["items"] == []
    assert client.get("/api/v1/statements/st-1").json()["voice"] == "official"
    for address, status in (("statements?voice=loud", 400), ("statements?limit=0", 422), ("events/none", 404)):
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == status
        assert set(answer.json()["error"]) == {"code", "message"}


def test_the_described_api_is_what_there_is(client):
    described = client.get("/openapi.json").json()
    assert "/api/v1/statements" in described["paths"]
    voice = next(p for p in described["paths"]["/api/v1/statements"]["get"]["parameters"] if p["name"] == "voice")
    assert "anonymous" in voice["schema"]["enum"]
    assert "speaker" in described["components"]["schemas"]["Statement"]["properties"]


def test_uploads_of_other_kinds_and_names_that_lead_elsewhere_do_no_harm(client, folder):
    token = {"csrf": seal(client)}
    refused = client.post("/documents", data=token, files={"files": ("run.exe", b"MZ")})
    assert refused.status_code == 400
    client.post("/documents", data=token, files={"files": ("../../../evil.txt", b"A text.")}, follow_redirects=False)
    assert not list(folder.parent.glob("evil*"))
    assert not list(folder.parent.parent.glob("evil*"))


def test_an_address_that_is_no_web_address_is_refused(client):
    assert post(client, "/documents", addresses="file:///etc/passwd").status_code == 400


@pytest.mark.slow
def test_a_pasted_text_is_read_and_coded_in_a_job_and_a_triad_is_answered(client):
    text = (
        "Iran condemned Azerbaijan on Monday. A ministry spokesman in Iran said that the border would stay closed. " * 2
    )
    answer = post(client, "/documents", text=text, title="A dispatch", published="2021-10-01", code="1", fast="1")
    assert finished(client, answer.headers["location"]) == "done"
    assert client.get("/api/v1/statements").json()["total"] > 1
    answer = post(client, "/cases", "/cases", a="Azerbaijan", b="Iran", c="Israel", fast="1")
    job = answer.headers["location"]
    assert finished(client, job) == "done"
    case = re.search(r'href="(/cases/[^"]+)"', client.get(job).text.split("What came of it")[1])[1]
    page = client.get(case).text
    assert "Israel" in page
    links = re.findall(r'href="([^"]+)" download', page)
    assert {link.rsplit(".")[-1] for link in links} == {"html", "md", "json", "docx", "xlsx", "ris", "ipynb"}
    assert {client.get(link).status_code for link in links} == {200}
    report = client.get(f"{case}/report")
    assert report.status_code == 200
    assert report.headers["content-security-policy"].startswith("sandbox ")
    assert client.get(f"{case}/analysis.json").json()["case"]["on"]["name"] == "Israel"


def finished(client, job):
    for _ in range(1500):  # on a busy machine a job takes minutes
        state = client.get(f"{job}/state").json()["state"]
        if state not in ("waiting", "running"):
            return state
        time.sleep(0.2)
    raise AssertionError("the job did not end")


def test_a_job_that_was_interrupted_is_offered_again(client, folder):
    with Workspace.open(folder) as workspace:
        job = workspace.new_job("coding", {"request": {"fast": True}})
    assert "Go on with it" in client.get(f"/jobs/{job}").text


def test_a_job_that_does_not_exist_is_not_found(client):
    assert client.get("/jobs/job-none").status_code == 404
    assert client.get("/documents/none").status_code == 404


def test_a_watch_is_run_from_the_desk_and_the_front_page_tells_what_it_found(client, folder, tmp_path):
    from tertius import watch

    incoming = tmp_path / "incoming"
    incoming.mkdir()
    text = "The foreign ministry of Norway said on Monday that Denmark would close its ports to trawlers from Iceland."
    (incoming / "one.txt").write_text(f"Ports\n\n2 March 2026\n\n{text}\n", encoding="utf-8")
    made = watch.add(
        "fish", between=("Norway", "Iceland"), on="Denmark", folders=[incoming], since=dt.date(2026, 3, 1), fast=True,
        workspace=folder,
    )  # fmt: skip
    job = post(client, "/watches/run", page="/", watch=made.id).headers["location"]
    assert finished(client, job) == "done"
    assert "1 alert<" in client.get(job).text
    front = client.get("/").text
    assert "On Denmark: Ports" in front
    with Workspace.open(folder) as workspace:
        document = next(d.id for d in workspace.documents() if d.title == "Ports")
    post(client, f"/documents/{document}/confidential", page=f"/documents/{document}", confidential="1")
    assert "On Denmark: Ports" not in client.get("/").text


def test_a_watch_is_added_from_the_desk_and_one_of_the_name_is_not_replaced(client):
    fields = {
        "name": "fish",
        "a": "Norway",
        "b": "Iceland",
        "c": "Denmark",
        "feeds": "https://example.org/feed",
        "every": "6",
    }
    assert post(client, "/watches", page="/", **fields).status_code == 303
    assert "Norway and Iceland, on Denmark" in client.get("/").text
    again = post(client, "/watches", page="/", **fields)
    assert again.status_code == 400
    assert "is there already" in again.text


def test_a_document_flagged_after_the_analysis_leaves_by_no_form_of_the_report(client, folder):
    import msgspec

    from tertius import records
    from tertius.analysis import analyze
    from tertius.case import Case

    text = "Norway condemned Iceland on Monday. Denmark supplied Norway with zeppelins, a spokesman in Norway said."
    with Workspace.open(folder) as workspace:
        workspace.put_documents([Document(id="doc-2", title="A dispatch", text=text, published=DAY, constructed=True)])
        found = analyze(Case.of(between=("Norway", "Iceland"), on="Denmark", workspace=folder), fast=True)
        kept = msgspec.convert(msgspec.to_builtins(found), records.Analysis)
        workspace.put_records("analysis", [kept])
        case = workspace.record_id(kept)
    forms = [f"/cases/{case}/report", f"/cases/{case}/analysis.md", f"/api/v1/cases/{case}"]
    assert all("zeppelins" in client.get(form).text for form in forms)
    with Workspace.open(folder) as workspace:  # by another process, such as the command line
        workspace.set_confidential("doc-2")
    assert not [form for form in forms if "zeppelins" in client.get(form).text]


def test_the_ledger_says_what_was_entered_after_its_date(client, folder):
    until = When(start=None, end=dt.date(2021, 6, 1), precision=Precision.DAY)
    with Workspace.open(folder) as workspace:
        made = [
            LedgerEntry(id=f"lg-{day}", origin=Origin.USER, by=Speaker(name="Ana"), text="The ferry leaves.", horizon=until,
                        probability=0.625, entered=day)
            for day in (dt.date(2021, 5, 1), dt.date(2021, 7, 1))
        ]  # fmt: skip
        workspace.put_entries(made, who="Ana", why="a test", by_hand=True)
    text = client.get("/ledger").text
    assert (text.count("entered after its date: not scored"), text.count("probability: 0.625")) == (1, 2)


def test_the_ledger_is_shown_a_page_at_a_time(client, folder):
    with Workspace.open(folder) as workspace:
        made = [
            LedgerEntry(id=f"lg-{n}", origin=Origin.USER, by=Speaker(name="Ana"), text=f"prediction {n}.")
            for n in range(60)
        ]
        workspace.put_entries(made, who="Ana", why="a test", by_hand=True)
    seen, address = [], "/ledger?status=unsettleable"
    while address:
        text = client.get(address).text
        seen += re.findall(r"prediction (\d+)\.", text)
        following = re.search(r'rel="next" data-key="n" href="([^"]+)"', text)
        address = following[1].replace("&amp;", "&") if following else None
    assert seen == [str(n) for n in reversed(range(60))]
    assert "Nothing is on the ledger with this status" in client.get("/ledger?status=open").text
    for wrong in ("/ledger?status=maybe", "/ledger?after=x"):
        assert client.get(wrong).status_code in (400, 422)
