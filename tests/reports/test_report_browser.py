"""The page in a real browser: accessible, usable by keyboard and without JavaScript, asking for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="no /usr/bin/chromium here (Debian: apt-get install chromium)"
)


@pytest.fixture(scope="module")
def place(page: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "analysis.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_nothing_to_mend(browser: Any, place: str, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # the policy of the page admits no script but its own, so the checker has to step around it
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    tab.goto(place)
    found = Axe().run(tab)
    told = [(v["id"], [n["html"][:160] for n in v["nodes"][:4]]) for v in found.response["violations"]]
    context.close()
    assert told == []


def test_without_javascript_every_passage_still_opens_and_nothing_is_asked_for(browser: Any, place: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(place)
    passage = tab.locator("#statements-table details.passage").first
    assert not passage.locator("blockquote").is_visible()
    passage.locator("summary").click()
    assert passage.locator("blockquote").is_visible()
    assert asked == [place]
    context.close()


def test_the_band_of_a_likelihood_word_shows_on_focus(browser: Any, place: str) -> None:
    tab = browser.new_page()
    tab.goto(place)
    word = tab.locator(".likely").first
    shown = "e => getComputedStyle(e.querySelector('.band')).opacity"
    assert word.evaluate(shown) == "0"
    word.focus()
    assert word.evaluate(shown) == "1"
    tab.close()


def test_a_table_sorts_by_keyboard_and_a_link_into_a_closed_section_opens_it(browser: Any, place: str) -> None:
    tab = browser.new_page()
    tab.goto(place)
    tab.locator("#events-table button.sort").nth(1).focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#events-table thead th").nth(1).get_attribute("aria-sort") == "ascending"
    tab.goto(f"{place}#hd1-full")
    tab.reload()
    assert tab.locator("#hd1-full").is_visible()
    tab.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out_of_the_window(browser: Any, place: str, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto(place)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_it_prints_to_a4(browser: Any, place: str) -> None:
    tab = browser.new_page()
    tab.goto(place)
    paper = tab.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in paper or b"/MediaBox [0 0 595" in paper
    tab.close()
