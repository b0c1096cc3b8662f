"""The language model of the settings; with none, nothing of it is imported."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from assistant.llm.ports import Answering
from assistant.llm.settings import ModelSettings
from assistant.ports import ProgramName
from assistant.understanding.facts import FactReader
from connectors.settings import Settings
from knowledge.library import Library
from knowledge.rules.facts import Fact


def model_settings(settings: Settings) -> ModelSettings | None:
    """What the settings say of a model; None where they name none."""
    if not settings.llm:
        return None
    return ModelSettings(
        name=settings.llm,
        url=settings.llm_url,
        key=settings.llm_key.get_secret_value() if settings.llm_key else None,
        external_allowed=settings.llm_external == "allow",
        tools=settings.llm_tools,
        seconds=settings.llm_seconds,
    )


class Holder(Protocol):
    """What a model is put to use by."""

    def hold(self, assistant: Answering) -> Answering:
        """The assistant, on the leash."""

    def reader(self, facts: Callable[[], Sequence[Fact]]) -> FactReader | None:
        """A reader of facts; None for the one that needs no model. `facts` gives the facts of the rules."""


class NoModel:
    """Where none is set, everything stays as it is."""

    def hold(self, assistant: Answering) -> Answering:
        """The assistant itself."""
        return assistant

    def reader(self, _: Callable[[], Sequence[Fact]]) -> None:
        """No other reader."""


@contextmanager
def leash_of(library: Library, programs: Sequence[ProgramName], settings: Settings) -> Iterator[Holder]:
    """What puts an assistant on a leash.

    Raises InputError where the model cannot be opened.
    """
    chosen = model_settings(settings)
    if chosen is None:
        yield NoModel()
        return
    from assistant.llm.leash import Leash
    from assistant.llm.opening import open_model

    leash = Leash(library, programs, open_model(chosen), morphemes=library.language)
    try:
        yield leash
    finally:
        leash.close()
