"""Reading query sets, ranking documents, and the measures over them."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from evals.results import Result
from evals.retrieval.data import Query, QuerySet, read_query_set
from evals.retrieval.measure import documents_of, overlap, rank_of
from evals.retrieval.runner import run
from knowledge.errors import InputError
from knowledge.records import Audience, DocumentKind, Hit, Passage, PassageKind, Role

DAY = date(2026, 11, 22)
BUILTIN = {
    "livelihood-benefit", "medical-benefit", "housing-benefit", "education-benefit", "emergency-support",
    "basic-pension", "disability-pension", "single-parent-family", "child-allowance", "parent-benefit",
    "first-meeting-voucher", "unemployment-benefit",
}  # fmt: skip


class Spaces:
    """Words by spaces: enough to tell shared wording apart."""

    def content(self, text: str) -> list[str]:
        return text.split()


class WordLibrary:
    """A library that ranks passages by the words they share with the query."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.asked: list[int] = []

    def search(self, query: str, *, as_of: date, role: Role, top: int) -> list[Hit]:
        assert (as_of, role) == (DAY, Role.STAFF)
        self.asked.append(top)
        words = set(query.split())
        hits = [Hit(one, float(len(words & set(one.text.split())))) for one in self.passages]
        return sorted(hits, key=lambda hit: -hit.score)[:top]


def passage(document: str, text: str, number: int = 0, program: str | None = None) -> Passage:
    return Passage(
        f"{document}-{number}", document, document, document, DocumentKind.TEXT, Audience.PUBLIC,
        "s", (document,), kind=PassageKind.TEXT, text=text, ordinal=number, program=program,
    )  # fmt: skip


def measured(library: WordLibrary, *queries: Query) -> Result:
    titles = {"rent": "월세 지원", "care": "돌봄"}
    return run(QuerySet(queries, None), library, titles, Spaces(), as_of=DAY, seed=1, config={})


def test_documents_are_counted_once_and_programs_go_by_their_id() -> None:
    hits = [Hit(passage("a", ""), 3), Hit(passage("a", "", 1), 2), Hit(passage("b", "", program="p"), 1)]
    assert documents_of(hits) == ["a", "p"]


def test_the_rank_is_that_of_the_first_relevant_document() -> None:
    assert rank_of(["c", "b"], ["a", "b", "c"]) == 2
    assert rank_of(["z"], ["a"]) is None


def test_hit_rates_and_mrr() -> None:
    library = WordLibrary([passage("rent", "월세 지원 집"), passage("care", "돌봄 아이")])
    result = measured(
        library,
        Query("1", "월세 집", ("rent",)),
        Query("2", "아이 돌봄", ("rent",)),
        Query("3", "아이", ("elsewhere",)),
    )
    assert result.measure("all.hit@1").value == pytest.approx(1 / 3)
    assert result.measure("all.hit@3").value == pytest.approx(2 / 3)
    assert result.measure("all.mrr").value == pytest.approx((1 + 1 / 2) / 3)
    assert [failure.id for failure in result.failures] == ["3"]


def test_the_interval_of_a_rate_holds_the_rate() -> None:
    library = WordLibrary([passage("rent", "월세"), passage("care", "돌봄")])
    result = measured(library, *(Query(str(n), "월세", ("rent", "care")[n % 2 :]) for n in range(20)))
    for cutoff in (1, 3, 5, 10):
        one = result.measure(f"all.hit@{cutoff}")
        assert one.low is not None
        assert one.high is not None
        assert one.value is not None
        assert one.low <= one.value <= one.high


def test_a_long_document_does_not_hide_the_others() -> None:
    long = [passage("long", "월세", number) for number in range(100)]
    library = WordLibrary([*long, passage("rent", "집")])
    result = measured(library, Query("1", "월세", ("rent",)))
    assert result.measure("all.hit@3").value == 1
    assert library.asked == [40, 160]


def test_questions_far_from_the_title_are_measured_apart() -> None:
    library = WordLibrary([passage("rent", "월세 지원")])
    result = measured(library, Query("near", "월세 지원", ("rent",)), Query("far", "집값 부담", ("rent",)))
    assert result.measure("low.hit@1").n == 1


def test_overlap_takes_the_nearest_title_and_is_full_where_nothing_is_known() -> None:
    titles = {"a": "월세", "b": "돌봄 아이"}
    assert overlap(Query("1", "아이 수당", ("a", "b")), titles, Spaces()) == 0.5
    assert overlap(Query("1", "아이 수당", ("unknown",)), titles, Spaces()) == 1.0


def test_a_sample_repeats_and_keeps_the_order() -> None:
    questions = QuerySet(tuple(Query(str(n), "q", ("d",)) for n in range(100)), None)
    drawn = questions.sample(10, seed=7)
    assert drawn == questions.sample(10, seed=7)
    numbers = [int(query.id) for query in drawn.queries]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 10
    assert questions.sample(1000, seed=7) == questions


def test_our_own_questions_are_enough_and_name_built_in_programs() -> None:
    questions = read_query_set(None).queries
    assert len(questions) >= 120
    assert (
        len({query.id for query in questions}) == len({query.text for query in questions}) == len(questions)
    )
    assert {program for query in questions for program in query.relevant} == BUILTIN
    assert {query.kind for query in questions} == {"name", "colloquial"}


def test_a_folder_brings_its_own_corpus(tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text("{}\n", encoding="utf-8")
    line = json.dumps({"id": "1", "query": "월세\u2028지원", "relevant": ["d"]}, ensure_ascii=False)
    (tmp_path / "queries.jsonl").write_text(line + "\n\n", encoding="utf-8")
    questions = read_query_set(tmp_path)
    assert questions.corpus == tmp_path / "corpus.jsonl"
    assert questions.queries == (Query("1", "월세\u2028지원", ("d",)),)


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "1",
     '{"id": "1", "query": " ", "relevant": ["d"]}', '{"id": "1", "query": "q", "relevant": []}',
     '{"id": "1", "query": "q", "relevant": "d"}', '{"id": "1", "query": "q", "relevant": ["d", 3]}'],
)  # fmt: skip
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "0", "query": "q", "relevant": ["d"]}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"q\.jsonl:2"):
        read_query_set(path)


def test_absent_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"corpus\.jsonl"):
        read_query_set(tmp_path)
    with pytest.raises(InputError, match=r"none\.jsonl"):
        read_query_set(tmp_path / "none.jsonl")
