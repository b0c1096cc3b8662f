"""The lexical index by itself, a real tantivy folder."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from small_library import TODAY

from knowledge.language.morphemes import Morphemes
from knowledge.library.failures import IndexDamaged
from knowledge.library.lexical import LexicalIndex, LexicalQuery
from knowledge.library.units import Unit, unit_of
from knowledge.records import Audience, DocumentKind, Passage, PassageKind, Role

Make = Callable[..., Unit]


def a_unit(
    key: str,
    text: str,
    audience: Audience = Audience.PUBLIC,
    effective_from: date | None = None,
    effective_to: date | None = None,
    ordinal: int = 0,
) -> Unit:
    passage = Passage(
        id=f"{key}-{ordinal:05d}",
        document_key=key,
        document_id=key,
        document="안내",
        document_kind=DocumentKind.TEXT,
        audience=audience,
        section_id=f"{key}-s00000",
        breadcrumb=("안내",),
        kind=PassageKind.TEXT,
        text=text,
        ordinal=ordinal,
        effective_from=effective_from,
        effective_to=effective_to,
    )
    return unit_of([passage])


@pytest.fixture
def index(tmp_path: Path, language: Morphemes) -> LexicalIndex:
    return LexicalIndex(tmp_path, "g", language)


def asked(language: Morphemes, text: str) -> LexicalQuery:
    return LexicalQuery(dict.fromkeys(language.query(text), 1.0), dict.fromkeys(language.bigrams(text), 1.0))


def test_applying_a_change_twice_leaves_what_once_leaves(index: LexicalIndex) -> None:
    index.apply([], {"a": [a_unit("a", "월세를 지원합니다"), a_unit("a", "신청은 주민센터", ordinal=1)]})
    for _ in range(2):
        index.apply(["a"], {"b": [a_unit("b", "양육수당을 지급합니다")]})
    assert (index.count(), index.documents()) == (1, 1)


def test_documents_are_counted_once_however_many_units_they_have(index: LexicalIndex) -> None:
    index.apply([], {"a": [a_unit("a", f"조문 {n}", ordinal=n) for n in range(5)], "b": [a_unit("b", "글")]})
    assert (index.count(), index.documents()) == (6, 2)


def test_a_document_without_units_is_none(index: LexicalIndex) -> None:
    index.apply([], {"empty": []})
    assert (index.count(), index.documents()) == (0, 0)


@pytest.mark.parametrize(("role", "seen"), [(Role.CITIZEN, {"p"}), (Role.STAFF, {"p", "s"})])
def test_audience_is_part_of_the_query(
    index: LexicalIndex, language: Morphemes, role: Role, seen: set[str]
) -> None:
    index.apply([], {"p": [a_unit("p", "월세 지원")], "s": [a_unit("s", "월세 조사 지침", Audience.STAFF)]})
    units = index.search(asked(language, "월세"), role, TODAY, 10)
    assert {unit.split("-")[0] for unit in units} == seen


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        (date(2025, 12, 31), ["old"]),
        (date(2026, 1, 1), ["new"]),
        (date(2026, 12, 31), ["new"]),
        (date(2027, 1, 1), []),
    ],
)
def test_the_first_and_the_last_day_in_force_count(
    index: LexicalIndex, language: Morphemes, day: date, seen: list[str]
) -> None:
    index.apply(
        [],
        {
            "old": [a_unit("old", "월세 지원", effective_to=date(2025, 12, 31))],
            "new": [
                a_unit("new", "월세 지원", effective_from=date(2026, 1, 1), effective_to=date(2026, 12, 31))
            ],
        },
    )
    units = index.search(asked(language, "월세"), Role.CITIZEN, day, 10)
    assert [unit.split("-")[0] for unit in units] == seen


def test_scores_tell_words_that_match_from_words_that_do_not(
    index: LexicalIndex, language: Morphemes
) -> None:
    index.apply([], {"a": [a_unit("a", "월세를 지원합니다")], "b": [a_unit("b", "아이를 돌봅니다")]})
    a, b = "a-00000-00000", "b-00000-00000"
    scores = index.scores(asked(language, "월세"), [a, b, "gone-00000-00000"])
    assert scores[a].morphemes > 0
    assert scores[a].bigrams > 0
    assert (scores[b].morphemes, scores[b].bigrams) == (0, 0)
    assert (scores["gone-00000-00000"].morphemes, scores["gone-00000-00000"].bigrams) == (0, 0)


def test_a_query_without_terms_finds_nothing(index: LexicalIndex) -> None:
    index.apply([], {"a": [a_unit("a", "월세")]})
    assert index.search(LexicalQuery({}, {}), Role.STAFF, TODAY, 10) == []


def test_a_second_reader_sees_what_was_committed_after_it_refreshes(
    index: LexicalIndex, tmp_path: Path, language: Morphemes
) -> None:
    reader = LexicalIndex(tmp_path, "g", language)
    index.apply([], {"a": [a_unit("a", "월세")]})
    reader.refresh()
    assert reader.count() == 1


def test_a_damaged_postings_file_is_damage_and_no_panic(
    index: LexicalIndex, tmp_path: Path, language: Morphemes
) -> None:
    index.apply([], {f"d{n}": [a_unit(f"d{n}", f"월세 지원 {n}")] for n in range(60)})
    for postings in (tmp_path / "g").glob("*.idx"):
        content = postings.read_bytes()
        cut = len(content) // 2
        damaged = postings.with_suffix(".damaged")
        damaged.write_bytes(b"\xff" * cut + content[cut:])
        damaged.replace(postings)
    with pytest.raises(IndexDamaged):
        LexicalIndex(tmp_path, "g", language).search(asked(language, "월세 지원"), Role.STAFF, TODAY, 10)


@pytest.mark.parametrize("pattern", ["meta.json", "*.term", "*.store", "*.fast"])
def test_a_cut_file_is_damage_on_opening(
    index: LexicalIndex, tmp_path: Path, language: Morphemes, pattern: str
) -> None:
    index.apply([], {"a": [a_unit("a", "월세")]})
    for path in (tmp_path / "g").glob(pattern):
        shorter = path.with_suffix(".shorter")
        shorter.write_bytes(path.read_bytes()[:10])
        shorter.replace(path)
    with pytest.raises(IndexDamaged):
        LexicalIndex(tmp_path, "g", language)
