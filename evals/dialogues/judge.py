"""What a dialogue came to: verdicts, facts, and the questions that it took.

A stage is right where its last reply decides every expected program as gold does, names no amount that leaves
gold out (a range may hold it), and what was asked for was said. A dialogue is right where all its stages are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.reply import Reply
from evals.answers.figures import any_of, holds
from evals.dialogues.person import Told
from evals.dialogues.script import Dialogue, Expected, Stage
from evals.dialogues.sheet import Sheet

ROUNDING = 10
"""Won by which an amount may differ: how the last digits of some benefits are rounded is not settled."""

NOT_SAID = frozenset({"presumed", "assumed"})
"""Sources of facts that nobody stated."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and how it was answered; `again` where that was known or left open already."""

    keys: tuple[str, ...]
    told: Told
    again: bool
    forbidden: bool


@dataclass(slots=True)
class StageRecord:
    """A stage as it went: its replies, the first to what was said, the questions, and what answers told."""

    stage: Stage
    sheet: Sheet
    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Why the stage is not right; empty where it is."""
        return [*_said(self.stage, self.replies[0]), *_undecided(self.stage.expect, self.replies[-1])]

    @property
    def amounts(self) -> list[bool]:
        """For each amount that gold knows and a right verdict carries, whether it is said to the won."""
        last = self.replies[-1].determinations
        decided = [
            (one.won, found)
            for one in self.stage.expect
            if one.won is not None and (found := _fitting(one, last)) and found["verdict"] == one.verdict
        ]
        return [max(abs(won - said) for said in _amount(found)) <= ROUNDING for won, found in decided]

    @property
    def still_open(self) -> bool:
        """Whether something that could be decided is not decided yet, so that the person would go on."""
        last = self.replies[-1].determinations
        found = [(one, _fitting(one, last)) for one in self.stage.expect if one.verdict != "unknown"]
        return any(one is None or one["verdict"] == "unknown" for _, one in found)

    @property
    def settled_after(self) -> int | None:
        """How many questions had been asked when all verdicts stood; None where they never did."""
        for at, reply in enumerate(self.replies):
            if not _undecided(self.stage.expect, reply):
                return min(at, len(self.asked))
        return None


@dataclass(frozen=True, slots=True)
class FactCount:
    """Facts in the end: known and true, known and not true, told and not known."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def _said(stage: Stage, reply: Reply) -> list[str]:
    problems = []
    if stage.status and reply.status not in stage.status:
        problems.append(f"상태가 {reply.status.value}")
    everything = "\n".join([*(notice.text for notice in reply.notices), reply.text])
    problems += [f"'{term}' 값을 말함" for term in stage.must_not if holds(everything, term)]
    problems += [f"없는 내용: {term}" for term in stage.must if not any_of(everything, term)]
    return problems


def _undecided(expected: Sequence[Expected], reply: Reply) -> list[str]:
    return [problem for one in expected if (problem := _difference(one, reply.determinations))]


def _difference(expected: Expected, determinations: Sequence[Mapping[str, Any]]) -> str | None:
    name = f"{expected.program}({expected.member})" if expected.member else expected.program
    found = _fitting(expected, determinations)
    if found is None:
        return f"{name} 판정 없음"
    if found["verdict"] != expected.verdict:
        return f"{name} {found['verdict']}, 기대 {expected.verdict}"
    low, high = _amount(found)
    if expected.won is not None and not low - ROUNDING <= expected.won <= high + ROUNDING:
        return f"{name} {low:,}~{high:,}원, 기대 {expected.won:,}원"
    return None


def _fitting(expected: Expected, determinations: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The determination of the program and member; None where there is none."""
    fitting = [
        one
        for one in determinations
        if one["program"] == expected.program
        and (expected.member is None or expected.member in one["members"])
    ]
    return fitting[0] if fitting else None


def _amount(found: Mapping[str, Any]) -> tuple[int, int]:
    """The least and the most that a determination says in won; both the same where it is known."""
    amount = found["amount"] or {}
    if amount.get("won") is not None:
        return int(amount["won"]), int(amount["won"])
    return int(amount.get("min") or 0), int(amount.get("max") or 0)


def facts(record: StageRecord, told: Sequence[str], dialogue: Dialogue) -> FactCount:
    """Compare the facts of the last reply with the sheet; `told` are the keys that were said until then.

    Doubtful facts are not counted as wrong: they will be asked back. What is not on the sheet is wrong unless
    the dialogue allows it.
    """
    right, wrong, known = [], [], set()
    for fact in record.replies[-1].facts:
        key = f"{fact['member']}.{fact['id']}" if fact.get("member") else str(fact["id"])
        known.add(key)
        if fact.get("source") in NOT_SAID or key in dialogue.maybe or str(fact["id"]) in dialogue.maybe:
            continue
        if _true(record.sheet, fact):
            right.append(key)
        elif fact.get("confidence") != "doubtful":
            wrong.append(f"{key}={fact['value']}")
    missed = [key for key in dict.fromkeys(told) if not _stands_for(key) & known]
    return FactCount(tuple(right), tuple(wrong), tuple(missed))


def _true(sheet: Sheet, fact: Mapping[str, Any]) -> bool:
    member, id, value = fact.get("member"), str(fact["id"]), fact["value"]
    if id == "members_complete":
        return bool(value)
    if not sheet.knows(member, id):
        return False
    truth = sheet.value(member, id)
    if isinstance(truth, list) and isinstance(value, list | tuple):
        return bool(value or not truth) and all(any(_within(one, true) for true in truth) for one in value)
    return bool(value == truth)


def _within(said: Any, true: Any) -> bool:
    """A vehicle whose stated figures are right, even where some were not stated; words as they are."""
    if isinstance(said, Mapping) and isinstance(true, Mapping):
        return all(true.get(key) == value for key, value in said.items())
    return bool(said == true)


_SAME = ({"age", "birth_date"}, {"members_complete", "household_size"}, {"parents", "relation"})


def _stands_for(key: str) -> set[str]:
    """Keys any of which shows that this one is known: the age where the day of birth was told."""
    member, dot, fact = key.rpartition(".")
    return {key} | {f"{member}{dot}{other}" for group in _SAME if fact in group for other in group}
