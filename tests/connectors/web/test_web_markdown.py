import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from connectors.web.markdown import link_phones, passage_url, render, render_blocks, snippet

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[여기](javascript:alert(1))",
    "[여기](JaVaScRiPt:alert(1))",
    "[여기](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "![x](x) <svg onload=alert(1)>",
    '[여기](http://a" onclick="alert(1))',
    "| <script>x</script> |\n|---|\n| <iframe src=x> |",
    "```html\n<script>alert(1)</script>\n```",
    "[1]: javascript:alert(1)\n\n[1]",
]


def assert_harmless(html: str) -> None:
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        assert tag.name not in {"script", "img", "iframe", "svg", "style", "object", "form", "input", "base"}
        for name, value in tag.attrs.items():
            assert not name.startswith("on")
            assert name != "style"
            if name == "href":
                assert re.match(r"(https?:|mailto:|tel:|/|#|[^:]*$)", str(value))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_not_run(text: str) -> None:
    assert_harmless(render(text, {1: "a"}, phones={"109"}))
    for block in render_blocks(text):
        assert_harmless(block)


@given(st.text(alphabet=st.sampled_from("<>\"'`[]()!|-#*\n /=:&;1javscriptonerr한"), max_size=80))
def test_any_text_is_harmless(text: str) -> None:
    assert_harmless(render(text, {1: 'a"><script>'}, phones={"109"}))


@given(st.integers(0, 200))
def test_a_growing_answer_is_harmless_and_never_shows_half_a_table(length: int) -> None:
    table = "| 가구 | 금액 |\n|---|---|\n| 1명 | 820,556원 |"
    text = f"가나다 [1]\n\n{table}\n\n- 하나\n- 둘 [2]\n\n<script>x</script>"
    html = "".join(render_blocks(text[:length]))
    assert_harmless(html)
    assert "<p>|" not in html


def test_raw_html_stays_readable() -> None:
    assert "&lt;b&gt;" in render("<b>굵게</b>")


def test_a_mark_becomes_a_link_to_its_passage() -> None:
    link = BeautifulSoup(render("받아요. [1]", {1: "doc-00001"}), "html.parser").a
    assert link is not None
    assert link["href"] == "/library/passages/doc-00001#p-doc-00001"
    assert link["data-passage"] == "doc-00001"
    assert link["aria-label"] == "근거 1 보기"


@pytest.mark.parametrize("text", ["[9]", "`[1]`", "[제1조]", "[1]: http://evil.example"])
def test_other_brackets_stay_text(text: str) -> None:
    assert "data-passage" not in render(text, {2: "doc"})


def test_a_text_cannot_take_over_a_mark() -> None:
    html = render("가 [1]\n\n[1]: http://evil.example", {1: "doc"})
    assert 'href="http://evil.example"' not in html
    assert html.count('data-passage="doc"') == 2


def test_two_marks_in_a_row_are_two_links() -> None:
    assert render("가 [1][2]", {1: "a", 2: "b"}).count("data-passage") == 2


def test_ids_are_escaped_in_addresses() -> None:
    assert passage_url('a/b"?') == "/library/passages/a%2Fb%22%3F#p-a%2Fb%22%3F"


def test_headings_start_at_the_level_asked_for() -> None:
    assert re.findall(r"<h(\d)>", render("## 가\n\n### 나\n\n###### 다", heading=4)) == ["4", "5", "6"]


def test_figures_stand_to_the_right_and_row_names_to_the_left() -> None:
    html = render(
        "| 가구원 | 금액 | 비고 |\n|---|---|---|\n| 1명 | 820,556원 | 없음 |\n| 2명 | 1,343,773원 | |"
    )
    table = BeautifulSoup(html, "html.parser")
    assert [cell.get("class") for cell in table.select("tr:nth-child(1) > td")] == [None, ["figure"], None]
    assert table.select_one("th:nth-child(2)")["class"] == ["figure"]  # type: ignore[index]
    assert {cell["scope"] for cell in table.find_all("th")} == {"col"}


def test_alignment_is_a_class_because_styles_are_forbidden() -> None:
    html = render("| 가 | 나 |\n|---|:-:|\n| 다 | 라 |")
    assert "style=" not in html
    assert 'class="center"' in html


def test_a_line_break_in_a_cell_is_kept() -> None:
    assert re.search(r"가<br ?/?>\s*나", render("| 머리 |\n|---|\n| 가<br>나 |"))


def test_an_image_becomes_its_description() -> None:
    html = render("![신청 <절차>](http://evil.example/a.png)")
    assert "신청 &lt;절차&gt;" in html
    assert "evil" not in html


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("109로 전화하세요", ["109"]),
        ("정신건강위기상담 1577-0199, 또는 129.", ["1577-0199", "129"]),
        ("109만원과 1,109원, 2026-109", []),
        ("02-120-1234는 아니고 02-2133-7777", ["02-120-1234", "02-2133-7777"]),
    ],
)
def test_phone_numbers_can_be_dialled(text: str, numbers: list[str]) -> None:
    html = link_phones(text, {"109", "129"})
    assert re.findall(r'href="tel:([\d-]+)"', html) == numbers
    assert re.findall(r'href="tel:([\d-]+)"', render(text, phones={"109", "129"})) == numbers


def test_a_plain_sentence_is_escaped() -> None:
    assert link_phones("<b>109", {"109"}) == '&lt;b&gt;<a href="tel:109">109</a>'


def test_a_snippet_is_one_plain_line() -> None:
    assert (
        snippet("## 제목\n\n**굵은** 글<br>다음\n\n| 가 | 나 |\n|---|---|\n| 1 | 2 |")
        == "제목 굵은 글 다음 가 나 1 2"
    )
    assert len(snippet("가" * 500)) == 111
