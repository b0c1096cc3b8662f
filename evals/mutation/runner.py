"""Make rules wrong at random, one place at a time, and count how many of them a case notices."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from evals.mutation.cases import Case
from evals.mutation.edits import Kind
from evals.mutation.kill import Fate, Killers
from evals.mutation.mutants import Mutant, mutants
from evals.results import Failure, Group, Measure, Result, rate
from knowledge.errors import InputError
from knowledge.rules import Rules

MUTANTS = 200
_MOST = 160


def run(
    rules: Rules,
    cases: Sequence[Case],
    *,
    count: int,
    seed: int,
    config: Mapping[str, Any],
    advance: Callable[[], None] = lambda: None,
) -> Result:
    """Try `count` mutants, a third of each kind; `InputError` where a case fails before anything is wrong.

    Every definition (a criterion, a variable, a parameter …) is as likely as another, whatever its length.
    What the language itself refuses is drawn anew, and counted beside.
    """
    killers = Killers(rules, cases)
    if broken := killers.broken():
        raise InputError(f"규칙이 그대로일 때에도 맞지 않는 사례가 있습니다. 먼저 고쳐 주십시오: {broken[0]}")
    fates: list[Fate] = []
    for n, kind in enumerate(Kind):
        wanted = count // len(Kind) + (n < count % len(Kind))
        tried = 0
        for mutant in drawn(list(mutants(rules)), kind, seed):
            if tried == wanted:
                break
            fate = killers.fate(mutant)
            fates.append(fate)
            if not fate.refused:
                tried += 1
                advance()
    return _result(fates, len(cases), config)


def drawn(every: Sequence[Mutant], kind: Kind, seed: int) -> Iterator[Mutant]:
    """The mutants of a kind in a random order: first a definition, then one of its edits, none twice."""
    by_definition: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for mutant in every:
        if mutant.kind is kind:
            by_definition[str(mutant.path), mutant.what].append(mutant)
    chance = random.Random(f"{seed} {kind.value}")  # noqa: S311  # a draw that can be made again, no secret
    while by_definition:
        key = chance.choice(sorted(by_definition))
        left = by_definition[key]
        yield left.pop(chance.randrange(len(left)))
        if not left:
            del by_definition[key]


def _result(fates: Sequence[Fate], cases: int, config: Mapping[str, Any]) -> Result:
    tried = [fate for fate in fates if not fate.refused]

    def killed(id: str, label: str, kind: Kind | None) -> Measure:
        own = [fate for fate in tried if kind in (None, fate.mutant.kind)]
        return rate(id, label, sum(fate.case is not None for fate in own), len(own))

    return Result(
        name="mutation",
        title="규칙을 일부러 틀리게 하기",
        config={**config, "cases": cases},
        groups=(
            Group(
                "알아챈 비율",
                (
                    killed("killed", "모두", None),
                    *(killed(f"killed.{kind.value}", kind.term, kind) for kind in Kind),
                ),
            ),
            Group(
                "그 밖",
                (
                    Measure(
                        "refused", "식의 검사가 막은 것(세지 않음)", len(fates) - len(tried), "건", len(fates)
                    ),
                    Measure("cases", "사례", cases, "건", cases),
                ),
            ),
        ),
        failures=tuple(_failure(n, fate.mutant) for n, fate in enumerate(tried, 1) if fate.case is None),
    )


def _failure(n: int, mutant: Mutant) -> Failure:
    return Failure(
        f"{n}",
        f"{mutant.path}:{mutant.line}: {mutant.what}",
        mutant.kind.value,
        _short(mutant.before),
        _short(mutant.after),
    )


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
