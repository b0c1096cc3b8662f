import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from connectors.web import korean
from connectors.web.assets import Assets
from connectors.web.outline import headings, neighbours, part_of, part_with, split
from connectors.web.pages import Pages
from connectors.web.texts import load_texts
from knowledge.records import (
    Audience,
    DocumentKind,
    DocumentSummary,
    Passage,
    PassageKind,
    Role,
    StoredDocument,
    StoredSection,
)


def soup(client: TestClient, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.text, "html.parser")


def test_the_library_lists_what_holds_today(client: TestClient) -> None:
    titles = [one.text for one in soup(client, "/library").select(".document-title")]
    assert "생계급여" in titles
    assert "국민기초생활 보장법" in titles
    assert "내년 기초연금" not in titles


def test_the_library_shows_another_day(client: TestClient) -> None:
    page = soup(client, "/library?as_of=2027-02-01")
    assert "내년 기초연금" in page.text
    assert "2027. 2. 1.(월)에 시행되는 자료" in page.text


def test_the_library_finds_by_title_kind_and_text(client: TestClient) -> None:
    assert [one.text for one in soup(client, "/library?kind=statute").select(".document-title")] == [
        "국민기초생활 보장법"
    ]
    page = soup(client, "/library?q=부양의무자")
    assert "본문에서 찾은 곳" in page.text
    assert page.select_one('.hits a[href^="/library/passages/livelihood-00001"]')


def test_the_library_says_when_there_is_nothing(client: TestClient) -> None:
    assert soup(client, "/library?q=없는말").select_one("#nothing:not([hidden])")
    assert soup(client, "/library?kind=unknown").select_one("#nothing:not([hidden])")


def test_a_document_shows_outline_text_and_dates(client: TestClient) -> None:
    page = soup(client, "/library/documents/livelihood")
    assert "2026. 1. 1.부터" in page.text
    for link in page.select(".outline a"):
        assert page.select_one(str(link["href"]))
    assert len(page.select("table td.figure")) == 3


def test_a_document_to_come_says_so(client: TestClient) -> None:
    assert "아직 시행되지 않은" in soup(client, "/library/documents/next").text


def test_a_long_document_comes_in_parts(client: TestClient) -> None:
    first = soup(client, "/library/documents/act")
    assert first.select_one('a[rel="next"]')
    for link in first.select(".outline a")[::15]:
        path, _, anchor = str(link["href"]).partition("#")
        assert soup(client, path or "/library/documents/act").find(id=anchor)
    soup(client, "/library/documents/act?part=99", 404)
    soup(client, "/library/documents/act?part=x", 422)


def test_a_passage_stands_in_its_document(client: TestClient, services: Any) -> None:
    far = services.library.document("act", Role.CITIZEN).sections[-1].passages[0]
    page = soup(client, f"/library/passages/{far.id}")
    cited = page.select(".passage.is-cited")
    assert [one["id"] for one in cited] == [f"p-{far.id}"]
    assert cited[0]["tabindex"] == "-1"
    assert cited[0].mark is not None


def test_the_panel_shows_a_passage_and_its_neighbours(client: TestClient) -> None:
    panel = soup(client, "/library/passages/livelihood-00001/panel")
    assert not panel.find("html")
    assert [one.text for one in panel.select("summary")] == ["앞 내용", "뒤 내용"]
    assert "1쪽 · 2026. 1. 1.부터" in panel.text
    assert panel.select_one('a[target="_blank"][href^="/library/passages/livelihood-00001"]')


def test_a_number_of_a_person_in_a_document_is_not_shown(act: Any) -> None:
    passage = replace(act.sections[1].passages[0], text="담당 김하늘 901215-2345678, 문의 02-120")
    pages = Pages(Assets(), load_texts())
    html = pages.fragment("_panel.html", passage=passage, before=None, after=None, note="")
    assert "2345678" not in html
    assert "02-120" in html


def test_hostile_titles_and_texts_are_text(client: TestClient) -> None:
    for path in ("/library", "/library/documents/hostile", "/library/passages/hostile-00000/panel"):
        page = soup(client, path)
        assert not page.find("img")
        assert not page.find("b", string="나쁜 제목")
        assert not [one for one in page.find_all("script") if not one.get("src")]
        assert not page.find(href=re.compile("javascript", re.I))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/library/documents/absent", 404),
        ("GET", "/library/passages/absent/panel", 404),
        ("GET", "/chat", 405),
        ("DELETE", "/", 405),
        ("GET", "/library?as_of=2026-02-31", 422),
        ("GET", "/static/x/../app.py", 404),
        ("GET", "/static/x/%2e%2e/app.py", 404),
    ],
)
def test_errors_say_what_to_do_next(client: TestClient, method: str, path: str, status: int) -> None:
    page = client.request(method, path)
    assert page.status_code == status
    assert 'href="/library"' in page.text
    error = client.request(method, path, headers={"Accept": "application/json"}).json()["error"]
    assert error["status"] == status
    assert error["text"].endswith("주세요.")


