"""The marks of a turn become [1], [2] … in the order in which they are read; each resolves to a citation."""

from collections.abc import Callable

from assistant.grounding.sentences import MARK
from assistant.reply import Citation

Resolve = Callable[[int], Citation | None]


class Numbering:
    """Numbers block after block, so that a stream and a whole text agree."""

    def __init__(self, resolve: Resolve) -> None:
        """`resolve` gives the citation behind a mark of the turn."""
        self._resolve = resolve
        self._numbers: dict[int, int] = {}
        self.citations: list[Citation] = []

    def block(self, text: str) -> str:
        """The block with its marks numbered; a mark that resolves to nothing disappears."""
        return MARK.sub(lambda found: self._mark(int(found[1])), text)

    def _mark(self, mark: int) -> str:
        if mark not in self._numbers:
            citation = self._resolve(mark)
            if citation is None:
                return ""
            self._numbers[mark] = len(self._numbers) + 1
            self.citations.append(citation.model_copy(update={"n": self._numbers[mark]}))
        return f"[{self._numbers[mark]}]"
