"""The language model of the settings; with none, nothing of it is imported."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from assistant.llm.ports import Answering
from assistant.llm.settings import ModelSettings
from assistant.ports import ProgramName
from connectors.settings import Settings
from knowledge.library import Library


def model_settings(settings: Settings) -> ModelSettings | None:
    """What the settings say of a model; None where they name none."""
    if not settings.llm:
        return None
    return ModelSettings(
        name=settings.llm,
        url=settings.llm_url,
        key=settings.llm_key.get_secret_value() if settings.llm_key else None,
        external_allowed=settings.llm_external == "allow",
        seconds=settings.llm_seconds,
    )


@contextmanager
def leash_of(
    library: Library, programs: Sequence[ProgramName], settings: Settings
) -> Iterator[Callable[[Answering], Answering]]:
    """What puts an assistant on a leash; without a model it gives the assistant back as it is.

    Raises InputError where the model cannot be opened.
    """
    chosen = model_settings(settings)
    if chosen is None:
        yield lambda assistant: assistant
        return
    from assistant.llm.leash import Leash
    from assistant.llm.opening import open_model

    leash = Leash(library, programs, open_model(chosen), morphemes=library.language)
    try:
        yield leash.hold
    finally:
        leash.close()
