"""Teaching a corpus with one part of its questions, so that the other part can be asked."""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

from evals.retrieval.data import Query, QuerySet, read_lines
from knowledge.errors import InputError

NEAR_COPY = 0.5
"""From this share of common character pairs on (Jaccard), two questions are copies of each other."""

_NO_LETTER = re.compile(r"[\W_]+")


def is_taught(query: Query) -> bool:
    """Whether a question is of the part that teaches: a fixed half, by the hash of its id."""
    return hashlib.sha256(query.id.encode()).digest()[0] % 2 == 0


def lessons(taught: Sequence[Query], asked: Sequence[Query]) -> dict[str, list[str]]:
    """The questions that teach, by document; one that is all but a copy of a question asked is left out."""
    probes: dict[str, list[frozenset[str]]] = {}
    for query in asked:
        for document in query.relevant:
            probes.setdefault(document, []).append(_pairs(query.text))
    kept: dict[str, list[str]] = {}
    for query in taught:
        pairs = _pairs(query.text)
        near = (other for document in query.relevant for other in probes.get(document, ()))
        if all(_alike(pairs, other) < NEAR_COPY for other in near):
            for document in query.relevant:
                kept.setdefault(document, []).append(query.text)
    return kept


def teach(questions: QuerySet, place: Path) -> tuple[QuerySet, int]:
    """Writes the corpus with the questions of one part to `place`; the other part, to ask of it, and how many
    questions teach.

    Raises InputError where the queries have no corpus of their own, or a part is empty.
    """
    if questions.corpus is None:
        raise InputError(
            "--taught는 corpus.jsonl과 queries.jsonl이 든 폴더에만 씁니다. --queries에 적어 주십시오."
        )
    asked = tuple(query for query in questions.queries if not is_taught(query))
    given = lessons([query for query in questions.queries if is_taught(query)], asked)
    if not asked or not given:
        raise InputError("문항이 너무 적어 가르칠 것과 물을 것으로 나눌 수 없습니다. 더 적어 주십시오.")
    lines = [
        json.dumps({**document, "questions": given.get(str(document.get("id")), [])}, ensure_ascii=False)
        for _, document in read_lines(questions.corpus)
        if isinstance(document, dict)
    ]
    place.write_text("\n".join(lines), encoding="utf-8")
    return QuerySet(asked, place), sum(map(len, given.values()))


def _pairs(text: str) -> frozenset[str]:
    letters = _NO_LETTER.sub("", text.lower())
    return frozenset(letters[at : at + 2] for at in range(max(1, len(letters) - 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
