"""Where an application lies, why, and what would have to be checked."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from knowledge.errors import InputError
from knowledge.rules.engine import Rules
from knowledge.rules.triage.proof import proven
from knowledge.rules.triage.settings import Code, Limits, TriageSettings, load_settings

_STEPS = 10_000


class Lane(StrEnum):
    """The three lanes. A rejection is only proposed: a named official confirms it."""

    APPROVE = "automatic_approval"
    REJECT = "proposed_rejection"
    INVESTIGATE = "needs_investigation"


@dataclass(frozen=True)
class Application:
    """An application for one program on one day.

    `household` is the contract's JSON. `member` narrows a program that looks at each person to one of them.
    `evidence` is the proof behind every fact that names none of its own. `confirmed_by` is the official who
    has looked at everything that the rules leave to an official; without one, that stays open.
    """

    id: str
    program: str
    household: Mapping[str, Any] = field(repr=False)
    day: date
    member: str | None = None
    evidence: str = "declared"
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it lies there, in Korean."""

    code: Code
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to check: a fact (its id, whose it is) or, where `fact` is None, a text alone."""

    kind: Code
    text: str
    fact: str | None = None
    member: str | None = None


@dataclass(frozen=True)
class Decision:
    """Where an application lies for one unit. `amount` is the contract's. `set_aside`: drawn for review."""

    application: Application
    lane: Lane
    set_aside: bool
    reasons: tuple[Reason, ...]
    items: tuple[Item, ...]
    determination: dict[str, Any]

    @property
    def settled(self) -> bool:
        """Whether no person has to look at it before it takes effect."""
        return self.lane is Lane.APPROVE and not self.set_aside

    def as_json(self) -> dict[str, Any]:
        """The decision as one object; see docs/triage.md for its keys."""
        found = self.determination
        return {
            "id": self.application.id,
            "program": found["program"],
            "name": found["name"],
            "unit": found["unit"],
            "members": found["members"],
            "as_of": self.application.day.isoformat(),
            "lane": self.lane.value,
            "set_aside": self.set_aside,
            "needs_person": not self.settled,
            "verdict": found["verdict"],
            "band": found["band"],
            "amount": found["amount"],
            "reasons": [{"code": one.code.value, "text": one.text} for one in self.reasons],
            "items": [
                {"kind": one.kind.value, "fact": one.fact, "member": one.member, "text": one.text}
                for one in self.items
            ],
            "confidence": found["confidence"],
            "definitions": found["definitions"],
        }


