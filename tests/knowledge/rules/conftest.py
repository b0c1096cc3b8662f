"""The built-in rules, and a small catalog of rules that a test may change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from knowledge.cards.interpolation import Template
from knowledge.cards.schema import Criterion
from knowledge.rules import Rules
from knowledge.rules.compile import Snapshot
from knowledge.rules.determine import Judge
from knowledge.rules.household import Reader
from knowledge.rules.lang import Origin, parse
from knowledge.rules.programs import RuleCriterion, RuleText
from knowledge.rules.shape import Shape

Decide = Callable[..., bool | None]


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that ship with the project."""
    return Rules.load()


def alone(rules: Rules, rule: str, unit: str, day: date) -> Snapshot:
    """The built-in rules with one program of one criterion, compiled."""
    entry = Criterion(id="x", text="글", source="법", when=rule)
    origin = Origin(Path("programs/x.yaml"), 12, "기준 'x'")
    criterion = RuleCriterion(entry, RuleText(entry, Template(("글",), None)), parse(rule, origin))
    model = rules.sources.programs["livelihood-benefit"]
    program = replace(
        model,
        unit=rules.sources.units[unit],
        criteria=(criterion,),
        not_modelled=(),
        amount=None,
        pay_from=None,
    )
    return Snapshot(replace(rules.sources, programs={program.id: program}), day).compile()


@pytest.fixture
def decide(rules: Rules) -> Decide:
    """What one rule says of a household, with nothing presumed."""

    def result(
        rule: str, household: dict[str, Any], unit: str = "person", day: date = date(2026, 6, 1)
    ) -> bool | None:
        snapshot = alone(rules, rule, unit, day)
        run = Reader(snapshot, Shape(snapshot), rules.regions, strict=True).read(household, day)
        judge = Judge(snapshot, run)
        return next(judge.outcomes("livelihood-benefit")).verdict

    return result


CARD = """\
id: city-gift
name: 우리시 선물
agency: 우리시
field: children
unit: person
summary: [우리시 선물은 보기입니다.]
target: [누구나 받습니다.]
criteria:
  - id: income
    text: 근로소득이 100만원 이하이어야 합니다.
    source: 우리시 조례 제1조
    when: 근로소득 <= 1000000
benefit: [선물을 줍니다.]
application: {visit: 주민센터에 신청합니다.}
documents: [신분증]
period: [언제든지 신청합니다.]
appeal: [90일 안에 합니다.]
overlap: [없습니다.]
notes: [없습니다.]
contact: [주민센터]
law: [{name: 우리시 조례, articles: [제1조]}]
questions: [얼마예요?]
confidence: law
"""


@pytest.fixture
def local(tmp_path: Path) -> Callable[..., Path]:
    """A local folder with the card of a city, changed as the test says, and more files beside it."""

    def write(*changes: tuple[str, str], **files: str) -> Path:
        card = CARD
        for old, new in changes:
            assert old in card
            card = card.replace(old, new)
        (tmp_path / "programs").mkdir(exist_ok=True)
        (tmp_path / "programs" / "city-gift.yaml").write_text(card, encoding="utf-8")
        for name, text in files.items():
            target = tmp_path / name.replace("__", "/")
            target.parent.mkdir(exist_ok=True)
            target.with_suffix(".yaml").write_text(dedent(text), encoding="utf-8")
        return tmp_path

    return write
