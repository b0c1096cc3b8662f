"""A real browser asks, reads a source, and meets every state, at a desk and on a phone."""

import re
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUESTION = "생계급여는 누가 받을 수 있나요?"


@pytest.fixture
def page(serve: Callable[..., str], services: Any, open_page: Callable[..., Page], viewport: Any) -> Page:
    return open_page(serve(services) + "/", viewport)


def ask(page: Page, text: str = QUESTION) -> None:
    page.get_by_label("질문", exact=True).fill(text)
    page.keyboard.press("Enter")


def answered(page: Page, text: str = QUESTION) -> None:
    ask(page, text)
    expect(page.locator(".as-of").last).to_be_visible()


def wait_for(page: Page, condition: str) -> None:
    # Playwright's own wait evaluates a string inside the page, which the page's policy forbids.
    deadline = time.monotonic() + 10
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def test_an_answer_streams_in(page: Page, services: Any) -> None:
    services.assistant.gate = threading.Event()
    ask(page)
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-busy", "true")
    expect(page.get_by_text("자료를 찾고 있어요")).to_be_visible()
    expect(page.get_by_role("button", name="답변 멈추기")).to_be_visible()
    services.assistant.gate.set()
    expect(page.locator(".as-of")).to_be_visible()
    expect(log).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("heading", name=QUESTION)).to_be_in_viewport()
    assert page.get_by_label("질문", exact=True).input_value() == ""


def test_blocks_show_before_the_end_and_do_not_move(page: Page, services: Any) -> None:
    services.assistant.pause = 0.1
    ask(page)
    first = page.locator(".answer .prose > p").first
    expect(first).to_contain_text("이하인 가구가 받아요")
    expect(page.locator(".as-of")).to_have_count(0)
    before = first.bounding_box()
    expect(page.locator(".answer .prose table")).to_be_visible()
    expect(page.locator(".as-of")).to_have_count(0)
    assert first.bounding_box() == before


def test_a_source_opens_and_closes_by_keyboard(page: Page, viewport: Any) -> None:
    answered(page)
    mark = page.get_by_role("link", name="근거 1 보기")
    mark.focus()
    address, place = page.url, page.evaluate("scrollY")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="근거")
    expect(panel.locator(".cited-passage")).to_contain_text("820,556원")
    expect(panel).to_contain_text("1쪽 · 2026. 1. 1.부터")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    assert page.evaluate("document.getElementById('panel').matches(':modal')") == (viewport["width"] < 1024)
    assert (page.url, page.evaluate("scrollY")) == (address, place)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(mark).to_be_focused()
    expect(mark).to_have_attribute("aria-expanded", "false")


