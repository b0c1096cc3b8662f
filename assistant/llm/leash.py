"""An assistant on a leash: its answer stands, and a model may word anew what of it is cited prose.

The answer without a model is made first. Nothing of the model is shown before it has passed the check
(`grounding.phrased`); whatever goes wrong, the answer without a model is given, with a notice that says so.
Verdicts, amounts, facts, suggestions and the next question are never the model's.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import Any

import structlog

from assistant.grounding.phrased import PhrasedCheck
from assistant.grounding.wording import Wording
from assistant.llm.agent import Agent
from assistant.llm.background import Background
from assistant.llm.breaker import Breaker
from assistant.llm.draft import Cutter, Draft
from assistant.llm.failure import trouble_of
from assistant.llm.gathering import Gathered, gathered
from assistant.llm.material import as_text, material
from assistant.llm.numbering import Numbering
from assistant.llm.opening import OpenModel
from assistant.llm.phrase import Phraser
from assistant.llm.ports import Answering, ShowingLibrary
from assistant.llm.privacy import Privacy
from assistant.llm.prompts import Prompt, read_prompt
from assistant.llm.reading import ModelReader
from assistant.llm.tools import TOOLS, TurnContext
from assistant.llm.trouble import Notices, Trouble
from assistant.messages import Messages
from assistant.ports import ProgramName
from assistant.reply import Notice, Phrasing, Reply, Status, Turn
from assistant.understanding.benefit_names import BenefitNames
from assistant.understanding.everyday import Everyday
from assistant.understanding.facts import FactReader
from knowledge.language.morphemes import Morphemes
from knowledge.rules.facts import Fact as Known

Event = Mapping[str, Any]
_PHRASED = (Status.ANSWERED, Status.NEEDS_FACTS)
_FREE = ("found", "support", "overview_more")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Trying:
    """The model is asked now."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was shown so far is taken back: the whole text comes anew."""


class Leash:
    """The model and all that checks it, made once for as many assistants as it holds; serves all threads."""

    def __init__(
        self,
        library: ShowingLibrary,
        programs: Sequence[ProgramName],
        model: OpenModel,
        *,
        morphemes: Morphemes | None = None,
        messages: Messages | None = None,
    ) -> None:
        """Read the prompts and word lists; `CatalogError` where one is wrong."""
        self.library, self.model, self.settings = library, model, model.settings
        self.messages, self.notices = messages or Messages(), Notices()
        self.wording, self.privacy = Wording(), Privacy()
        self.prompt: Prompt = read_prompt("phrase")
        self.breaker = Breaker(self.settings.failures, self.settings.rest, self.settings.concurrent)
        self.background = Background()
        self.morphemes = morphemes or Morphemes()
        benefits = BenefitNames(Everyday(), self.morphemes)
        check = PhrasedCheck(self.wording, programs, benefits)
        prompts = (self.prompt, read_prompt("mend"))
        agent = Agent(model.chat, self.prompt, TOOLS if self.settings.tools else ())
        self.phraser = Phraser(agent, check, self.background, prompts, self.settings.characters)

    def hold(self, assistant: Answering) -> "LeashedAssistant":
        """The assistant, on this leash."""
        return LeashedAssistant(assistant, self)

    def reader(self, facts: Callable[[], Sequence[Known]]) -> FactReader:
        """A reader of facts that asks the model too; `facts` gives the facts of the rules."""
        spaced = self.morphemes.spaced
        return ModelReader(self.model, self.background, self.breaker, self.privacy, facts, spaced)

    def close(self) -> None:
        """Break off what is running and close the connections."""
        self.background.close(self.model.close())


