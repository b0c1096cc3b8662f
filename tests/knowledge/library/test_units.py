"""Units and their views: nothing lost, nothing twice, bounded."""

from dataclasses import replace
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.library.units import UNIT_CHARACTERS, document_key_of, passage_ids_of, units_of
from knowledge.library.views import (
    PIECE_CHARACTERS,
    WHOLE_CHARACTERS,
    WINDOW_CHARACTERS,
    plain,
    views_of,
)
from knowledge.records import Audience, DocumentKind, Passage, PassageKind

KEY = "0123456789abcdef"
WORDS = st.text("가나다라마바사 아자차카타파하.!?\n1234567890abc*_`#|[](:-", min_size=1, max_size=400).filter(
    str.strip
)


def passages(sections: list[list[str]]) -> list[Passage]:
    made: list[Passage] = []
    for number, texts in enumerate(sections):
        for text in texts:
            made.append(
                Passage(
                    id=f"{KEY}-{len(made):05d}",
                    document_key=KEY,
                    document_id="doc",
                    document="생계급여",
                    document_kind=DocumentKind.TEXT,
                    audience=Audience.PUBLIC,
                    section_id=f"{KEY}-s{number:05d}",
                    breadcrumb=("생계급여", f"제{number}조"),
                    kind=PassageKind.TEXT,
                    text=text,
                    ordinal=len(made),
                )
            )
    return made


DOCUMENTS = st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=5).map(passages)


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_every_passage_is_in_exactly_one_unit_in_reading_order(document: list[Passage]) -> None:
    units = units_of(document)
    assert [passage for unit in units for passage in unit.passages] == document


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_the_id_of_a_unit_says_which_passages_it_holds(document: list[Passage]) -> None:
    for unit in units_of(document):
        assert passage_ids_of(unit.id) == [passage.id for passage in unit.passages]
        assert document_key_of(unit.id) == KEY


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_a_unit_of_several_passages_is_bounded_and_of_one_section_unless_the_document_is_short(
    document: list[Passage],
) -> None:
    units = units_of(document)
    for unit in units:
        assert len(unit.passages) == 1 or sum(len(p.text) for p in unit.passages) <= UNIT_CHARACTERS
        assert len(units) == 1 or len(list(groupby(unit.passages, key=lambda p: p.section_id))) == 1


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_windows_and_pieces_hold_every_letter_of_the_text_and_are_bounded(document: list[Passage]) -> None:
    for unit in units_of(document):
        views = views_of(unit)
        bare = "".join("".join(plain(passage.text).split()) for passage in unit.passages)
        windows = [window.removeprefix(f"{unit.title}\n") for window in views.windows]
        assert "".join("".join(window.split()) for window in windows) == bare
        assert "".join("".join(piece.split()) for piece in views.pieces) == bare
        assert all(len(window) <= WINDOW_CHARACTERS for window in windows)
        assert all(len(piece) <= PIECE_CHARACTERS for piece in views.pieces)
        assert len(views.whole) <= len(unit.title) + 1 + WHOLE_CHARACTERS


@given(DOCUMENTS)
@settings(max_examples=30, deadline=None)
def test_each_window_knows_the_passage_it_was_cut_from(document: list[Passage]) -> None:
    for unit in units_of(document):
        views = views_of(unit)
        texts = {passage.ordinal: "".join(plain(passage.text).split()) for passage in unit.passages}
        for window, owner in zip(views.windows, views.window_passages, strict=True):
            assert "".join(window.removeprefix(f"{unit.title}\n").split()) in texts[owner]


def test_a_document_without_passages_has_no_units() -> None:
    assert units_of([]) == []


def test_one_section_gives_its_heading_to_the_title_and_several_do_not() -> None:
    (one,) = units_of(passages([["글", "다른 글"]]))
    (several,) = units_of(passages([["글"], ["다른 글"]]))
    assert one.title == "생계급여 제0조"
    assert several.title == "생계급여"


def test_a_heading_that_repeats_the_document_is_said_once() -> None:
    (passage,) = passages([["글"]])
    (unit,) = units_of([replace(passage, breadcrumb=("생계급여",))])
    assert unit.title == "생계급여"


def test_a_table_reads_as_its_cells() -> None:
    assert plain("| 가구원수 | 금액 |\n| --- | ---: |\n| 1인 | **82만원** |") == "가구원수 금액\n1인 82만원"


def test_a_link_reads_as_its_words() -> None:
    assert plain("[복지로](https://www.bokjiro.go.kr)에서 신청합니다") == "복지로 에서 신청합니다"


def test_the_title_counts_as_part_of_the_whole_and_of_windows_but_not_of_pieces() -> None:
    (unit,) = units_of(passages([["소득인정액이 기준 이하인 가구"]]))
    views = views_of(unit)
    assert views.whole.startswith("생계급여 제0조\n")
    assert views.windows == ("생계급여 제0조\n소득인정액이 기준 이하인 가구",)
    assert views.pieces == ("소득인정액이 기준 이하인 가구",)