def test_focus_stays_in_the_sheet_and_may_leave_the_panel(page: Page, viewport: Any) -> None:
    answered(page)
    page.get_by_role("link", name="근거 1 보기").press("Enter")
    expect(page.locator(".cited-passage")).to_be_visible()
    outside = 0
    for _ in range(12):
        page.keyboard.press("Tab")
        outside += page.evaluate(
            "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        )
    assert (outside > 0) == (viewport["width"] >= 1024)


def test_another_source_takes_the_place_of_the_first(page: Page) -> None:
    answered(page)
    page.locator(".source").first.click()
    expect(page.locator(".cited-passage")).to_contain_text("소득인정액")
    page.locator(".neighbour summary").last.click()
    page.get_by_role("button", name="근거 닫기").click()
    page.locator(".source").last.click()
    expect(page.locator(".cited-passage")).to_contain_text("행정복지센터")


def test_the_panel_follows_the_width_of_the_window(page: Page) -> None:
    answered(page)
    page.locator("a.cite").first.press("Enter")
    expect(page.locator(".cited-passage")).to_be_visible()
    for width, modal in ((800, "true"), (1300, "false")):
        page.set_viewport_size({"width": width, "height": 700})
        wait_for(page, f"document.getElementById('panel').matches(':modal') === {modal}")
    page.keyboard.press("Escape")
    expect(page.locator("a.cite").first).to_be_focused()


def test_a_source_that_cannot_be_loaded_leads_to_its_page(page: Page) -> None:
    answered(page)
    page.route("**/panel", lambda route: route.abort())
    page.locator("a.cite").first.press("Enter")
    link = page.get_by_role("dialog").get_by_role("link", name="문서에서 보기")
    expect(link).to_have_attribute(
        "href", re.compile("/library/passages/livelihood-00000#p-livelihood-00000$")
    )


def test_enter_in_the_middle_of_a_syllable_does_not_send(page: Page, services: Any) -> None:
    box = page.get_by_label("질문", exact=True)
    box.fill("생계급")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    box.press("Shift+Enter")
    assert box.input_value() == "생계급\n"
    expect(page.locator(".turn")).to_have_count(0)


def test_the_question_box_grows(page: Page) -> None:
    box = page.get_by_label("질문", exact=True)
    before = box.bounding_box()
    box.fill("가\n나\n다")
    after = box.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"]


def test_an_example_is_asked_with_one_press(page: Page) -> None:
    page.locator("button.example").first.click()
    expect(page.locator(".as-of")).to_be_visible()
    expect(page.get_by_label("질문", exact=True)).to_be_focused()


def test_a_suggestion_is_asked_in_the_same_conversation(page: Page, services: Any) -> None:
    answered(page, "우주여행 지원")
    expect(page.get_by_role("heading", name="자료를 찾지 못했어요")).to_be_visible()
    page.get_by_role("button", name="생계급여 물어보기").click()
    expect(page.locator(".as-of")).to_have_count(2)
    assert len({turn.conversation for turn, _ in services.turns}) == 1


def test_a_failure_keeps_the_question_and_can_be_retried(page: Page) -> None:
    ask(page, "고장 났어요")
    retry = page.get_by_role("button", name="다시 보내기")
    expect(retry).to_be_visible()
    expect(page.get_by_label("질문", exact=True)).to_have_value("고장 났어요")
    page.route("**/chat/stream", lambda route: route.continue_(post_data='{"text": "생계급여"}'))
    retry.click()
    expect(page.locator(".as-of")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)


def test_a_lost_connection_is_a_failure_too(page: Page) -> None:
    page.route("**/chat/stream", lambda route: route.abort())
    ask(page)
    expect(page.get_by_text("답변을 받지 못했어요")).to_be_visible()
    expect(page.get_by_label("질문", exact=True)).to_have_value(QUESTION)


def test_offline_is_said_and_the_question_kept(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.get_by_text("인터넷 연결이 끊겼어요")).to_be_visible()
    ask(page)
    expect(page.get_by_label("질문", exact=True)).to_have_value(QUESTION)
    expect(page.locator(".turn")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.get_by_text("인터넷 연결이 끊겼어요")).to_be_hidden()
    page.get_by_role("button", name="보내기").click()
    expect(page.locator(".as-of")).to_be_visible()


def test_an_answer_can_be_stopped(page: Page, services: Any) -> None:
    services.assistant.pause = 0.3
    ask(page)
    page.get_by_role("button", name="답변 멈추기").click()
    expect(page.get_by_text("답변을 멈췄어요")).to_be_visible()
    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "false")
    assert services.assistant.closed.wait(5)
    assert services.turns == []


def test_hostile_words_do_nothing(page: Page) -> None:
    answered(page, "위험 <img src=x onerror=alert(1)><script>alert(2)</script>")
    assert page.locator(".turn img, .turn script").count() == 0
    page.goto(page.url + "library/documents/hostile")
    expect(page.get_by_role("heading", name="<b>나쁜 제목</b>")).to_be_visible()


def test_crisis_numbers_are_links(page: Page) -> None:
    answered(page, "죽고 싶어요")
    expect(page.locator('.answer a[href="tel:109"]')).to_be_visible()


def test_a_look_is_applied_and_remembered(page: Page) -> None:
    page.locator("#view-menu summary").click()
    page.get_by_label("선명하게").check()
    page.get_by_label("더 크게").check()
    page.keyboard.press("Escape")
    expect(page.locator("#view-menu summary")).to_be_focused()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "21.6px"


def test_the_library_narrows_while_typing(page: Page) -> None:
    page.get_by_role("link", name="자료 찾기").click()
    page.get_by_label("제목이나 내용").press_sequentially("주거")
    expect(page.locator("[data-title]:visible")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("자료 1건")
    page.get_by_role("link", name="주거급여").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("주거급여")


def test_a_passage_page_shows_its_place(
    serve: Callable[..., str], services: Any, open_page: Callable[..., Page], viewport: Any
) -> None:
    page = open_page(serve(services) + "/library/passages/act-00100#p-act-00100", viewport)
    cited = page.locator(".passage.is-cited")
    expect(cited).to_be_in_viewport()
    expect(cited).to_be_focused()
    expect(page.get_by_text("인용한 곳", exact=True)).to_be_in_viewport()


def test_it_all_works_without_javascript(
    serve: Callable[..., str], services: Any, open_page: Callable[..., Page], viewport: Any
) -> None:
    page = open_page(serve(services) + "/", viewport, java_script_enabled=False)
    page.get_by_label("질문", exact=True).fill(QUESTION)
    page.get_by_role("button", name="보내기").click()
    expect(page.locator(".as-of")).to_be_visible()
    page.get_by_role("link", name="근거 1 보기").click()
    expect(page.locator(".passage.is-cited")).to_be_in_viewport()
    page.locator("#view-menu summary").click()
    page.get_by_label("어둡게").check()
    page.get_by_role("button", name="적용하기").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
