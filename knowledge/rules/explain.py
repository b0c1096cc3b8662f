"""How a verdict came about: criterion by criterion, with the tree of computed values down to facts and
figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.rules.code import Code, Use
from knowledge.rules.determine import Judge, Outcome
from knowledge.rules.ir import walk
from knowledge.rules.kinds import Kind, Measure
from knowledge.rules.shown import day_shown, shown
from knowledge.rules.state import Person, UnitInstance, Vehicle
from knowledge.rules.tables import RANKS

MAX_DEPTH = 12


@dataclass(frozen=True)
class Explainer:
    """Explains outcomes of one judge."""

    judge: Judge
    _known: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict, repr=False)

    def outcome(self, outcome: Outcome) -> dict[str, Any]:
        """An outcome as a tree.

        `criteria` and `amount` hold `formula` (as written), `result` and `values`: variables (with their own
        `values`), facts and figures, each with `name` and `value` (None while unknown).
        """
        criteria = []
        for criterion in outcome.compiled.criteria if outcome.results else ():
            low, high = outcome.bounds(criterion)
            criteria.append(
                {
                    "id": criterion.criterion.id,
                    "text": criterion.text,
                    "source": criterion.criterion.entry.source,
                    "formula": criterion.criterion.when.text,
                    "result": True if low else None if high else False,
                    "values": list(self._values(criterion.code, outcome.unit, 1)),
                }
            )
        program = outcome.program
        found: dict[str, Any] = {"program": program.id, "name": program.card.name, "criteria": criteria}
        bounds = self.judge.amount(outcome)
        if bounds and outcome.compiled.amount and program.amount:
            found["amount"] = {
                "formula": program.amount.text,
                "min": bounds[0],
                "max": bounds[1],
                "values": list(self._values(outcome.compiled.amount, outcome.unit, 1)),
            }
        return found

    def _values(self, code: Code, subject: Any, depth: int) -> Iterator[dict[str, Any]]:
        for use in code.variables:
            for holder in self.judge.readers.holders(use, subject):
                yield self.variable(use.name, holder, depth)
        for use in code.facts:
            yield from self._facts(use, subject)
        yield from self._figures(code, subject)

    def variable(self, name: str, holder: Any, depth: int = 1) -> dict[str, Any]:
        """A variable's value for its subject, with what it was computed from; found once, and shared."""
        found = self._known.get((name, id(holder)))
        if found is None:
            found = self._known[name, id(holder)] = self._variable(name, holder, depth)
        return found

    def _variable(self, name: str, holder: Any, depth: int) -> dict[str, Any]:
        snapshot = self.judge.snapshot
        variable, code = snapshot.sources.variables[name], snapshot.variables[name]
        given = variable.index in self.judge.run.given
        formula = variable.on(snapshot.day)
        bounds = (self.judge.run.given[variable.index] if given else code.value(holder))[:2]
        found: dict[str, Any] = {
            "kind": "variable",
            "id": name,
            "name": variable.entry.term,
            "member": _member(holder),
            **_bounds(code, bounds),
            "stated": given,
            "source": variable.entry.source,
        }
        if formula and not given:
            found["formula"] = formula.expression.text
            found["values"] = list(self._values(code, holder, depth + 1)) if depth < MAX_DEPTH else []
        return found

    def _facts(self, use: Use, subject: Any) -> Iterator[dict[str, Any]]:
        run, facts = self.judge.run, self.judge.snapshot.sources.facts
        if use.entity == "list" or use.name == "relation":
            return
        fact = facts.by_entity[use.entity][use.name]
        holders: list[tuple[Any, str | None]] = []
        if use.entity == "member":
            holders = [(person.facts, person.id) for person in self.judge.readers.people(use, subject)]
        elif use.entity == "vehicle":
            vehicles = run.vehicles if use.collection else [subject]
            holders = [(vehicle.facts, f"자동차 {vehicle.index + 1}") for vehicle in vehicles]
        else:
            holders = [(run.stated if use.entity == "stated" else run.facts, None)]
        for held, member in holders:
            known = held.low[fact.index] == held.high[fact.index] and bool(held.mask >> fact.index & 1)
            value = fact.decode(held.low[fact.index]) if known and fact.type.kind is not Kind.SET else None
            if known and fact.type.kind is Kind.DATE:
                value = day_shown(held.low[fact.index])
            elif known and fact.type.kind is Kind.SET:
                value = fact.options.ids(held.low[fact.index])
            yield {
                "kind": "fact",
                "id": fact.id,
                "name": fact.entry.term,
                "member": member or None,
                "value": value,
                "presumed": bool(held.presumed >> fact.index & 1),
            }

    def _figures(self, code: Code, subject: Any) -> Iterator[dict[str, Any]]:
        parameters = self.judge.snapshot.names.by_id
        for node in walk(code.node):
            if node.op == "param":
                view = parameters[node.data[0]]
                figure = view.parameter.figure(self.judge.snapshot.day, node.data[1])
                yield _figure(view.parameter.term, node.data[1], shown(node, (node.low, node.high)), figure)
        for lookup, operands in zip(code.lookups, code.operands(subject), strict=False):
            table = lookup.data
            low, high, _ = table(operands)
            view = parameters[table.parameter]
            value = low / view.type.scale if low == high else None
            period = getattr(table, "period", None)
            sources = {figure.source for figure in period.figures.values()} if period else set()
            yield {
                "kind": "figure",
                "name": view.parameter.term,
                "key": "",
                "value": int(value) if value is not None and value == int(value) else value,
                "source": next(iter(sources), None),
                "confidence": max(
                    (c.confidence for c in table.rows(*operands) if c.confidence),
                    key=RANKS.index,
                    default=None,
                ),
            }


def _figure(term: str, key: tuple[str, ...], value: Any, figure: Any) -> dict[str, Any]:
    return {
        "kind": "figure",
        "name": term,
        "key": ",".join(key),
        "value": value,
        "source": figure.source if figure else None,
        "confidence": figure.confidence.value if figure else None,
    }


def _bounds(code: Code, bounds: tuple[int, int]) -> dict[str, Any]:
    type_ = code.node.type
    if type_.kind is Kind.CHOICE and type_.options:
        words = type_.options.ids(bounds[0])
        return {"value": words[0] if len(words) == 1 else None, "unit": "choice"}
    if type_.kind is Kind.TRUTH:
        low, high = bounds
        return {"value": True if low else None if high else False, "unit": "bool"}
    unit = {Measure.WON: "won", Measure.RATIO: "ratio"}.get(type_.measure, "int")
    value = shown(code.node, bounds)
    if value is None and type_.kind is Kind.NUMBER:
        return {"value": None, "min": bounds[0] // type_.scale, "max": bounds[1] // type_.scale, "unit": unit}
    return {"value": value, "unit": "date" if type_.kind is Kind.DATE else unit}


def _member(holder: Any) -> str | None:
    if isinstance(holder, Person):
        return holder.id or None
    if isinstance(holder, UnitInstance):
        return holder.anchor.id or None
    return f"자동차 {holder.index + 1}" if isinstance(holder, Vehicle) else None
