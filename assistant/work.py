"""What the steps of a turn share: the work so far, and how it may end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.blocks import Block
from assistant.ports import EventName, ProgramName
from assistant.reply import Citation, Notice, Reply, Status, Suggestion, Turn
from assistant.understanding.crisis import Crisis
from assistant.understanding.question import Question
from knowledge.records import Hit, Passage


@dataclass(frozen=True, slots=True)
class Ending:
    """How a turn ends: a status and the text."""

    status: Status
    text: str


@dataclass
class Work:
    """What the steps know of a turn so far. `topic` is the program asked about, `event` the life event or
    `guide` the sections of the guide where one of those is asked about instead. `cards` are those read, by
    program and day; `cut` are passages that lost lines.

    `unsure`: the hits are the nearest there are, not surely what was meant.
    """

    turn: Turn
    revision: int = 0
    text: str = ""
    crisis: Crisis = field(default_factory=Crisis)
    understood: Question | None = None
    topic: ProgramName | None = None
    event: EventName | None = None
    guide: Sequence[Passage] = ()
    unsure: bool = False
    hits: Sequence[Hit] = ()
    blocks: Sequence[Block] = ()
    cards: dict[tuple[str, date], Sequence[Passage]] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def question(self) -> Question:
        """The question, from the step that understands it on."""
        if self.understood is None:
            raise RuntimeError("a step read the question before it was understood")
        return self.understood

    @property
    def query(self) -> str:
        """What is searched for: see `Question.query`."""
        return self.question.query

    @property
    def as_of(self) -> date:
        """The day that the question asks about."""
        return self.understood.asked.day if self.understood else self.turn.as_of

    def reply(self, ending: Ending) -> Reply:
        """The reply that ends the turn."""
        return Reply(
            turn_id=self.turn.id,
            conversation=self.turn.conversation,
            knowledge_revision=self.revision,
            as_of=self.as_of,
            status=ending.status,
            notices=self.notices,
            text=ending.text,
            citations=self.citations,
            suggestions=self.suggestions,
        )
