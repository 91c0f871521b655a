"""What every request has to pass."""

import re

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from tertius.errors import UsageError
from tertius.web import Settings, create_app

TOKEN = "a-token-of-forty-letters-for-these-tests"  # noqa: S105  of these tests alone
HERE = "http://127.0.0.1:8000"


def routes(app):
    """(method, an address that fits) of every route, however it was included."""
    found, waiting = [], [*app.routes]
    while waiting:
        route = waiting.pop()
        if isinstance(route, APIRoute):
            address = re.sub(r"\{\w+:listname\}", "statements", route.path)
            found += [(method, re.sub(r"\{\w+\}", "x", address)) for method in route.methods]
        waiting += getattr(getattr(route, "original_router", route), "routes", None) or []
    return sorted(set(found))


@pytest.fixture
def client(tmp_path):
    with TestClient(create_app(Settings(workspace=tmp_path / "w")), base_url=HERE) as client:
        yield client


@pytest.fixture
def guarded(tmp_path):
    with TestClient(create_app(Settings(workspace=tmp_path / "w", token=TOKEN)), base_url=HERE) as client:
        yield client


def test_every_route_asks_for_the_token(guarded):
    found = routes(guarded.app)
    assert len(found) > 40
    for method, address in found:
        if address != "/login":
            assert guarded.request(method, address).status_code == 401, (method, address)


def test_the_token_opens_as_bearer_and_through_the_form(guarded):
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert guarded.get("/api/v1/statements", headers=bearer).status_code == 200
    seal = re.search(r'name="csrf" value="(\w+)"', guarded.get("/login").text)[1]
    assert guarded.post("/login", data={"csrf": seal, "token": "wrong"}).status_code == 401
    assert guarded.post("/login", data={"csrf": seal, "token": TOKEN}).status_code == 200
    cookies = "".join(cookie.value or "" for cookie in guarded.cookies.jar)
    assert TOKEN not in cookies
    assert guarded.get("/documents").status_code == 200


def test_after_many_wrong_tokens_even_the_right_one_waits(guarded):
    for number in range(10):
        guarded.get("/", headers={"Authorization": f"Bearer wrong-{number}"})
    assert guarded.get("/", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 401


def test_every_form_is_refused_without_its_seal(client):
    posts = [address for method, address in routes(client.app) if method == "POST" and not address.startswith("/api")]
    assert len(posts) > 8
    for address in posts:
        assert client.post(address, data={"csrf": "0" * 64}).status_code == 403, address


def test_the_api_takes_no_form(client):
    assert client.post("/api/v1/jobs/x/cancel", data={}).status_code == 400


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_what_another_site_sends_is_refused(client, headers):
    assert client.post("/looked", headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "a@127.0.0.1"])
def test_a_host_that_is_not_this_desk_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "address", ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e%2fdesk.py", "/static/desk.py"]
)
def test_no_other_file_is_served(client, address):
    assert client.get(address).status_code == 404


def test_what_is_too_large_is_refused_before_it_is_read(client):
    assert client.post("/documents", headers={"Content-Length": str(10**12)}).status_code == 413


def test_other_methods_are_refused(client):
    assert client.delete("/documents").status_code == 405


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "desk.example"])  # noqa: S104  not bound
def test_an_address_that_others_reach_needs_a_token(tmp_path, host):
    with pytest.raises(UsageError, match="--token"):
        Settings(workspace=tmp_path, host=host)
    Settings(workspace=tmp_path, host=host, token=TOKEN)


def test_a_short_token_is_refused(tmp_path):
    with pytest.raises(UsageError, match="characters"):
        Settings(workspace=tmp_path, token="short")  # noqa: S106  of this test
