"""What the steps of a turn share: the tools of a conversation, and the work on one utterance so far."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.blocks import Block
from assistant.conversation.answers import Answers
from assistant.conversation.asking import Asker, Question
from assistant.conversation.cases import Cases
from assistant.conversation.deadlines import Deadlines, Due
from assistant.conversation.events import Events
from assistant.conversation.heard import Heard
from assistant.conversation.intents import Intents
from assistant.conversation.names import Names
from assistant.conversation.ports import Sources
from assistant.conversation.state import Client, State
from assistant.conversation.verdicts import Teller
from assistant.conversation.wording import Wording
from assistant.grounding.figures import Figure, figures
from assistant.pipeline.kit import Kit
from assistant.reply import Notice, Suggestion, Turn
from assistant.tools.suggest_programs import Suggester
from assistant.understanding.facts import Correction, Fact, FactReader, Reading
from assistant.understanding.question import Question as Asked
from knowledge.rules import Rules


class Desk:
    """One object serves all threads; it holds nothing of a turn."""

    def __init__(self, kit: Kit, sources: Sources, reader: FactReader | None = None) -> None:
        """Read the data files; `CatalogError` with file and line where one is wrong."""
        if sources.rules is None:
            raise RuntimeError("a conversation was opened without rules")
        self.kit, self.sources = kit, sources
        self.rules: Rules = sources.rules()
        self.reader = reader or FactReader(kit.morphemes.spaced)
        self.intents, self.wording, self.cases = Intents(), Wording(), Cases.read()
        self.names = Names(self.rules)
        self.asker = Asker(self.rules, self.names)
        self.answers = Answers(self.rules, self.intents, self.asker.data.unless_held)
        self.events, self.heard = Events(sources.events), Heard()
        self.teller = Teller(self.names, self.wording)
        self.suggester = Suggester(self.names.programs, self.rules.sources.programs, sources.exclusions)
        self.relations = sources.relations(self.rules)
        self._deadlines = Deadlines()
        self.fixed_figures: set[Figure] = figures(f"{self.wording.all_texts}\n{self.asker.all_texts}")

    def due(self, talk: "Talk", programs: Collection[str]) -> list[Due]:
        """The last days to apply for programs, by what is known of the household."""
        facts = talk.client.context.facts
        return self._deadlines.due(programs, facts, self.names.programs, talk.turn.as_of, talk.turn.role)


@dataclass
class Talk:
    """One turn. `facts` are those it brought, `people`: it named new ones, `answered`: it answered the
    question that was put, `declined`: it left that open, `unclear`: it was no answer.
    """

    turn: Turn
    state: State
    text: str = ""
    question: Asked | None = None
    reading: Reading = field(default_factory=Reading)
    facts: Sequence[Fact] = ()
    corrections: Sequence[Correction] = ()
    impossible: Sequence[Fact] = ()
    people: bool = False
    answered: bool = False
    declined: bool = False
    unclear: bool = False
    notices: list[Notice] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    determinations: Sequence[dict[str, Any]] = ()
    suggestions: Sequence[Suggestion] = ()
    next: Question | None = None
    figures: set[Figure] = field(default_factory=set)

    @property
    def client(self) -> Client:
        """The household that is spoken of."""
        return self.state.client

    @property
    def as_of(self) -> date:
        """The day that the turn asks about."""
        return self.question.asked.day if self.question else self.turn.as_of

    @property
    def personal(self) -> bool:
        """Whether the turn told something of the household."""
        return bool(self.facts) or self.people or self.answered or self.declined

    def say(self, *texts: str) -> None:
        """Add paragraphs that cite nothing."""
        self.blocks += [Block(text) for text in texts if text]