def test_probes_tell_the_state(client: TestClient, services: Any) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["vectors_left"] == 7
    services.library.state["lexical"] = False
    assert client.get("/readyz").status_code == 503


def test_a_library_that_fails_is_not_ready(client: TestClient, services: Any) -> None:
    services.library.state = None
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "not_ready"


def test_assets_are_kept_and_old_ones_still_work(client: TestClient) -> None:
    sheet = soup(client, "/").select_one('link[rel="stylesheet"]')
    assert sheet is not None
    fresh = client.get(str(sheet["href"]))
    assert "immutable" in fresh.headers["cache-control"]
    old = client.get("/static/000000000000/css/tokens.css")
    assert old.status_code == 200
    assert old.headers["cache-control"] == "no-cache"


def test_a_chosen_look_is_kept(client: TestClient) -> None:
    form = {"theme": "contrast", "size": "large", "back": "/library"}
    response = client.post("/appearance", data=form, follow_redirects=False)
    assert response.headers["location"] == "/library"
    html = soup(client, "/library").html
    assert html is not None
    assert (html["data-theme"], html["data-size"]) == ("contrast", "large")


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nX: y"]
)
def test_a_look_never_leads_elsewhere(client: TestClient, back: str) -> None:
    response = client.post("/appearance", data={"theme": "x", "back": back}, follow_redirects=False)
    assert response.headers["location"] == "/"


def test_a_broken_look_reads_as_the_default(client: TestClient) -> None:
    client.cookies.set("ieum_view", '"><script>')
    assert soup(client, "/").html["data-theme"] == "auto"  # type: ignore[index]


def test_korean_dates_and_pages() -> None:
    assert korean.day_with_weekday(date(2026, 11, 22)) == "2026. 11. 22.(일)"
    assert korean.in_force(date(2026, 1, 1), date(2026, 12, 31)) == "2026. 1. 1.부터 2026. 12. 31.까지"
    assert korean.in_force(None, date(2026, 12, 31)) == "2026. 12. 31.까지"
    assert korean.in_force(None, None) == ""
    assert [korean.page("12"), korean.page("12", False), korean.page("약 12", False), korean.page(None)] == [
        "12쪽",
        "약 12쪽",
        "약 12쪽",
        "",
    ]
    assert all(korean.kind(kind) for kind in DocumentKind)


@pytest.fixture
def act(services: Any) -> Any:
    return services.library.document("act", Role.CITIZEN)


def test_neighbours_are_in_reading_order(act: Any) -> None:
    flat = [passage for section in act.sections for passage in section.passages]
    assert neighbours(act, flat[0].id) == (None, flat[1])
    assert neighbours(act, flat[-1].id) == (flat[-2], None)
    assert neighbours(act, "absent") == (None, None)


def test_every_passage_is_in_the_part_that_says_so(act: Any) -> None:
    for passage in (act.sections[1].passages[0], act.sections[-1].passages[-1]):
        part = part_with(act, passage.id)
        assert part is not None
        assert any(passage in section.passages for section in part.sections)
    assert part_of(act, 0) is None
    assert part_with(act, "absent") is None


@given(size=st.integers(1, 300))
def test_parts_lose_nothing(size: int, whole: Callable[[], Any]) -> None:
    document = whole()
    assert [section for part in split(document, size) for section in part] == list(document.sections)


@pytest.fixture(scope="module")
def whole() -> Callable[[], Any]:
    def make() -> StoredDocument:
        summary = DocumentSummary("k", "i", "t", DocumentKind.TEXT, Audience.PUBLIC, None, None)
        sections = []
        for number in range(40):
            passages = tuple(
                Passage(
                    f"{number}-{n}",
                    "k",
                    "i",
                    "t",
                    DocumentKind.TEXT,
                    Audience.PUBLIC,
                    str(number),
                    (),
                    PassageKind.TEXT,
                    "x",
                    n,
                )
                for n in range(number % 7)
            )
            sections.append(StoredSection(str(number), "절", "", number * 5 % 4, None, passages))
        return StoredDocument(summary, tuple(sections))

    return make


def test_heading_levels_are_never_skipped(whole: Callable[[], Any]) -> None:
    levels = [1] + [level for level, _ in headings(whole().sections)]
    assert max(levels) <= 5
    assert all(after <= before + 1 for before, after in pairwise(levels))
