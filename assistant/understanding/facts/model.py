"""What is understood of an utterance: facts, the people they are of, corrections, and what to keep for later.

Members have fixed references seen from the person the conversation is about: self, spouse, child1, mother …
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

HEAD = "self"

Scalar = bool | int | str | None
Value = Scalar | Sequence[str] | Sequence[Mapping[str, Scalar]]
"""Won as int, dates as YYYY-MM-DD, choices by their id, lists for statuses, crisis and vehicles."""


class Confidence(StrEnum):
    """Whether a fact was read beyond doubt or has to be asked back."""

    SURE = "sure"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with an id of the contract's vocabulary.

    `member` is None for facts of the household. `span` is where it stands in the utterance. `alternatives`
    are other values it may have meant (고성군), best first. `approximate`: doubtful only because it was said
    roughly (200 정도, 지난달에), so that it may be used until it is asked.
    """

    id: str
    member: str | None
    value: Value
    confidence: Confidence = Confidence.SURE
    span: tuple[int, int] = (0, 0)
    source: str = "said"
    alternatives: tuple[str, ...] = ()
    approximate: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        """What the fact is about: two facts of one key say the same thing or contradict each other."""
        return self.member, self.id

    @property
    def sure(self) -> bool:
        """Whether it may be used without asking back."""
        return self.confidence is Confidence.SURE


@dataclass(frozen=True, slots=True)
class Member:
    """A person: `ref` like child2, the contract's `relation` to the head, `sex` where the word tells."""

    ref: str
    relation: str
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact that differs from what was known; `explicit` where the person said that it is a correction."""

    old: Fact
    new: Fact
    explicit: bool


class Answer(StrEnum):
    """How a question was answered without a value."""

    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that the utterance answers."""

    fact: str
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one utterance says.

    `about`: the relative whose household it is (혼자 사는 어머니), where it is not the speaker's. `focus`:
    who was spoken of last. `topic`: the fact spoken of last, kept for "그럼 아내는요?". `answer`: how a
    question was left open (모르겠어요).
    """

    facts: tuple[Fact, ...] = ()
    members: tuple[Member, ...] = ()
    corrections: tuple[Correction, ...] = ()
    about: str | None = None
    focus: str | None = None
    topic: str | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before an utterance."""

    facts: tuple[Fact, ...] = ()
    members: tuple[Member, ...] = ()
    asked: Asked | None = None
    about: str | None = None
    focus: str | None = None
    topic: str | None = None

    def fact(self, id: str, member: str | None = None) -> Fact | None:
        """The known fact, None where it is unknown."""
        return next((fact for fact in self.facts if fact.key == (member, id)), None)

    def after(self, reading: Reading, asked: Asked | None = None) -> "Context":
        """What is known after a reading: the new facts win, lists grow; `asked` is the next question."""
        known = {fact.key: fact for fact in self.facts}
        for fact in reading.facts:
            known[fact.key] = _grown(known.get(fact.key), fact)
        people = {member.ref: member for member in self.members}
        for member in reading.members:
            old = people.get(member.ref)
            people[member.ref] = replace(member, sex=member.sex or (old.sex if old else None))
        return Context(
            facts=tuple(known.values()),
            members=tuple(people.values()),
            asked=asked,
            about=reading.about or self.about,
            focus=reading.focus or self.focus,
            topic=reading.topic or self.topic,
        )


_GROWING = frozenset({"statuses", "crisis"})


def _grown(old: Fact | None, new: Fact) -> Fact:
    """Statuses and crises are said one after another; an empty list says that there are none."""
    if old is None or new.id not in _GROWING or not new.value or not isinstance(old.value, (list, tuple)):
        return new
    assert isinstance(new.value, (list, tuple))  # noqa: S101 - what the reader gives for these facts
    return replace(new, value=tuple(dict.fromkeys([*map(str, old.value), *map(str, new.value)])))
