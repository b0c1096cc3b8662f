"""One question, start to end: the pipeline as a list of steps.

Each step reads and fills a `Work`; one that returns an `Ending` finishes the turn. No model takes part:
every statement is a passage of the library or a fixed sentence, and instructions in either are only text.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from assistant.events import Event, told
from assistant.failures import log_failure
from assistant.messages import Messages
from assistant.pipeline.find import judge, search
from assistant.pipeline.kit import Kit
from assistant.pipeline.say import ground, put_together
from assistant.pipeline.several import answer_each
from assistant.pipeline.understand import hide_personal_numbers, refuse_others_data, see_danger, understand
from assistant.ports import Guidance, LibraryPort, ProgramName
from assistant.reply import Reply, Status, Turn
from assistant.settings import AnswerSettings
from assistant.work import Ending, Work
from knowledge.language.morphemes import Morphemes

Step = Callable[[Kit, Work], Ending | None]

STEPS: tuple[tuple[str | None, Step], ...] = (
    ("step_understand", hide_personal_numbers),
    (None, see_danger),
    (None, refuse_others_data),
    (None, understand),
    ("step_search", answer_each),
    (None, search),
    (None, judge),
    ("step_compose", put_together),
    ("step_ground", ground),
)
"""Each with the name of its progress message, where the person is told of it."""


class Assistant:
    """Answers turns. One object serves all threads; it holds no conversation."""

    def __init__(
        self,
        library: LibraryPort,
        programs: Sequence[ProgramName],
        today: Callable[[], date],
        *,
        morphemes: Morphemes | None = None,
        settings: AnswerSettings | None = None,
        messages: Messages | None = None,
        guidance: Guidance | None = None,
    ) -> None:
        """Read the data files; `CatalogError` where one is wrong. `today` is the date in Asia/Seoul."""
        self._kit = Kit(
            library,
            programs,
            today,
            morphemes or Morphemes(),
            settings or AnswerSettings(),
            messages or Messages(),
            guidance or Guidance(),
        )

    @property
    def kit(self) -> Kit:
        """What its steps share, for who builds on them."""
        return self._kit

    def answer(self, turn: Turn) -> Reply:
        """The reply to a turn; never raises for what a person typed."""
        return next(item for item in self._run(turn) if isinstance(item, Reply))

    def stream(self, turn: Turn) -> Iterator[Event]:
        """The same with its progress: steps, the text a block at a time, then the whole reply."""
        for item in self._run(turn):
            if isinstance(item, str):
                yield {"event": "step", "step": item, "text": self._kit.messages.say(item, turn.role)}
            else:
                yield from told(item)

    def _run(self, turn: Turn) -> Iterator[str | Reply]:
        """The names of the steps as they begin, then the reply."""
        work = Work(turn)
        ending: Ending | None = None
        try:
            work.revision = self._kit.library.revision()
            for name, step in STEPS:
                if name:
                    yield name
                if ending := step(self._kit, work):
                    break
        except Exception as problem:
            log_failure("answer_failed", turn.id, problem)
            work.citations, work.suggestions = [], []
        yield work.reply(ending or self._kit.end(work, Status.ERROR, "error"))
