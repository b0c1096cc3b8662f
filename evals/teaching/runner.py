"""Ask untaught, add one example question a triple as a person does to a card, ask again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from evals.ports import Searching
from evals.results import Failure, Group, Measure, Result, rate
from evals.retrieval.data import Query
from evals.retrieval.measure import Ranked, measures, rank_of
from evals.retrieval.runner import search
from evals.teaching.triples import SAID, Triple
from knowledge.records import Hit

WANTED = 60
"""How many missed questions are taught; fewer where search misses fewer."""


class Classroom(Protocol):
    """A throw-away library whose cards can be given example questions."""

    @property
    def library(self) -> Searching:
        """What is searched."""

    def teach(self, examples: Mapping[str, Sequence[str]]) -> None:
        """Adds example questions to programs by id and brings the indexes up."""


def choose(ranked: Sequence[tuple[Triple, Ranked]], wanted: int = WANTED) -> tuple[Triple, ...]:
    """The triples whose missed question does not find its program at rank 1, the first `wanted` of them.

    Only the missed question decides. The probe plays no part, so its figures are not flattered by the choice.
    """
    return tuple(triple for triple, one in ranked if one.rank != 1)[:wanted]


def run(
    candidates: Sequence[Triple],
    others: Sequence[Query],
    classroom: Classroom,
    titles: Mapping[str, str],
    *,
    as_of: date,
    seed: int,
    config: Mapping[str, object],
    advance: Callable[[], None] = lambda: None,
) -> Result:
    """Measure with these candidates; `others` are questions that teaching must not make worse.

    `titles` maps program ids to titles. `advance` is called after each search. Programs are ranked among
    programs: a guide or a life event that leads to the program is no miss.
    """

    def ask(queries: Sequence[Query]) -> list[Ranked]:
        answered = []
        for query in queries:
            found = search(query.text, classroom.library, as_of, programs_of)
            answered.append(Ranked(query, rank_of(query.relevant, found), tuple(found)))
            advance()
        return answered

    first = ask([triple.query("missed") for triple in candidates])
    triples = choose(list(zip(candidates, first, strict=True)))
    queries: dict[str, Sequence[Query]] = {
        **{said: [triple.query(said) for triple in triples] for said in SAID},
        "others": others,
    }
    before = {name: ask(asked) for name, asked in queries.items()}
    examples: dict[str, list[str]] = {}
    for triple in triples:
        examples.setdefault(triple.program, []).append(triple.example)
    classroom.teach(examples)
    after = {name: ask(asked) for name, asked in queries.items()}
    return Result(
        name="teaching",
        title="가르치기 평가",
        config={
            **config,
            "as_of": as_of.isoformat(),
            "seed": seed,
            "candidates": len(candidates),
            "chosen": [triple.id for triple in triples],
        },
        groups=tuple(_groups(before, after, seed)),
        failures=tuple(_failure(one, titles) for one in after["probe"] if one.rank != 1),
    )


def programs_of(hits: Sequence[Hit]) -> list[str]:
    """The programs of the hits in order, each once."""
    return list(dict.fromkeys(hit.passage.program for hit in hits if hit.passage.program is not None))


_SETS = {
    "missed": "놓친 질문",
    "example": "가르친 질문 그대로",
    "probe": "같은 뜻을 다른 말로 한 질문",
    "others": "가르친 것과 상관없는 질문",
}


def _groups(
    before: Mapping[str, Sequence[Ranked]], after: Mapping[str, Sequence[Ranked]], seed: int
) -> list[Group]:
    learned = [_learned(name, before[name], after[name]) for name in SAID]
    learned += [
        rate(f"{name}.lost", f"{_SETS[name]}: 1위에서 밀려남", *_lost(before[name], after[name]))
        for name in ("probe", "others")
    ]
    groups = [Group("배움", tuple(learned))]
    for name, title in _SETS.items():
        for moment, asked, when in (("before", before, "가르치기 전"), ("after", after, "가르친 뒤")):
            if asked[name]:
                groups.append(Group(f"{title}, {when}", measures(f"{name}.{moment}", asked[name], seed)))
    return groups


def _learned(name: str, before: Sequence[Ranked], after: Sequence[Ranked]) -> Measure:
    """Of the questions that did not come first, how many do now."""
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old.rank != 1]
    return rate(
        f"{name}.learned", f"{_SETS[name]}: 1위로 배움", sum(new.rank == 1 for _, new in pairs), len(pairs)
    )


def _lost(before: Sequence[Ranked], after: Sequence[Ranked]) -> tuple[int, int]:
    """How many of the questions that came first do not any more, and how many came first."""
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old.rank == 1]
    return sum(new.rank != 1 for _, new in pairs), len(pairs)


def _failure(one: Ranked, titles: Mapping[str, str]) -> Failure:
    expected = ", ".join(titles.get(program, program) for program in one.query.relevant)
    got = ", ".join(titles.get(program, program) for program in one.found[:3]) or "찾은 사업 없음"
    rank = f"배운 뒤 {one.rank}위" if one.rank else "배운 뒤에도 찾지 못함"
    return Failure(one.query.id, one.query.text, rank, expected, got)
