"""Half of the questions of a set teach its corpus, the other half are asked."""

import json
from pathlib import Path

import pytest

from evals.retrieval.data import Query, QuerySet
from evals.retrieval.split import is_taught, lessons, teach
from ingest.options import ReadOptions
from ingest.reading import read_file
from knowledge.errors import InputError


def query(id: str, text: str, *relevant: str) -> Query:
    return Query(id, text, relevant or ("rent",))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    documents = [{"id": id, "title": id, "text": "본문입니다."} for id in ("rent", "care")]
    path.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    return path


def test_the_parts_are_fixed_by_the_ids_and_about_halves() -> None:
    taught = [n for n in range(1000) if is_taught(query(str(n), "월세"))]
    assert 400 < len(taught) < 600
    assert taught == [n for n in range(1000) if is_taught(query(str(n), "다른 말"))]


def test_a_near_copy_of_a_question_asked_of_the_same_document_does_not_teach() -> None:
    asked = [query("1", "청년 월세는 얼마를 주나요?")]
    taught = [
        query("2", "청년 월세는 얼마 주나요"),
        query("3", "방값이 부담돼요"),
        query("4", "청년 월세는 얼마를 주나요?", "care"),
    ]
    assert lessons(taught, asked) == {"rent": ["방값이 부담돼요"], "care": ["청년 월세는 얼마를 주나요?"]}


def test_the_corpus_is_taught_the_way_documents_come_in(corpus: Path, tmp_path: Path) -> None:
    said = [
        "월세 밀림",
        "방값 걱정",
        "집세 부담",
        "쫓겨남",
        "보증금 없음",
        "이사 비용",
        "전세 사기",
        "집 없음",
    ]
    queries = tuple(query(str(n), text) for n, text in enumerate(said))
    asked, count = teach(QuerySet(queries, corpus), tmp_path / "taught.jsonl")
    assert asked.corpus is not None
    rent, care = read_file(asked.corpus, ReadOptions())
    assert set(rent.taught) | {one.text for one in asked.queries} == set(said)
    assert (len(rent.taught), care.taught) == (count, ())


def test_questions_without_a_corpus_teach_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--taught"):
        teach(QuerySet((query("1", "월세"),), None), tmp_path / "taught.jsonl")


def test_too_few_questions_are_refused(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="너무 적어"):
        teach(QuerySet((query("1", "월세"),), corpus), tmp_path / "taught.jsonl")
