"""Questions with the documents that answer them, and the corpus they belong to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.sets import sampled
from knowledge.errors import InputError

OWN_QUESTIONS = Path(__file__).parent / "questions.jsonl"
"""Our own questions over the built-in programs: by name, and in everyday words."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the ids of the documents (or built-in programs) that answer it."""

    id: str
    text: str
    relevant: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class QuerySet:
    """Queries, and the corpus file they are to be searched in; None means the built-in catalog."""

    queries: tuple[Query, ...]
    corpus: Path | None

    def sample(self, size: int | None, seed: int) -> "QuerySet":
        """See `sampled`."""
        return QuerySet(sampled(self.queries, size, seed), self.corpus)


def read_query_set(place: Path | None) -> QuerySet:
    """Our own questions, a JSONL file over the built-in catalog, or a folder with its own corpus.

    Raises InputError where a file is missing, a line is broken, or there is no query.
    """
    if place is None:
        return QuerySet(_queries(OWN_QUESTIONS), None)
    if not place.is_dir():
        return QuerySet(_queries(place), None)
    corpus = place / "corpus.jsonl"
    if not corpus.is_file():
        raise InputError(
            f"{place}에 corpus.jsonl이 없습니다. corpus.jsonl과 queries.jsonl이 든 폴더를 주십시오."
        )
    return QuerySet(_queries(place / "queries.jsonl"), corpus)


def _queries(path: Path) -> tuple[Query, ...]:
    queries = tuple(_query(value, path, number) for number, value in read_lines(path))
    if not queries:
        raise InputError(f"{path}에 문항이 없습니다. 한 줄에 하나씩 id, query, relevant를 적어 주십시오.")
    return queries


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The values of a JSONL file with their line numbers. Raises InputError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}을(를) 읽을 수 없습니다. 경로와 글자 부호(UTF-8)를 확인하십시오.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: JSON이 아닙니다. 이 줄을 고쳐 주십시오.") from error


def _query(value: Any, path: Path, number: int) -> Query:
    match value:
        case {"id": str(id), "query": str(text), "relevant": [str(), *_] as relevant} if text.strip():
            if all(isinstance(document, str) for document in relevant):
                return Query(id, text, tuple(relevant), str(value.get("kind", "")))
    raise InputError(
        f'{path}:{number}: {{"id", "query", "relevant": ["문서 id"]}} 모양이 아닙니다. 이 줄을 고쳐 주십시오.'
    )
