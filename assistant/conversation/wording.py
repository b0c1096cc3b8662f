"""The sentences of a conversation, from wording.yaml: 해요체 for citizens, 합니다체 for officials."""

from pathlib import Path

from pydantic import RootModel

from assistant.by_role import Text, said, wordings
from knowledge.language.datafile import read_data
from knowledge.records import Role

WORDING = Path(__file__).with_name("wording.yaml")


class _WordingData(RootModel[dict[str, Text]]):
    """The sentences by name."""


class Wording:
    """Says a sentence to a role; made once."""

    def __init__(self, path: Path = WORDING) -> None:
        """Read the sentences; `CatalogError` with file and line where the file is wrong."""
        self._texts = read_data(path, _WordingData).root

    def say(self, name: str, role: Role, **values: object) -> str:
        """The sentence of that name, its places filled, its particles fitted to the words before them."""
        return said(self._texts[name], role, **values).rstrip()

    @property
    def all_texts(self) -> str:
        """Every sentence: figures in them may be said without a source."""
        return "\n".join(wordings(self._texts.values()))
