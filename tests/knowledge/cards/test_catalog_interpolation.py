"""What `{{…}}` becomes on a day."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.cards import Catalog, load_catalog
from knowledge.cards.interpolation import Rendered, parse

DAY = date(2026, 6, 1)
days = st.dates(date(2023, 1, 1), date(2032, 12, 31))


@pytest.fixture
def small(folder: Path) -> Catalog:
    return load_catalog(builtin=False, extra_dirs=[folder])


def fail(problem: str) -> NoReturn:
    raise ValueError(problem)


def show(catalog: Catalog, text: str, day: date = DAY, label: str = "2026년") -> Rendered:
    return parse(text, catalog.parameters, fail).render(day, label)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("월 {{line[2]}}입니다", "월 2,200원입니다"),
        ("{{ rate }}", "4.17%"),
        ("{{rent[a,2]}}", "20원(확인 필요)"),
        ("{{rent[ a , 2 ]}}", "20원(확인 필요)"),
        ("{{line[3]}}", "3,300원(확인 필요)"),
        ("그대로", "그대로"),
    ],
)
def test_a_figure_reads_as_people_write_it(small: Catalog, text: str, reads: str) -> None:
    assert show(small, text).text == reads


def test_a_table_has_a_row_for_each_key_that_is_known(small: Catalog) -> None:
    assert show(small, "기준 {{table:line}}").table == (
        "| 가구원 수 | 2026년 |\n| --- | ---: |\n"
        "| 1명 | 1,100원 |\n| 2명 | 2,200원 |\n| 3명 | 3,300원(확인 필요) |"
    )


def test_a_table_of_two_dimensions_has_the_first_across(small: Catalog) -> None:
    assert show(small, "{{table:rent}}").table == (
        "| 가구원 수 | 가급 | 나급 |\n| --- | ---: | ---: |\n"
        "| 1명 | 10원(확인 필요) | 30원(확인 필요) |\n| 2명 | 20원(확인 필요) | 확인되지 않음 |"
    )


def test_a_figure_after_the_last_period_is_not_published_yet(small: Catalog) -> None:
    day = date(2027, 3, 1)
    assert show(small, "월 {{line[1]}}", day).text == "월 ○○원 (○○은 아직 고시되지 않음)"
    assert show(small, "기준: {{table:line}}", day) == Rendered("기준: 아직 고시되지 않음", None, ())


def test_what_is_not_published_is_said_once_for_a_line(small: Catalog) -> None:
    shown = show(small, "1명 {{line[1]}}, 2명 {{line[2]}}을 줍니다.", date(2027, 3, 1))
    assert shown.text == "1명 ○○원, 2명 ○○원을 줍니다. (○○은 아직 고시되지 않음)"
    assert shown.uses == ()


def test_a_figure_before_the_first_period_is_not_confirmed(small: Catalog) -> None:
    assert show(small, "{{line[1]}}", date(2020, 1, 1)).text == "○○원 (○○은 확인되지 않음)"


@given(day=days)
@settings(deadline=None, max_examples=25)
def test_every_shown_figure_is_a_use_with_its_line(builtin: Catalog, day: date) -> None:
    for loaded in builtin.cards.values():
        for block in loaded.blocks:
            rendered = block.template.render(day)
            shown = rendered.text + (rendered.table or "")
            for use in rendered.uses:
                assert use.parameter.unit.show(use.figure.value) in shown
                assert use.figure.line > 1


@given(text=st.text(max_size=60).map(lambda s: s.replace("{{", "").replace("}}", "")))
@settings(deadline=None)
def test_text_without_braces_stays_as_it_is(builtin: Catalog, text: str) -> None:
    if "{{" not in text and "}}" not in text:
        assert show(builtin, text).text == text.strip()


@given(inner=st.text(max_size=40))
@settings(deadline=None)
def test_nothing_in_braces_is_ever_left_over_or_run(builtin: Catalog, inner: str) -> None:
    try:
        rendered = show(builtin, f"앞 {{{{{inner}}}}} 뒤")
    except ValueError:
        return
    assert "{{" not in rendered.text
    assert re.fullmatch(r"앞 .+ 뒤", rendered.text, re.DOTALL)


@given(day=days)
@settings(deadline=None, max_examples=50)
def test_on_any_day_at_most_one_edition_holds_and_none_is_missing_in_between(
    builtin: Catalog, day: date
) -> None:
    for loaded in builtin.cards.values():
        editions = loaded.editions()
        holding = [edition for edition in editions if edition.holds(day)]
        assert len(holding) == (1 if editions[0].start is None or day >= editions[0].start else 0)
        for earlier, later in pairwise(editions):
            assert earlier.end is not None
            assert later.start == earlier.end + timedelta(days=1)
