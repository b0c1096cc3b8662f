"""Triples: a question that search may miss, an example that teaches it, and the same need reworded."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from evals.retrieval.data import Query
from knowledge.errors import InputError

OWN_TRIPLES = Path(__file__).parent / "triples.jsonl"
"""Candidates in everyday words far from the cards, at least one for every built-in program."""


Said = Literal["missed", "example", "probe"]
SAID: tuple[Said, ...] = get_args(Said)


@dataclass(frozen=True, slots=True)
class Triple:
    """`missed` is asked first, `example` is what a person adds to the program, `probe` was never seen."""

    id: str
    program: str
    missed: str
    example: str
    probe: str

    def query(self, said: Said) -> Query:
        """One of the three as a query for the program."""
        return Query(f"{self.id}.{said}", getattr(self, said), (self.program,))


def read_triples(path: Path | None) -> tuple[Triple, ...]:
    """Our own candidates, or those of a JSONL file. Raises InputError with file and line."""
    place = path or OWN_TRIPLES
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{place}을(를) 읽을 수 없습니다. 경로와 글자 부호(UTF-8)를 확인하십시오."
        ) from error
    triples = tuple(_triples(text, place))
    if not triples:
        raise InputError(f"{place}에 문항이 없습니다. 한 줄에 하나씩 적어 주십시오.")
    return triples


def _triples(text: str, place: Path) -> Iterator[Triple]:
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{place}:{number}: JSON이 아닙니다. 이 줄을 고쳐 주십시오.") from error
        triple = _triple(value, place, number)
        if triple.id in seen:
            raise InputError(f"{place}:{number}: id '{triple.id}'가 두 번 있습니다. 하나를 바꿔 주십시오.")
        seen.add(triple.id)
        yield triple


def _triple(value: Any, place: Path, number: int) -> Triple:
    match value:
        case {
            "id": str(id),
            "program": str(program),
            "missed": str(missed),
            "example": str(example),
            "probe": str(probe),
        } if len({missed.strip(), example.strip(), probe.strip()} - {""}) == 3:
            return Triple(id, program, missed, example, probe)
    raise InputError(
        f'{place}:{number}: {{"id", "program", "missed", "example", "probe"}} 모양이 아니거나 '
        "세 문장이 서로 다르지 않습니다. 이 줄을 고쳐 주십시오."
    )
