"""What a phrased answer may stand on: sources that were given out by their marks, and what rules decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from assistant.grounding.figures import Figure
from assistant.grounding.nearest import Stated
from assistant.grounding.sentences import sentences
from assistant.grounding.spoken import all_figures
from knowledge.language.text import compact
from knowledge.records import Passage


@dataclass(frozen=True)
class Source:
    """A passage under its mark; `text` is what of it was given out."""

    mark: int
    passage: Passage
    text: str

    @cached_property
    def figures(self) -> set[Figure]:
        """Every figure of it, its title and its place."""
        return all_figures(self._whole)

    @cached_property
    def compact(self) -> str:
        """It as names are looked for."""
        return compact(self._whole)

    @cached_property
    def lines(self) -> set[str]:
        """Its sentences in that form."""
        return _lines(self.text)

    @cached_property
    def stated(self) -> Stated:
        """It as what a model says is compared with."""
        return Stated(f"{self.passage.document}\n{self.text}")

    @property
    def _whole(self) -> str:
        passage = self.passage
        return "\n".join((self.text, passage.document, *passage.breadcrumb, passage.page or ""))


@dataclass
class Evidence:
    """The evidence of one turn; a search adds sources.

    `draft` is the answer without a model. `decided` holds by a program's name what rules decided on it, as
    text. `said` are figures that need no source: the day asked about, fixed sentences.
    """

    draft: str = ""
    decided: dict[str, str] = field(default_factory=dict)
    said: set[Figure] = field(default_factory=set)
    sources: dict[int, Source] = field(default_factory=dict)
    _names: str = field(default="", init=False)
    _drafted: Stated | None = field(default=None, init=False)

    def add(self, passage: Passage, text: str) -> Source:
        """The source of a passage: the one it has, or one under the next mark."""
        for source in self.sources.values():
            if source.passage.id == passage.id:
                return source
        return self.put(max(self.sources, default=0) + 1, passage, text)

    def put(self, mark: int, passage: Passage, text: str) -> Source:
        """The source under a mark of its own."""
        self.sources[mark] = Source(mark, passage, text)
        self._names = ""
        return self.sources[mark]

    def of(self, marks: Iterable[int]) -> list[Source]:
        """The sources under these marks; unknown marks have none."""
        return [self.sources[mark] for mark in marks if mark in self.sources]

    @property
    def compact(self) -> str:
        """Everything as names are looked for."""
        if not self._names:
            own = (self.draft, *self.decided, *self.decided.values())
            self._names = "\n".join((*map(compact, own), *(one.compact for one in self.sources.values())))
        return self._names

    def says(self, sentence: str) -> bool:
        """Whether the draft or a source has this very sentence, whatever its spacing."""
        wanted = compact(sentence)
        return any(wanted in one.lines for one in self.sources.values()) or wanted in _lines(self.draft)

    def stated(self, sources: Iterable[Source]) -> list[Stated]:
        """The draft and these sources, to be compared with."""
        if self._drafted is None or self._drafted.text != self.draft:
            self._drafted = Stated(self.draft)
        return [self._drafted, *(source.stated for source in sources)]

    @cached_property
    def decided_figures(self) -> dict[str, set[Figure]]:
        """The figures of what was decided, by the program's name."""
        return {name: all_figures(text) for name, text in self.decided.items()}


def _lines(text: str) -> set[str]:
    return {compact(part.text) for part in sentences(text)}
