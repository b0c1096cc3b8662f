"""One question, start to end: the pipeline as a list of steps.

Each step reads and fills a `Work`; one that returns an `Ending` finishes the turn. No model takes part:
every statement is a passage of the library or a fixed sentence, and instructions in either are only text.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import structlog

from assistant.compose import Found, compose
from assistant.evidence import better_topic, enough, heading_first, naming, sure, unheard_of
from assistant.grounding.check import grounded
from assistant.grounding.citations import numbered
from assistant.grounding.figures import figures
from assistant.messages import Messages
from assistant.ports import LibraryPort, ProgramName
from assistant.reply import Notice, Reply, Status, Suggestion, Turn
from assistant.settings import AnswerSettings
from assistant.suggestions import from_hits, other_year
from assistant.understanding.crisis import Crises, Level
from assistant.understanding.question import Reader
from assistant.understanding.scope import Scope
from assistant.work import Ending, Work
from assistant.years import missing_year, published
from knowledge.language.masking import mask
from knowledge.language.morphemes import Morphemes
from knowledge.language.text import normalise
from knowledge.records import DocumentKind, Passage

Event = dict[str, Any]
"""`{"event": "step", "step", "text"}`, `{"event": "text", "delta"}`; last `{"event": "reply", "reply"}`."""

_log = structlog.get_logger(__name__)
_EARLY = {
    Scope.GREETING: (Status.ANSWERED, "greeting"),
    Scope.THANKS: (Status.ANSWERED, "thanks"),
    Scope.EMPTY: (Status.NEEDS_FACTS, "empty"),
    Scope.SENSELESS: (Status.NEEDS_FACTS, "senseless"),
    Scope.FOREIGN: (Status.NEEDS_FACTS, "foreign"),
}


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
    ) -> None:
        """Read the data files; `CatalogError` where one is wrong. `today` is the date in Asia/Seoul."""
        self._library, self._today = library, today
        self._programs = {program.id: program for program in programs}
        self._names = "\n".join(name for program in programs for name in (program.name, *program.aliases))
        self._settings = settings or AnswerSettings()
        self._messages = messages or Messages()
        self._fixed_figures = figures(f"{self._messages.all_texts}\n{self._names}")
        self._crises = Crises()
        self._reader = Reader(programs, morphemes or Morphemes())
        self._steps: tuple[tuple[str | None, Callable[[Work], Ending | None]], ...] = (
            ("step_understand", self._mask),
            (None, self._crisis),
            (None, self._understand),
            ("step_search", self._search),
            (None, self._judge),
            ("step_compose", self._compose),
        )

    def answer(self, turn: Turn) -> Reply:
        """The reply to a turn; never raises for what a person typed."""
        return next(item for item in self._run(turn) if isinstance(item, Reply))

    def stream(self, turn: Turn) -> Iterator[Event]:
        """The same with its progress: steps, the text a block at a time, then the whole reply.

        The deltas joined are the reply's text; each ends at the end of a block, so that nothing jumps.
        """
        for item in self._run(turn):
            if isinstance(item, str):
                yield {"event": "step", "step": item, "text": self._messages.say(item, turn.role)}
                continue
            pieces = item.text.split("\n\n")
            for at, piece in enumerate(pieces):
                yield {"event": "text", "delta": piece if at == len(pieces) - 1 else f"{piece}\n\n"}
            yield {"event": "reply", "reply": item.model_dump(mode="json")}

    def _run(self, turn: Turn) -> Iterator[str | Reply]:
        """The names of the steps as they begin, then the reply."""
        work = Work(turn)
        try:
            work.revision = self._library.revision()
            for name, step in self._steps:
                if name:
                    yield name
                if ending := step(work):
                    break
            else:
                yield "step_ground"
                ending = self._ground(work)
        except Exception as problem:
            # Neither the message nor the locals are logged: both may hold what a person typed.
            place = traceback.extract_tb(problem.__traceback__)[-1]
            _log.error(
                "answer_failed",
                turn=turn.id,
                kind=type(problem).__name__,
                place=f"{Path(place.filename).name}:{place.lineno}",
            )
            ending = Ending(Status.ERROR, self._messages.say("error", turn.role))
            work.citations, work.suggestions = [], []
        yield work.reply(ending)

    def _mask(self, work: Work) -> Ending | None:
        """Personal numbers out, and nothing longer than a question in."""
        clean = normalise(work.turn.text)
        if len(clean) > self._settings.longest_question:
            return self._end(work, Status.BLOCKED, "too_long", limit=f"{self._settings.longest_question:,}")
        work.text = mask(clean).strip()
        if work.text != clean.strip():
            self._notice(work, "privacy", "privacy_notice")
        return None

    def _crisis(self, work: Work) -> Ending | None:
        """A danger to somebody: a notice, or for a citizen in danger now the whole reply."""
        crisis = work.crisis = self._crises.read(work.text, work.turn.role)
        if crisis.level is Level.REPLACE:
            return self._calls(work, "crisis")
        if crisis.level is Level.NOTICE:
            self._notice(work, "crisis", "crisis_notice", calls="; ".join(crisis.calls))
        return None

    def _understand(self, work: Work) -> Ending | None:
        """Program, aspect, year; greetings and words without sense end here."""
        early = _EARLY.get(self._reader.scope(work.text))
        if early:
            return self._end(work, *early)
        question = self._reader.read(work.text, work.turn.as_of)
        work.understood = question
        work.topic = next(iter(question.asked_about), None)
        if (
            not work.topic
            and not question.terms
            and question.aspects
            and question.scope is not Scope.OFF_TOPIC
            and not work.crisis.calls
        ):
            return self._end(work, Status.NEEDS_FACTS, "which_program", aspect=question.aspects[0].term)
        return None

    def _search(self, work: Work) -> Ending | None:
        """One search, with the official words for everyday ones."""
        query = " ".join((work.text, *work.question.official))
        work.hits = self._library.search(
            query, as_of=work.as_of, role=work.turn.role, top=self._settings.hits
        )
        if work.topic is None:
            work.hits = heading_first(work.question, work.hits)
        if any(hit.cosine is None for hit in work.hits):
            self._notice(work, "stale", "stale_notice")
        return None

    def _judge(self, work: Work) -> Ending | None:
        """Whether there is anything to stand on: a card for that year, or hits that bear on the question."""
        if unheard := unheard_of(work.question, work.hits, self._names):
            work.suggestions = self._suggested(work)
            return self._end(work, Status.NO_SOURCE, "no_program", program=unheard)
        if work.topic:
            work.topic = self._asked_of(work, work.topic)
            missing = self._missing(work, work.topic)
            if missing or self._card(work, work.topic, work.as_of):
                return missing
        if not enough(work.question, work.hits, self._settings):
            if work.question.scope is Scope.OFF_TOPIC and not work.crisis.calls:
                return self._end(work, Status.OUT_OF_SCOPE, "out_of_scope")
            return self._no_source(work)
        if work.topic is None and work.question.unknown:
            speaking = naming(work.question.unknown, work.hits)
            if not speaking:
                return self._no_source(work)
            work.hits = speaking
            return None
        best = work.hits[0].passage
        work.unsure = work.topic is None and not sure(work.question, work.hits, self._settings)
        if (
            work.topic is None
            and not work.unsure
            and best.document_kind is DocumentKind.PROGRAM
            and best.program
        ):
            work.topic = self._programs.get(best.program) or ProgramName(best.program, best.document)
            return self._missing(work, work.topic)
        return None

    def _asked_of(self, work: Work, topic: ProgramName) -> ProgramName:
        """The program asked about: of one that somebody already gets, perhaps another that has the words."""
        if not work.question.named[0].held:
            return topic
        best = better_topic(work.question, work.hits, self._card(work, topic, work.as_of))
        return self._programs.get(best or "", topic)

    def _compose(self, work: Work) -> Ending | None:
        found = Found(
            question=work.question,
            role=work.turn.role,
            as_of=work.as_of,
            hits=work.hits,
            passages=lambda program, day: self._card(work, program, day),
            topic=work.topic,
            unsure=work.unsure,
            limits=self._settings,
        )
        work.blocks = compose(found, self._messages)
        return None

    def _ground(self, work: Work) -> Ending:
        """Only what stands in its sources is said, and only where a passage stands behind it."""
        day, years = work.as_of, work.question.asked.years
        said = [work.text, *(f"{year}년" for year in (*years, day.year - 1, day.year))]
        said += [str(block.rows_shown) for block in work.blocks if block.rows_shown]
        blocks = grounded(work.blocks, self._fixed_figures | figures("\n".join(said)), work.turn.id)
        if not any(block.passages for block in blocks) or (work.unsure and work.crisis.calls):
            return self._no_source(work)
        text, work.citations = numbered(blocks, self._settings.longest_quote)
        self._year_notice(work)
        if any(citation.passage_id in work.cut for citation in work.citations):
            self._notice(work, "unsure", "unpublished_notice")
        work.suggestions = self._suggested(work)
        return Ending(Status.NO_SOURCE if work.unsure else Status.ANSWERED, text)

    def _card(self, work: Work, program: ProgramName, day: date) -> Sequence[Passage]:
        """The card in force on a day, without lines on figures that are not published yet."""
        kept, cut = published(self._stored(work, program, day), self._messages.unpublished_marks)
        work.cut |= cut
        return kept

    def _stored(self, work: Work, program: ProgramName, day: date) -> Sequence[Passage]:
        """The card in force on a day, read once a turn."""
        key = program.id, day
        if key not in work.cards:
            work.cards[key] = self._library.program_passages(program.id, as_of=day, role=work.turn.role)
        return work.cards[key]

    def _no_source(self, work: Work) -> Ending:
        """Nothing is found: whom to call in a danger, else that there is no source."""
        work.suggestions = self._suggested(work)
        if work.crisis.calls:
            work.notices = [notice for notice in work.notices if notice.kind != "crisis"]
            return self._calls(work, "crisis_only")
        return self._end(work, Status.NO_SOURCE, "no_source")

    def _missing(self, work: Work, topic: ProgramName) -> Ending | None:
        """The ending for a year whose figures are not known, with the current year offered."""
        role, marks = work.turn.role, self._messages.unpublished_marks
        missing = missing_year(
            lambda day: self._stored(work, topic, day),
            lambda: self._library.program_periods(topic.id, role),
            work.question,
            marks,
            self._today(),
        )
        if missing is None:
            return None
        current = self._today().year
        if self._card(work, topic, self._today()):
            work.suggestions = [other_year(topic, current, self._messages, role)]
        says = {"program": topic.name, "year": missing.year, "current": current}
        return self._end(work, Status.NO_SOURCE, missing.message, **says)

    def _suggested(self, work: Work) -> list[Suggestion]:
        named = {program.id for program in work.question.programs}
        cited = {citation.passage_id for citation in work.citations}
        said = {p.program for block in work.blocks for p in block.passages if p.id in cited and p.program}
        shown = named | said | ({work.topic.id} if work.topic else set())
        return from_hits(work.hits, shown, self._settings.suggestions, self._messages, work.turn.role)

    def _year_notice(self, work: Work) -> None:
        asked = work.question.asked
        if len(asked.years) < 2 and (asked.explicit or work.as_of.year != self._today().year):
            day = f"{work.as_of.year}. {work.as_of.month}. {work.as_of.day}."
            self._notice(work, "year", "year_notice", day=day)

    def _calls(self, work: Work, message: str) -> Ending:
        calls = "\n".join(f"- {call}" for call in work.crisis.calls)
        return Ending(Status.CRISIS, f"{self._messages.say(message, work.turn.role)}\n\n{calls}")

    def _notice(self, work: Work, kind: str, message: str, **values: object) -> None:
        work.notices.append(Notice(kind=kind, text=self._messages.say(message, work.turn.role, **values)))

    def _end(self, work: Work, status: Status, message: str, **values: object) -> Ending:
        return Ending(status, self._messages.say(message, work.turn.role, **values))
