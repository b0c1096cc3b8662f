"""The sentences of a conversation, from wording.yaml: 해요체 for citizens, 합니다체 for officials."""

import re
from pathlib import Path

from pydantic import Field, RootModel

from assistant.messages import fit_particles
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

WORDING = Path(__file__).with_name("wording.yaml")
_PLACE = re.compile(r"\{([a-z_]+)\}")


class ByRole(DataModel):
    """A text for each role."""

    citizen: str = Field(min_length=1)
    staff: str = Field(min_length=1)

    def to(self, role: Role) -> str:
        """The text for a role."""
        return self.staff if role is Role.STAFF else self.citizen


class _WordingData(RootModel[dict[str, str | ByRole]]):
    """The sentences by name."""


class Wording:
    """Says a sentence to a role; made once."""

    def __init__(self, path: Path = WORDING) -> None:
        """Read the sentences; `CatalogError` with file and line where the file is wrong."""
        self._texts = read_data(path, _WordingData).root

    def say(self, name: str, role: Role, **values: object) -> str:
        """The sentence of that name, its places filled, its particles fitted to the words before them."""
        text = self._texts[name]
        said = text if isinstance(text, str) else text.to(role)
        return fit_particles(_PLACE.sub(lambda place: str(values[place[1]]), said)).rstrip()

    @property
    def all_texts(self) -> str:
        """Every sentence: figures in them may be said without a source."""
        return "\n".join(
            text if isinstance(text, str) else f"{text.citizen}\n{text.staff}"
            for text in self._texts.values()
        )
