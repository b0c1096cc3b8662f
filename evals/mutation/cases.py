"""Worked cases in one shape, wherever they stand: in the cards, in a file of cases, in published tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import InputError
from knowledge.rules import Rules


@dataclass(frozen=True)
class Case:
    """A household and what must come of it. `amount` is won, `pay_from` the first day of payment; None
    means that none is expected.
    """

    id: str
    program: str
    day: date
    given: dict[str, Any] = field(repr=False)
    verdict: str
    amount: int | None = None
    tolerance: int = 0
    member: str | None = None
    missing: tuple[str, ...] | None = None
    pay_from: str | None = None

    def difference(self, determinations: Sequence[dict[str, Any]]) -> str | None:
        """What came instead; None where all is as expected."""
        own = [d for d in determinations if not self.member or self.member in d["members"]]
        if not own:
            return "판정이 없음"
        found = own[0]
        if found["verdict"] != self.verdict:
            return str(found["verdict"])
        if self.amount is not None:
            won = (found["amount"] or {}).get("won")
            if won is None or abs(won - self.amount) > self.tolerance:
                return f"{won}"
        if self.pay_from is not None and found["pay_from"] != self.pay_from:
            return f"{found['pay_from']}"
        if self.missing is not None and {need["fact"] for need in found["missing"]} != set(self.missing):
            return ", ".join(sorted({need["fact"] for need in found["missing"]}))
        return None


def card_cases(rules: Rules) -> Iterator[Case]:
    """The cases beside the rules."""
    for name, program in rules.sources.programs.items():
        for test in program.card.tests:
            expect = test.expect
            yield Case(
                f"{name}: {test.name}",
                name,
                test.as_of,
                test.given,
                expect.verdict,
                expect.amount,
                expect.tolerance,
                expect.member,
                tuple(expect.missing) if expect.missing is not None else None,
            )


def read_cases(path: Path) -> list[Case]:
    """The cases of a YAML file in the contract's format; `InputError` where it is none."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
        return [_case(case, expected) for case in found for expected in case["expect"]]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{path}: 풀이한 사례의 파일이 아닙니다. cases: 아래에 id, as_of, given, expect를 적어 주십시오."
        ) from error


def _case(case: dict[str, Any], expected: dict[str, Any]) -> Case:
    return Case(
        f"{case['id']} {expected['program']}",
        expected["program"],
        date.fromisoformat(str(case["as_of"])),
        case["given"],
        expected["verdict"],
        (expected.get("amount") or {}).get("won"),
        expected.get("tolerance", 0),
        expected.get("member"),
    )
