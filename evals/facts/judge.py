"""What was read against what is expected.

A value counts as right only with a confidence that was not higher than expected: a doubtful fact that was
read as sure is wrong. A sure one that was read as doubtful is right, and counted apart as hesitant.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.understanding.facts.model import HEAD, Fact, Reading
from evals.facts.utterances import Gold, Utterance, gold

MEMBER = "member"
"""The name under which members are counted beside the facts."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was read or expected, lists taken apart."""

    member: str | None
    fact: str
    value: str
    sure: bool

    @property
    def shown(self) -> str:
        """As the gold facts are written."""
        name = f"{self.member}.{self.fact}" if self.member else self.fact
        return f"{name}{'=' if self.sure else '~='}{self.value}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The items of one utterance: read and right, read and wrong, missed, and right but hesitant."""

    utterance: Utterance
    right: list[Item] = field(default_factory=list)
    wrong: list[Item] = field(default_factory=list)
    missed: list[Item] = field(default_factory=list)
    hesitant: list[Item] = field(default_factory=list)


def judge(utterance: Utterance, reading: Reading) -> Judgement:
    """Compare a reading with the utterance's gold facts."""
    expected = list(_expected(utterance))
    allowed = [gold(one) for one in utterance.maybe]
    judged = Judgement(utterance)
    left = list(expected)
    for item in _read(reading):
        match = next((one for one in left if _same(one, item)), None)
        if match is not None and (item.sure <= match.sure):
            left.remove(match)
            judged.right.append(item)
            if match.sure and not item.sure:
                judged.hesitant.append(item)
        elif not any(_allows(one, item) for one in allowed):
            judged.wrong.append(item)
    judged.missed.extend(left)
    return judged


def _same(one: Item, other: Item) -> bool:
    return (one.member, one.fact, one.value) == (other.member, other.fact, other.value)


def _expected(utterance: Utterance) -> Iterator[Item]:
    people = set(utterance.with_members)
    for one in map(gold, utterance.facts):
        yield from _items(one.member, one.fact, [one.value] if one.element else one.value, not one.doubtful)
        people |= {one.member} if one.member else set()
    yield from (Item(ref, MEMBER, "true", True) for ref in sorted(people - {HEAD}))


def _read(reading: Reading) -> Iterator[Item]:
    for fact in reading.facts:
        yield from _items(fact.member, fact.id, _plain(fact), fact.sure)
    people = {member.ref for member in reading.members} | {
        fact.member for fact in reading.facts if fact.member
    }
    yield from (Item(ref, MEMBER, "true", True) for ref in sorted(people - {HEAD}))


def _plain(fact: Fact) -> object:
    return list(fact.value) if isinstance(fact.value, tuple) else fact.value


def _items(member: str | None, fact: str, value: object, sure: bool) -> Iterator[Item]:
    """The item of a value, or one item an element of a list of words."""
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        for one in value:
            yield Item(member, fact, f"+{one}", sure)
    else:
        yield Item(member, fact, json.dumps(value, ensure_ascii=False, sort_keys=True), sure)


def _allows(one: Gold, item: Item) -> bool:
    if one.member != item.member:
        return False
    if item.fact == MEMBER:
        return True
    if one.fact != item.fact:
        return False
    values = _items(one.member, one.fact, [one.value] if one.element else one.value, True)
    return one.any_value or (
        any(value.value == item.value for value in values) and not (one.doubtful and item.sure)
    )
