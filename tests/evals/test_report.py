"""The report as terminal tables, JSON and HTML, and its plots."""

import json
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from evals.charts import interval_plot, latency_plot
from evals.report import html_report, print_result, write_report
from evals.results import Curve, Failure, Group, Measure, Result, rate
from knowledge.errors import IeumError

RESULT = Result(
    name="sample",
    title="보기 평가",
    config={"queries": "<q>"},
    groups=(
        Group("비율 & 모음", (rate("a", "맞음 <b>", 3, 4), rate("b", "없음", 0, 0))),
        Group(
            "시간",
            (Measure("c", "중앙값", 12.3456, "ms", 7), Measure("d", "메모리", None, "MB", 1, note="못 잼")),
        ),
    ),
    curves=(Curve("답변 시간", {"한 명": [3.0, 1.0, 2.0], "없음": []}),),
    failures=(Failure("q1", "[1] 질문 <script>alert(1)</script>", "틀림", "1,000", "[answered] [1] 900원"),),
)


def test_the_page_escapes_and_loads_nothing() -> None:
    page = html_report(RESULT)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "src=" not in page
    assert "href=" not in page
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_holds_figures_intervals_and_plots() -> None:
    page = html_report(RESULT)
    assert "75.0%" in page
    assert "30.1% – 95.4%" in page
    assert "12.346 ms" in page
    assert "못 잼" in page
    assert page.count("<svg") == 2


def test_the_terminal_shows_citation_marks_as_they_are() -> None:
    output = StringIO()
    print_result(RESULT, Console(file=output, width=200))
    shown = output.getvalue()
    assert "[1] 질문 <script>" in shown
    assert "75.0%" in shown
    assert "맞지 않은 문항 1건" in shown


def test_json_reads_back(tmp_path: Path) -> None:
    data, page = write_report(RESULT, tmp_path / "deep" / "folder")
    read = json.loads(data.read_text(encoding="utf-8"))
    assert read["groups"][0]["measures"][0]["value"] == 0.75
    assert read["config"] == {"queries": "<q>"}
    assert read["machine"]
    assert read["version"]
    assert read["made"]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_that_cannot_be_made_is_told_in_korean(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IeumError, match="--out"):
        write_report(RESULT, tmp_path / "file" / "folder")


@given(st.text(max_size=30), st.integers(0, 50), st.integers(0, 50))
def test_an_interval_plot_is_always_xml(label: str, hits: int, misses: int) -> None:
    label = "".join(letter for letter in label if letter.isprintable())
    plot = interval_plot([rate("a", label, hits, hits + misses)], label)
    if hits + misses:
        assert ElementTree.fromstring(plot).tag.endswith("svg")
    else:
        assert plot == ""


@given(st.dictionaries(st.sampled_from("가나다"), st.lists(st.floats(0, 1e6), max_size=20), max_size=3))
def test_a_latency_plot_is_always_xml(series: dict[str, list[float]]) -> None:
    plot = latency_plot(series, "시간")
    if any(series.values()):
        assert ElementTree.fromstring(plot).tag.endswith("svg")
    else:
        assert plot == ""
