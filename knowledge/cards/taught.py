"""Questions that people taught: `taught.yaml` says in their words what a text of the catalog is to answer."""

from collections.abc import Collection, Iterable

from pydantic import Field

from knowledge.cards.files import CatalogFile
from knowledge.cards.schema import Strict, Text, entries, validated

_KINDS = ("program", "guide", "life_event")


class TaughtEntry(Strict):
    """Questions that lead to one text: a program, a guide or a life event, by its id."""

    program: Text | None = None
    guide: Text | None = None
    life_event: Text | None = None
    questions: list[Text] = Field(min_length=1)


def load_taught(files: Iterable[CatalogFile], known: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The questions of these files by the identity of their document, each once.

    `known` are the identities there are. The first mistake is a `CatalogError` with its line.
    """
    found: dict[str, dict[str, None]] = {}
    for file in files:
        for index, data in enumerate(entries(file)):
            entry = validated(TaughtEntry, data, file, (index,))
            identity = _identity(entry, file, index, known)
            found.setdefault(identity, {}).update(dict.fromkeys(entry.questions))
    return {identity: tuple(questions) for identity, questions in found.items()}


def _identity(entry: TaughtEntry, file: CatalogFile, index: int, known: Collection[str]) -> str:
    named = {kind: name for kind in _KINDS if (name := getattr(entry, kind)) is not None}
    if len(named) != 1:
        raise file.error(f"{', '.join(_KINDS)} 가운데 하나만 적으세요.", (index,))
    ((kind, name),) = named.items()
    identity = f"{kind.replace('_', '-')}:{name}"
    if identity not in known:
        raise file.error(f"'{name}'이라는 id가 카탈로그에 없습니다. 철자를 확인하세요.", (index, kind))
    return identity
