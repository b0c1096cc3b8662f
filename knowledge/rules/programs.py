"""The rule part of program cards: criteria with conditions, the amount, and what is left to an official."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from knowledge.cards.catalog import Catalog
from knowledge.cards.files import Place
from knowledge.cards.interpolation import Template
from knowledge.cards.interpolation import parse as parse_template
from knowledge.cards.parameters import Parameter
from knowledge.cards.render import LoadedCard
from knowledge.cards.schema import Criterion, NotModelled, ProgramCard, Statement
from knowledge.errors import CatalogError
from knowledge.rules.definitions import Unit
from knowledge.rules.lang import Expression, Origin, parse


@dataclass(frozen=True, eq=False)
class RuleText:
    """A statement whose figures are filled in for a day."""

    statement: Statement
    template: Template

    def on(self, day: date) -> str:
        """The text as it reads on that day."""
        return self.template.render(day).text

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day."""
        start, end = self.statement.start, self.statement.end
        return (start is None or start <= day) and (end is None or day <= end)


@dataclass(frozen=True, eq=False)
class RuleCriterion:
    """A criterion that a rule decides."""

    entry: Criterion
    text: RuleText
    when: Expression

    @property
    def id(self) -> str:
        """Its id in the card."""
        return self.entry.id


@dataclass(frozen=True, eq=False)
class Program:
    """A program that decides: its card, its unit and its parsed rules."""

    loaded: LoadedCard
    unit: Unit
    criteria: tuple[RuleCriterion, ...]
    not_modelled: tuple[RuleText, ...]
    applies_to: Expression | None
    amount: Expression | None
    pay_from: Expression | None

    @property
    def card(self) -> ProgramCard:
        """Its card."""
        return self.loaded.card

    @property
    def id(self) -> str:
        """Its id."""
        return self.loaded.card.id


def load_programs(catalog: Catalog, units: Mapping[str, Unit]) -> dict[str, Program]:
    """The programs that have rules, by id; `CatalogError` with file and line for a wrong one."""
    found = {}
    for loaded in catalog.cards.values():
        card = loaded.card
        if any(criterion.when for criterion in (*card.criteria, *card.conditions)):
            found[card.id] = _Loader(loaded, catalog.parameters, units).program()
    return found


class _Loader:
    """Reads the rules of one card."""

    def __init__(
        self, loaded: LoadedCard, parameters: Mapping[str, Parameter], units: Mapping[str, Unit]
    ) -> None:
        self.loaded, self.parameters, self.units = loaded, parameters, units
        self.card, self.file = loaded.card, loaded.file

    def program(self) -> Program:
        card = self.card
        if card.unit not in self.units:
            raise self.file.error(
                f"단위 '{card.unit}'의 구성원 규칙이 unit_rules.yaml에 없습니다.", ("unit",)
            )
        self._check_coverage()
        criteria = [self._criterion(c, ("criteria", n)) for n, c in enumerate(card.criteria) if c.when]
        criteria += [self._criterion(c, ("conditions", n)) for n, c in enumerate(card.conditions)]
        notes = tuple(
            self._text(note, ("not_modelled", n, "text")) for n, note in enumerate(card.not_modelled)
        )
        amount = card.amount.formula if card.amount else None
        return Program(
            self.loaded,
            self.units[card.unit],
            tuple(criteria),
            notes,
            self._expression(card.applies_to, ("applies_to",), "applies_to"),
            self._expression(amount, ("amount", "formula"), "amount"),
            self._expression(card.pay_from, ("pay_from",), "pay_from"),
        )

    def _criterion(self, entry: Criterion, place: Place) -> RuleCriterion:
        when = self._expression(entry.when, (*place, "when"), f"기준 '{entry.id}'")
        if when is None:
            raise self.file.error(f"conditions의 '{entry.id}'에는 when이 있어야 합니다.", place)
        if entry.band and not _limited(when):
            raise when.origin.error("band는 '왼쪽 <= 오른쪽' 꼴에만 씁니다. 기준을 오른쪽에 적으세요.")
        return RuleCriterion(entry, self._text(entry, (*place, "text")), when)

    def _expression(self, text: str | None, place: Place, what: str) -> Expression | None:
        if text is None:
            return None
        return parse(text, Origin(self.file.path, self.file.line(place), f"{self.card.name} {what}"))

    def _text(self, statement: Statement, place: Place) -> RuleText:
        def fail(problem: str) -> NoReturn:
            raise self.file.error(problem, place)

        return RuleText(statement, parse_template(statement.text, self.parameters, fail))

    def _check_coverage(self) -> None:
        """Every criterion has a rule, explains one that has, or is left to an official."""
        card = self.card
        ids = [criterion.id for criterion in (*card.criteria, *card.conditions)]
        for index, name in enumerate(ids):
            if name in ids[:index]:
                place: Place = ("criteria", index) if index < len(card.criteria) else ("conditions",)
                raise self.file.error(f"기준 '{name}'이(가) 두 번 나옵니다.", place)
        left = {note.criterion for note in card.not_modelled if note.criterion}
        for index, note in enumerate(card.not_modelled):
            if note.criterion and note.criterion not in ids:
                raise self._unknown(note.criterion, ids, ("not_modelled", index, "criterion"))
        for index, criterion in enumerate(card.criteria):
            if criterion.explains and criterion.explains not in (*ids, "amount"):
                raise self._unknown(criterion.explains, ids, ("criteria", index, "explains"))
            if not (criterion.when or criterion.explains or criterion.id in left):
                raise self.file.error(
                    f"기준 '{criterion.id}'에 when이 없습니다. when을 적거나, 설명일 뿐이면 explains를, "
                    f"담당자가 판단하면 not_modelled에 criterion: {criterion.id}을(를) 적으세요.",
                    ("criteria", index),
                )

    def _unknown(self, name: str, ids: Sequence[str], place: Place) -> CatalogError:
        return self.file.error(f"기준 '{name}'이(가) 없습니다. {', '.join(ids)} 가운데 쓰세요.", place)


def _limited(when: Expression) -> bool:
    """Whether a rule holds a value against a limit on its right, which is how a band is read."""
    tree = when.tree
    return isinstance(tree, ast.Compare) and isinstance(tree.ops[0], ast.LtE | ast.Lt)


__all__ = ["NotModelled", "Program", "RuleCriterion", "RuleText", "load_programs"]
