"""axe, zoom and target sizes on every page, in every look."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 812}
PATHS = {
    "empty": "/",
    "library": "/library?q=생계",
    "document": "/library/documents/act?part=2",
    "to come": "/library/documents/next",
    "passage": "/library/passages/livelihood-00001",
    "error": "/nowhere",
}
LOOKS: dict[str, tuple[dict[str, int], dict[str, str]]] = {
    "desk, light": (DESK, {"color_scheme": "light"}),
    "desk, dark": (DESK, {"color_scheme": "dark"}),
    "phone, light": (PHONE, {"color_scheme": "light"}),
    "phone, dark": (PHONE, {"color_scheme": "dark"}),
    "phone, contrast": (PHONE, {"contrast": "more"}),
}
SMALL = """() => [...document.querySelectorAll('button, summary, select, input, textarea, nav a, .source')]
  .filter((one) => one.offsetParent && !['hidden', 'radio'].includes(one.type))
  .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.9 || box.width < 43.9).map(([html]) => html)"""


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.fixture(params=list(LOOKS))
def page(
    request: pytest.FixtureRequest, serve: Callable[..., str], services: Any, open_page: Callable[..., Page]
) -> Page:
    viewport, look = LOOKS[request.param]
    return open_page(serve(services) + "/", viewport, **look)


def test_pages_have_no_violation(page: Page) -> None:
    home = page.url.rstrip("/")
    found = {}
    for name, path in PATHS.items():
        page.goto(home + path)
        found[name] = violations(page)
    assert not any(found.values()), found


def test_the_conversation_has_no_violation(page: Page) -> None:
    box = page.get_by_label("질문", exact=True)
    for number, question in enumerate(("생계급여", "우주여행 지원", "죽고 싶어요", "결과", "상담할게요"), 1):
        box.fill(question)
        box.press("Enter")
        expect(page.locator(".as-of")).to_have_count(number)
    box.fill("고장")
    box.press("Enter")
    expect(page.get_by_role("button", name="다시 보내기")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(SMALL) == []
    page.locator("#view-menu summary").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("a.cite").first.press("Enter")
    expect(page.locator(".cited-passage")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("text_size", ["100%", "200%"])
def test_nothing_is_lost_at_320_pixels(
    serve: Callable[..., str], services: Any, open_page: Callable[..., Page], text_size: str
) -> None:
    page = open_page(serve(services) + "/", {"width": 320, "height": 256})
    home = page.url.rstrip("/")
    for name, path in PATHS.items():
        page.goto(home + path)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", text_size)
        if name == "empty":
            page.get_by_label("질문", exact=True).fill("생계급여")
            page.get_by_role("button", name="보내기").click()
            expect(page.locator(".as-of")).to_be_visible()
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px too wide"
        assert page.evaluate(SMALL) == []


def test_motion_stops_where_it_is_not_wanted(
    serve: Callable[..., str], services: Any, open_page: Callable[..., Page]
) -> None:
    services.assistant.pause = 0.5
    page = open_page(serve(services) + "/", reduced_motion="reduce")
    page.get_by_label("질문", exact=True).fill("생계급여")
    page.keyboard.press("Enter")
    dots = page.locator(".dots i").first
    expect(dots).to_be_visible()
    assert dots.evaluate("one => getComputedStyle(one).animationDuration") in ("0.001s", "1ms")
