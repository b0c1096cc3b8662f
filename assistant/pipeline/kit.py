"""What every step works with, made once: the library, the fixed sentences, the readers of Korean."""

from collections.abc import Callable, Sequence
from datetime import date

from assistant.grounding.figures import figures
from assistant.messages import Messages
from assistant.ports import Guidance, LibraryPort, ProgramName
from assistant.reply import Notice, Status
from assistant.settings import AnswerSettings
from assistant.understanding.crisis import Crisis
from assistant.understanding.danger import Dangers
from assistant.understanding.others import Others
from assistant.understanding.question import Reader
from assistant.work import Ending, Work
from assistant.years import published
from knowledge.language.morphemes import Morphemes
from knowledge.records import Passage, Role


class Kit:
    """One object serves all threads; it holds nothing of a turn."""

    def __init__(
        self,
        library: LibraryPort,
        programs: Sequence[ProgramName],
        today: Callable[[], date],
        morphemes: Morphemes,
        settings: AnswerSettings,
        messages: Messages,
        guidance: Guidance,
    ) -> None:
        """Read the data files; `CatalogError` where one is wrong."""
        self.library, self.today, self.morphemes = library, today, morphemes
        self.programs = {program.id: program for program in programs}
        self.names = "\n".join(name for program in programs for name in (program.name, *program.aliases))
        self.settings, self.messages = settings, messages
        self.exclusions = guidance.exclusions
        self.events = {event.identity: event for event in guidance.events}
        self.fixed_figures = figures(f"{messages.all_texts}\n{self.names}")
        self._dangers = Dangers(library.question_vector)
        self.others = Others()
        self.reader = Reader(programs, morphemes)

    def danger(self, text: str, role: Role) -> Crisis:
        """The danger that a text speaks of, by its cues or by its meaning."""
        return self._dangers.danger(text, role)

    def asks_for_others(self, text: str) -> bool:
        """Whether a text asks for what concerns another person, which is told to nobody."""
        return self.others.asked(text)

    def stored(self, work: Work, program: ProgramName, day: date) -> Sequence[Passage]:
        """The card in force on a day, read once a turn."""
        key = program.id, day
        if key not in work.cards:
            work.cards[key] = self.library.program_passages(program.id, as_of=day, role=work.turn.role)
        return work.cards[key]

    def card(self, work: Work, program: ProgramName, day: date) -> Sequence[Passage]:
        """The card in force on a day, without lines on figures that are not published yet."""
        kept, cut = published(self.stored(work, program, day), self.messages.unpublished_marks)
        work.cut |= cut
        return kept

    def document(self, work: Work, identity: str) -> Sequence[Passage]:
        """The edition of a document that holds on the day asked about, without unpublished lines."""
        found = self.library.document_passages(identity, as_of=work.as_of, role=work.turn.role)
        kept, cut = published(found, self.messages.unpublished_marks)
        work.cut |= cut
        return kept

    def notice(self, work: Work, kind: str, message: str, **values: object) -> None:
        """Put a notice atop the reply."""
        text = self.messages.say(message, work.turn.role, **values)
        work.notices.append(Notice(kind=kind, text=text))

    def end(self, work: Work, status: Status, message: str, **values: object) -> Ending:
        """An ending with a fixed sentence."""
        return Ending(status, self.messages.say(message, work.turn.role, **values))

    def calls(self, work: Work, message: str) -> Ending:
        """The ending that says whom to call in a danger."""
        calls = "\n".join(f"- {call}" for call in work.crisis.calls)
        return Ending(Status.CRISIS, f"{self.messages.say(message, work.turn.role)}\n\n{calls}")
