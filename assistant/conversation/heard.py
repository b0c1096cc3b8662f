"""What an utterance says in so many words that no reader of facts listens for; see heard.yaml."""

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import Field, RootModel, field_validator

from assistant.understanding.facts import Context, Fact
from assistant.understanding.patterns import regular
from knowledge.language.datafile import DataModel, read_data

HEARD = Path(__file__).with_name("heard.yaml")


class _Phrase(DataModel):
    fact: str
    value: bool | int | str
    beside: list[str] = Field(alias="with", min_length=1)
    say: str

    _pattern = field_validator("say")(regular)


class _HeardData(RootModel[list[_Phrase]]):
    """All phrases, in the order in which they are looked for."""


class Heard:
    """Listens for phrases; made once."""

    def __init__(self, path: Path = HEARD) -> None:
        """Read the phrases; `CatalogError` with file and line where they are wrong."""
        phrases = read_data(path, _HeardData).root
        self._phrases = [(one, re.compile(one.say.replace(" ?", r"\s*"))) for one in phrases]

    def facts(self, text: str, context: Context) -> Sequence[Fact]:
        """The facts that a text tells of a household of which something is known already."""
        known = {fact.id: fact.member for fact in context.facts if fact.value}
        found: dict[str, Fact] = {}
        for phrase, pattern in self._phrases:
            beside = [id for id in phrase.beside if id in known]
            if beside and phrase.fact not in {*known, *found} and pattern.search(text):
                found[phrase.fact] = Fact(phrase.fact, known[beside[0]], phrase.value)
        return tuple(found.values())
