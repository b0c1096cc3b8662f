"""What a scripted model can be asked, and the moves it can make."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Say:
    """Writes a text. `pause` are seconds before each of its pieces; `finish` why it stopped."""

    text: str
    pause: float = 0.0
    finish: str = "stop"


@dataclass(frozen=True, slots=True)
class Call:
    """Calls a tool; arguments as a text are sent as they are, broken JSON too."""

    tool: str
    arguments: Mapping[str, Any] | str = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refuse:
    """Declines, in the protocol's own field for it."""

    text: str = "요청을 도와드릴 수 없습니다."


@dataclass(frozen=True, slots=True)
class Fail:
    """Answers with an HTTP error and what it says."""

    status: int = 500
    message: str = "scripted"


@dataclass(frozen=True, slots=True)
class Hang:
    """Says nothing for that many seconds, then closes; `drip` sends a comment every so often meanwhile."""

    seconds: float
    drip: float | None = None


@dataclass(frozen=True, slots=True)
class Garbage:
    """A body with status 200 that is no answer of the protocol."""

    body: str = "<html>gateway</html>"


@dataclass(frozen=True, slots=True)
class Cut:
    """Writes a text and breaks the connection before the end."""

    text: str


Move = Say | Call | Refuse | Fail | Hang | Garbage | Cut


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its body, and how many came before it (`number` counts from 0)."""

    body: Mapping[str, Any]
    number: int

    @property
    def messages(self) -> Sequence[Mapping[str, Any]]:
        """The messages in order."""
        return list(self.body.get("messages", ()))

    @property
    def text(self) -> str:
        """Everything that reached the model, as one text: for looking for what must not be there."""
        return json.dumps(self.body, ensure_ascii=False)

    @property
    def material(self) -> Mapping[str, Any]:
        """The data of the first message of the user; empty where it is no JSON object.

        `task` tells what is wanted, "phrase" or "read"; see docs/model.md for the other keys.
        """
        said = next((m["content"] for m in self.messages if m.get("role") == "user"), "")
        try:
            data = json.loads(said) if isinstance(said, str) else {}
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}

    @property
    def task(self) -> str:
        """What is wanted: "phrase", "read" or empty."""
        return str(self.material.get("task", ""))

    @property
    def results(self) -> Sequence[str]:
        """What the tools have returned so far, as texts."""
        return [str(m.get("content", "")) for m in self.messages if m.get("role") == "tool"]

    @property
    def complaint(self) -> str:
        """What the last message of the user says where it is not the first: the complaint; else empty."""
        said = [str(m.get("content", "")) for m in self.messages if m.get("role") == "user"]
        return said[-1] if len(said) > 1 else ""


Script = Callable[[Asked], Move] | Sequence[Move]