@dataclass(frozen=True)
class Triage:
    """Sorts applications. `seed` is no secret: with the id it draws the approvals that are reviewed."""

    rules: Rules = field(repr=False)
    settings: TriageSettings = field(repr=False)
    seed: str

    @classmethod
    def of(cls, rules: Rules, seed: str, settings: TriageSettings | None = None) -> Self:
        """For these rules, with the built-in settings unless others are given."""
        return cls(rules, settings or load_settings(rules.catalog.programs), seed)

    def decide(self, application: Application) -> list[Decision]:
        """A decision for each unit that the program looks at; nothing is presumed.

        `InputError` where the household, the program or the member is wrong.
        """
        household = dict(application.household)
        given = self._wanted(application, self._check(application, household))
        each = self.rules.sources.programs[application.program].unit.each
        shown = self._check(application, proven(household, self.settings.proof, application.evidence))
        sure = {tuple(found["members"]) if each else (): found for found in shown}
        return [
            self._decision(application, found, sure.get(tuple(found["members"]) if each else ()))
            for found in given
        ]

    def _check(self, application: Application, household: dict[str, Any]) -> list[dict[str, Any]]:
        return self.rules.check(household, application.day, application.program, strict=True)

    def _wanted(self, application: Application, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        wanted = application.member
        if wanted is None:
            return list(found)
        if not any(one.get("id") == wanted for one in application.household.get("members", ())):
            raise InputError(f"member: '{wanted}'인 가구원이 없습니다. members의 id를 확인하세요.")
        each = self.rules.sources.programs[application.program].unit.each
        fitting = [one for one in found if not each or one["members"] == [wanted]]
        return fitting or [{**found[0], "members": [wanted], "verdict": "unknown", "criteria": []}]

    def _decision(
        self, application: Application, given: dict[str, Any], sure: dict[str, Any] | None
    ) -> Decision:
        limits = self.settings.of(application.program)
        items = tuple(self._items(application, given, sure, limits))
        lane, codes = self._lane(given, sure, items, limits)
        kinds = dict.fromkeys(item.kind for item in items if item.kind is not Code.FAILS)
        reasons = [*codes, *(kind for kind in kinds if kind not in codes)]
        drawn = lane is Lane.APPROVE and self._drawn(application, given, limits)
        if lane is Lane.APPROVE and application.confirmed_by:
            reasons.append(Code.CONFIRMED)
        if drawn:
            reasons.append(Code.SAMPLE)
        texts = self.settings.texts
        return Decision(
            application,
            lane,
            drawn,
            tuple(Reason(code, texts[code]) for code in reasons),
            items,
            sure or given,
        )

    def _lane(
        self, given: dict[str, Any], sure: dict[str, Any] | None, items: Sequence[Item], limits: Limits
    ) -> tuple[Lane, list[Code]]:
        """The lane, and the reasons that no item tells."""
        if sure is None or not given["criteria"]:
            return Lane.INVESTIGATE, [Code.NOBODY]
        if sure["verdict"] == "ineligible":
            return self._refused(sure, limits)
        if sure["verdict"] == "unknown":
            return Lane.INVESTIGATE, []
        codes = [] if limits.automatic else [Code.MANUAL]
        if self._banded(sure) and sure["band"] not in limits.approve:
            codes.append(Code.NEAR if sure["band"] else Code.BAND_UNKNOWN)
        if codes or items:
            return Lane.INVESTIGATE, codes
        return Lane.APPROVE, [Code.PROVEN]

    def _refused(self, sure: dict[str, Any], limits: Limits) -> tuple[Lane, list[Code]]:
        """A refusal that proof alone carries; one by a little more income than the limit is looked into."""
        banded = self._banded(sure)
        others = [c for c in sure["criteria"] if c["result"] is False and c["id"] != banded]
        if not others and sure["band"] not in limits.reject:
            return Lane.INVESTIGATE, [Code.OVER if sure["band"] else Code.BAND_UNKNOWN]
        if not limits.sure(sure["confidence"]):
            return Lane.INVESTIGATE, []
        return Lane.REJECT, [Code.FAILS]

    def _banded(self, found: dict[str, Any]) -> str | None:
        """The criterion of a program that its band speaks of."""
        program = self.rules.sources.programs[found["program"]]
        shown = {criterion["id"] for criterion in found["criteria"]}
        return next((c.id for c in program.criteria if c.entry.band and c.id in shown), None)

    def _items(
        self, application: Application, given: dict[str, Any], sure: dict[str, Any] | None, limits: Limits
    ) -> Iterator[Item]:
        """What would have to be checked, in the order in which a person would look."""
        unknown = {(need["fact"], need["member"]) for need in _needs(given)}
        for need in _needs(sure or given):
            key = need["fact"], need["member"]
            kind = Code.UNKNOWN if key in unknown else Code.UNPROVEN
            yield Item(kind, self._question(need["fact"]), *key)
        found = sure or given
        if given["verdict"] == "ineligible":
            for criterion in given["criteria"]:
                if criterion["result"] is False:
                    yield Item(Code.FAILS, criterion["text"])
        yield from self._doubts(found, limits)
        if not application.confirmed_by:
            for text in found["not_modelled"]:
                yield Item(Code.NOT_MODELLED, text)

    def _doubts(self, found: dict[str, Any], limits: Limits) -> Iterator[Item]:
        texts, amount = self.settings.texts, found["amount"]
        for name in found["unpublished"]:
            yield Item(Code.UNPUBLISHED, self.rules.catalog.parameters[name].term)
        unsure = not limits.sure(found["confidence"])
        rounding = bool(amount) and found["verdict"] == "eligible" and not limits.sure(amount["rounding"])
        if (unsure or rounding) and not found["unpublished"]:
            yield Item(
                Code.UNSURE_SOURCE, texts[Code.UNSURE_SOURCE] if unsure else "금액의 끝수 처리를 확인합니다."
            )
        if found["verdict"] == "eligible" and amount and amount["won"] is None and amount["max"] is not None:
            yield Item(Code.AMOUNT_OPEN, texts[Code.AMOUNT_OPEN])

    def _question(self, fact: str) -> str:
        """How a fact is asked."""
        facts = self.rules.sources.facts
        if fact in facts.questions:
            return facts.questions[fact]
        name = fact.removeprefix("vehicles.")
        return next((f.entry.ask for f in facts if f.id == name), name)

    def _drawn(self, application: Application, found: dict[str, Any], limits: Limits) -> bool:
        """Whether the approval is among those that are reviewed: the same ones for the same seed."""
        parts = (self.seed, application.id, application.program, *found["members"])
        digest = hashlib.sha256("\0".join(parts).encode()).digest()
        return int.from_bytes(digest[:8]) % _STEPS < limits.set_aside * _STEPS // 100


def _needs(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [*found["missing"], *found["amount_missing"]]