class LeashedAssistant:
    """Wraps an assistant; one object serves all threads."""

    def __init__(self, inner: Answering, leash: Leash) -> None:
        self._inner, self._leash = inner, leash

    def answer(self, turn: Turn) -> Reply:
        """The reply to a turn; never raises for what a model does."""
        base = self._inner.answer(turn)
        return next(item for item in self._run(turn, base) if isinstance(item, Reply))

    def stream(self, turn: Turn) -> Iterator[Event]:
        """The same with its progress. `{"event": "restart"}` takes back the text so far."""
        base: Reply | None = None
        for event in self._inner.stream(turn):
            if event["event"] == "step":
                yield event
            elif event["event"] == "reply":
                base = Reply.model_validate(event["reply"])
        if base is None:
            raise RuntimeError("the assistant ended without a reply")
        first = True
        for item in self._run(turn, base):
            if isinstance(item, Trying):
                yield {"event": "step", "step": "step_phrase", "text": self._leash.notices.step}
            elif isinstance(item, Withdrawn):
                first = True
                yield {"event": "restart"}
            elif isinstance(item, Reply):
                yield {"event": "reply", "reply": item.model_dump(mode="json")}
            else:
                yield {"event": "text", "delta": item if first else f"\n\n{item}"}
                first = False

    def _run(self, turn: Turn, base: Reply) -> Iterator[str | Trying | Withdrawn | Reply]:
        """The blocks of the text as they may be shown, then the reply."""
        found = gathered(turn, base, self._leash.library, self._leash.wording, tells=self._leash.model.tells)
        draft = self._draft(turn, base, found) if found else Draft()
        if found is None or not draft.wordable:
            yield from base.text.split("\n\n")
            yield base
            return
        yield Trying()
        numbering = Numbering(lambda mark: found.citation(mark))
        context = self._context(base, found)
        shown: list[str] = []
        try:
            with closing(self._blocks(turn, base, draft, found, context)) as blocks:
                for block in blocks:
                    shown.append(context.veil.show(numbering.block(block)))
                    yield shown[-1]
        except Exception as problem:
            trouble = trouble_of(problem)
            # The kind alone is logged: the words may be a person's.
            _log.warning("model_unused", turn=turn.id, trouble=trouble.value, kind=type(problem).__name__)
            yield from _instead(shown, base.text)
            yield self._marked(turn, base, trouble, context)
            return
        yield base.model_copy(
            update={
                "text": "\n\n".join(shown),
                "citations": numbering.citations,
                "phrasing": self._phrasing("model", context),
            }
        )

    def _draft(self, turn: Turn, base: Reply, found: Gathered) -> Draft:
        free = {self._leash.messages.say(name, turn.role) for name in _FREE}
        cutter = Cutter(self._leash.wording, self._leash.model.tells, lambda part: part in free)
        return cutter.cut(base, found.evidence) if base.status in _PHRASED else Draft()

    def _context(self, base: Reply, found: Gathered) -> TurnContext:
        return TurnContext(
            reply=base,
            role=found.role,
            library=self._leash.library,
            evidence=found.evidence,
            wording=self._leash.wording,
            veil=self._leash.privacy.veil(),
            most_calls=self._leash.settings.calls,
            tells=self._leash.model.tells,
        )

    def _blocks(
        self, turn: Turn, base: Reply, draft: Draft, found: Gathered, context: TurnContext
    ) -> Generator[str]:
        """The accepted blocks in the marks of the turn."""
        deadline = monotonic() + self._leash.settings.seconds
        question = context.veil.hide(found.question)
        found.evidence.draft = context.veil.cover(draft.text)
        data = material(base, turn.role, question, draft, found.evidence, self._leash.settings.material)
        with self._leash.breaker.place():
            yield from self._leash.phraser.phrase(context.veil.cover(as_text(data)), draft, context, deadline)

    def _marked(self, turn: Turn, base: Reply, trouble: Trouble, context: TurnContext) -> Reply:
        notice = Notice(kind="model", text=self._leash.notices.say(trouble, turn.role))
        update = {"notices": [*base.notices, notice], "phrasing": self._phrasing(trouble.value, context)}
        return base.model_copy(update=update)

    def _phrasing(self, outcome: str, context: TurnContext) -> Phrasing:
        return Phrasing(
            model=self._leash.settings.name,
            prompt=self._leash.prompt.stamp,
            outcome=outcome,
            calls=context.calls,
        )


def _instead(shown: Sequence[str], text: str) -> Iterator[str | Withdrawn]:
    """The blocks of a text after others were shown: what goes on from them, else all of them anew."""
    so_far = "".join(f"{block}\n\n" for block in shown)
    if not text.startswith(so_far):
        yield Withdrawn()
        so_far = ""
    yield from text[len(so_far) :].split("\n\n")
