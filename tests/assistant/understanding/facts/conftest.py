"""One reader for all tests of facts, and readings in short."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.understanding.facts import Asked, Context, FactReader, Reading
from knowledge.language.morphemes import Morphemes

TODAY = date(2026, 11, 22)

Read = Callable[..., Reading]
Facts = Callable[..., dict[str, object]]


@pytest.fixture(scope="session")
def reader() -> FactReader:
    return FactReader(Morphemes().spaced)


@pytest.fixture(scope="session")
def read(reader: FactReader) -> Read:
    """Reads utterances one after another; `asked` is the question before the last one."""

    def read(*texts: str, asked: Asked | None = None) -> Reading:
        context = Context()
        for text in texts[:-1]:
            context = context.after(reader.read(text, TODAY, context))
        if asked is not None:
            context = context.after(Reading(), asked)
        return reader.read(texts[-1], TODAY, context)

    return read


@pytest.fixture(scope="session")
def facts(read: Read) -> Facts:
    """The facts of the last utterance by `member.id`; a doubtful one ends in `?`."""

    def facts(*texts: str, asked: Asked | None = None) -> dict[str, object]:
        return {
            (f"{fact.member}." if fact.member else "") + fact.id + ("" if fact.sure else "?"): fact.value
            for fact in read(*texts, asked=asked).facts
        }

    return facts
