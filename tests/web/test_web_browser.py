"""The whole way in a real browser: add a text, see it coded, review it, ask a triad, read the report."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.access(CHROMIUM, os.X_OK), reason=f"there is no browser at {CHROMIUM}"),
]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
TEXT = (
    "Iran condemned Azerbaijan on Monday. A ministry spokesman in Iran said that the border would stay closed. "
    "Israel supplied Azerbaijan with drones, the spokesman said."
)
LISTS = (
    "/",
    "/documents",
    "/statements",
    "/events",
    "/ties",
    "/tension",
    "/ledger",
    "/review",
    "/cases",
    "/jobs",
    "/api",
)


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk of its own process; its address."""
    port, folder = free_port(), tmp_path_factory.mktemp("desk")
    command = [sys.executable, "-m", "tertius.cli", "serve", "--workspace", str(folder / "w"), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(150):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/login", timeout=1).close()  # noqa: S310  our own server
                break
            time.sleep(0.2)
        yield address
        server.terminate()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


def go_the_whole_way(page, desk, *, script):
    page.goto(f"{desk}/documents")
    page.get_by_text("Paste a text", exact=True).click()
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_label("Title").fill("A constructed dispatch")
    page.get_by_label("Published").fill("2021-10-01")
    page.get_by_label("Fast: by syntax alone").check()
    go(page, page.get_by_role("button", name="Add", exact=True))
    wait_for_job(page, script=script)
    page.goto(f"{desk}/review?line=statements")
    page.get_by_label("Reviewer").first.fill("R. Reader")
    page.get_by_label("Reason").first.fill("read beside the text")
    go(page, page.get_by_role("button", name="Accept", exact=True).first)
    page.goto(f"{desk}/statements?review=accepted")
    assert page.locator("tbody tr").count() >= 1
    page.goto(desk)
    for name, value in (("A", "Azerbaijan"), ("B", "Iran"), ("C", "Israel")):
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_label("Fast: code by syntax alone").check()
    go(page, page.get_by_role("button", name="Ask"))
    wait_for_job(page, script=script)
    go(page, page.get_by_role("link", name="Read the analysis"))
    go(page, page.get_by_role("link", name="Open the report"))
    assert "Israel" in page.locator("h1").first.inner_text()


def patient(context):
    """A page that waits as long as a machine with other work may need."""
    page = context.new_page()
    page.set_default_timeout(120_000)
    return page


def go(page, control):
    """Click, and wait for the page that it leads to: a click alone returns while the old one may still stand."""
    with page.expect_navigation():
        control.click()


def wait_for_job(page, *, script):
    """With scripts the page follows the job by itself; without, it is reloaded."""
    done = page.locator("h1 .tag", has_text="done")
    if script:
        done.wait_for(timeout=90_000)
        return
    for _ in range(90):
        if done.count():
            return
        time.sleep(1)
        page.goto(page.url)
    raise AssertionError(page.locator("main").inner_text())


def test_the_whole_way_from_a_text_to_the_report_and_every_page_is_accessible(browser, desk):
    from axe_playwright_python.sync_playwright import Axe

    with browser.new_context(bypass_csp=True) as context:
        page = patient(context)
        page.goto(desk)
        faults = [fault for path in LISTS if page.goto(f"{desk}{path}") for fault in serious(Axe().run(page), path)]
    assert not faults
    with browser.new_context() as context:
        page = patient(context)
        said = []
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        go_the_whole_way(page, desk, script=True)
    assert said == []
    with browser.new_context(bypass_csp=True) as context:
        page = patient(context)
        page.goto(f"{desk}/documents")
        go(page, page.locator("tbody a").first)
        faults = serious(Axe().run(page), "a document")
        page.goto(f"{desk}/statements")
        go(page, page.locator("tbody a").first)
        faults += serious(Axe().run(page), "a statement")
    assert not faults


def serious(results, where):
    return [f"{where}: {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in results.response["violations"]]


def test_the_whole_way_works_without_scripts(browser, desk):
    with browser.new_context(java_script_enabled=False) as context:
        go_the_whole_way(patient(context), desk, script=False)


def test_pictures_of_the_desk_can_be_kept_to_look_at(browser, desk):
    folder = os.environ.get("TERTIUS_PICTURES")
    if not folder:
        pytest.skip("set TERTIUS_PICTURES to a folder to keep pictures of every page")
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}) as context:
            page = patient(context)
            for path in LISTS:
                page.goto(f"{desk}{path}")
                page.screenshot(path=Path(folder) / f"{scheme}{path.replace('/', '-')}.png")
