"""What is kept of a conversation between its turns: facts and choices, never an utterance."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeVar

from assistant.understanding.facts import Asked, Confidence, Context, Fact, Member

VERSION = 1
Key = tuple[str, str | None]
"""A fact and whose it is; None for the household's."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pending:
    """The question that was put last. `keys` are all facts that it asks for, the most decisive first.

    `kind`: `fact`, or `confirm` for a doubtful reading.
    """

    keys: tuple[Key, ...]
    kind: str = "fact"
    group: str | None = None

    @property
    def name(self) -> str:
        """What is asked, as one word."""
        return self.group or "|".join((self.kind, self.keys[0][0], self.keys[0][1] or ""))

    @property
    def asked(self) -> Asked:
        """The fact that a short answer is of."""
        return Asked(*self.keys[0])


@dataclass
class Client:
    """One household of a conversation.

    `declined` are facts that nobody knows or will tell; `focus` the programs that are being checked, in the
    order that helps; `program` the one spoken of last; `events` what happened, by life event; `asked` counts
    questions since the budget was last filled, `put` how often each was put; `told` are the verdicts that
    were told, by program and people.
    """

    context: Context = field(default_factory=Context)
    declined: tuple[Key, ...] = ()
    focus: tuple[str, ...] = ()
    program: str | None = None
    events: tuple[str, ...] = ()
    asked: int = 0
    put: dict[str, int] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    pending: Pending | None = None

    def forget(self, keys: Sequence[Key]) -> None:
        """Take facts back, as if they had not been said."""
        gone = set(keys)
        kept = tuple(fact for fact in self.context.facts if (fact.id, fact.member) not in gone)
        self.context = replace(self.context, facts=kept)


@dataclass
class State:
    """The households of a conversation and which of them is spoken of."""

    clients: list[Client] = field(default_factory=lambda: [Client()])
    active: int = 0

    @property
    def client(self) -> Client:
        """The household that is spoken of."""
        return self.clients[self.active]

    def dump(self) -> dict[str, Any]:
        """The state as JSON."""
        return {"version": VERSION, "active": self.active, "clients": [_dumped(one) for one in self.clients]}

    @classmethod
    def load(cls, data: Mapping[str, Any] | None) -> "State":
        """The state of `dump`; a new one where there is none or another version wrote it."""
        if not data or data.get("version") != VERSION:
            return cls()
        return cls([_loaded(one) for one in data["clients"]], data["active"])


def _dumped(client: Client) -> dict[str, Any]:
    data = asdict(client)
    for fact in data["context"]["facts"]:
        del fact["span"]  # where it stood in an utterance that is not kept
    return data


def _loaded(data: Mapping[str, Any]) -> Client:
    context = data["context"]
    pending = data["pending"]
    return Client(
        context=Context(
            facts=tuple(_fact(fact) for fact in context["facts"]),
            members=tuple(_made(Member, member) for member in context["members"]),
            asked=_made(Asked, context["asked"]) if context["asked"] else None,
            about=context["about"],
            focus=context["focus"],
            topic=context["topic"],
        ),
        declined=_keys(data["declined"]),
        focus=tuple(data["focus"]),
        program=data["program"],
        events=tuple(data["events"]),
        asked=data["asked"],
        put=dict(data["put"]),
        told=dict(data["told"]),
        pending=_made(Pending, {**pending, "keys": _keys(pending["keys"])}) if pending else None,
    )


def _fact(data: Mapping[str, Any]) -> Fact:
    value = tuple(data["value"]) if isinstance(data["value"], list) else data["value"]
    known = {**data, "value": value, "confidence": Confidence(data["confidence"])}
    return _made(Fact, {**known, "alternatives": tuple(data["alternatives"])})


def _made(kind: type[T], data: Mapping[str, Any]) -> T:
    """A dataclass of what it knows; a field that an older version wrote is left out."""
    names = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in data.items() if name in names})


def _keys(pairs: Sequence[Sequence[Any]]) -> tuple[Key, ...]:
    return tuple((pair[0], pair[1]) for pair in pairs)
