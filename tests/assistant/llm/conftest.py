"""A leashed assistant over the small shelf, with a scripted model behind real HTTP."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from assistant.answer import Assistant
from assistant.llm.leash import Leash, LeashedAssistant
from assistant.llm.opening import open_model
from assistant.llm.settings import ModelSettings
from assistant.ports import ProgramName
from assistant.reply import Reply, Turn
from evals.scripted_model import Script, ScriptedModel
from knowledge.language.morphemes import Morphemes
from knowledge.records import Passage, Role

TODAY = date(2026, 11, 22)
SETTINGS = ModelSettings("openai:scripted", seconds=10)


class Showing:
    """The shelf, which also shows a passage by its id."""

    def __init__(self, shelf: Any) -> None:
        self._shelf = shelf

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shelf, name)

    def passage(self, passage_id: str, role: Role) -> Passage | None:
        found = (one for one in self._shelf.passages if one.id == passage_id)
        return next((one for one in found if one.audience in role.audiences), None)


@dataclass
class Leashed:
    """An assistant on a leash and the model at its other end."""

    assistant: LeashedAssistant
    model: ScriptedModel
    inner: Any
    taken: bool = False

    def ask(self, text: str, role: str = "citizen") -> Reply:
        return self.assistant.answer(Turn("t1", "c1", Role(role), text, TODAY))

    def stream(self, text: str, role: str = "citizen") -> list[dict[str, Any]]:
        return [dict(event) for event in self.assistant.stream(Turn("t1", "c1", Role(role), text, TODAY))]


@pytest.fixture(scope="session")
def common(
    assistant: Assistant, library: Any, programs: Sequence[ProgramName], morphemes: Morphemes
) -> Iterator[Leashed]:
    """One that most tests share, since clients take a while to be made; it never rests."""
    with ScriptedModel([]) as model:
        opened = open_model(replace(SETTINGS, url=model.url, failures=10**6))
        held = Leash(Showing(library), programs, opened, morphemes=morphemes)
        yield Leashed(held.hold(assistant), model, assistant)
        held.close()


@pytest.fixture
def leash(
    common: Leashed,
    assistant: Assistant,
    library: Any,
    programs: Sequence[ProgramName],
    morphemes: Morphemes,
) -> Iterator[Callable[..., Leashed]]:
    """Make a leashed assistant that follows a script; `inner` and settings may be others."""
    with ExitStack() as stack:

        def made(script: Script, inner: Any = None, **settings: Any) -> Leashed:
            if inner is None and not settings and not common.taken:
                common.model.script, common.model.asked, common.taken = script, [], True
                return common
            model = stack.enter_context(ScriptedModel(script))
            opened = open_model(replace(SETTINGS, url=settings.pop("url", model.url), **settings))
            held = Leash(Showing(library), programs, opened, morphemes=morphemes)
            stack.callback(held.close)
            return Leashed(held.hold(inner or assistant), model, inner or assistant)

        yield made
    common.taken = False
