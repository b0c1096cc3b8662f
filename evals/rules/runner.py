"""Measure the rules: time, worked cases, and what holds while facts are unknown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from random import Random
from typing import Any

from evals.mutation.cases import Case
from evals.results import Failure, Group, Measure, Result, rate
from evals.rules.bounds import Bounds, tried
from evals.rules.households import Maker, without
from evals.rules.openfisca import compared
from evals.rules.timing import Timed, loading, timing
from knowledge.rules import Rules

SHARES = (0.1, 0.2, 0.3, 0.5)
COMPLETIONS = 10
AIMED = 200


def run(
    rules: Rules,
    cases: Sequence[Case],
    *,
    count: int,
    seed: int,
    day: date,
    config: Mapping[str, Any],
    advance: Callable[[], None] = lambda: None,
) -> Result:
    """Measure over the cases and `count` random households of which 10 to 50 % of the facts are unknown."""
    chance, maker = Random(seed), Maker(rules, day)  # noqa: S311  # a draw that can be made again, no secret
    bounds = Bounds()
    unknown: list[Timed] = []
    for n in range(count):
        share = SHARES[n % len(SHARES)]
        unknown.append((without(maker.full(chance), share, chance), day))
        tried(maker, share, COMPLETIONS, chance, bounds, AIMED)
        advance()
    worked = list({id(case.given): (case.given, case.day) for case in cases}.values())
    failures = _cases(rules, cases)
    return Result(
        name="rules",
        title="판정 규칙",
        config={**config, "households": count, "completions": COMPLETIONS, "aimed": AIMED, "seed": seed},
        groups=(
            Group("읽기", (loading(day), *compared())),
            timing("check.cases", "판정: 풀이한 사례, 모든 사업", worked, rules.check),
            timing("check.random", "판정: 사실의 10~50%를 모르는 가구, 모든 사업", unknown, rules.check),
            timing("explain", "설명: 생계급여", worked, partial(_explained, rules)),
            timing("question", "다음 질문", [*worked[::4], *unknown[::4]], rules.next_question),
            Group("풀이한 사례", (rate("cases", "맞은 사례", len(cases) - len(failures), len(cases)),)),
            _held(bounds),
        ),
        failures=(*failures, *bounds.failures[:100]),
    )


def _explained(rules: Rules, household: dict[str, Any], day: date) -> object:
    return rules.explain(household, "livelihood-benefit", day)


def _held(bounds: Bounds) -> Group:
    return Group(
        "모르는 사실을 아무렇게나 채워도",
        (
            Measure("settled", "이미 정해진 판정", bounds.settled, "건", bounds.settled + bounds.unknown),
            Measure("unsound", "채우니 달라진 판정·금액(0이어야 함)", bounds.wrong, "건", bounds.settled),
            Measure("undecided", "모두 채워도 정해지지 않은 판정", bounds.undecided, "건", bounds.settled),
            rate(
                "unpublished",
                "모르는 판정 가운데 고시되지 않은 수치를 기다리는 것",
                bounds.unpublished,
                bounds.unknown,
            ),
            rate("alike", "모르는 판정 가운데 마구 채워서는 바뀌지 않은 것", bounds.alike, bounds.unknown),
            rate(
                "incomplete",
                "그 가운데 빠진 사실을 겨누어 채워도 바뀌지 않은 것",
                bounds.left,
                bounds.unknown,
            ),
        ),
    )


def _cases(rules: Rules, cases: Sequence[Case]) -> list[Failure]:
    failures = []
    for case in cases:
        found = case.difference(rules.check(case.given, case.day, case.program))
        if found is not None:
            failures.append(Failure(case.id, case.program, "case", case.verdict, found))
    return failures
