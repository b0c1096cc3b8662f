"""Facts read twice: by rules, and by a model where one is set. What they differ in is asked, never assumed.

The reading by rules stands. What only the model has read becomes a doubtful fact, and so does a fact that
the two read differently: the conversation asks about it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Any

import structlog
from langchain_core.messages import AIMessage
from langsmith import tracing_context

from assistant.llm.agent import visible
from assistant.llm.background import Background
from assistant.llm.breaker import Breaker
from assistant.llm.extraction import Vocabulary
from assistant.llm.failure import trouble_of
from assistant.llm.material import as_text
from assistant.llm.opening import OpenModel
from assistant.llm.privacy import Privacy
from assistant.llm.prompts import read_prompt
from assistant.understanding.facts import Confidence, Context, Fact, FactReader, Reading
from assistant.understanding.facts.model import HEAD
from knowledge.rules.facts import Fact as Known

_SHARE = 0.2  # of the time that a turn has for the model
_SHORTEST = 6  # letters of an utterance worth a request
_ASKS = ("?", "까요", "나요", "가요", "습니까", "죠", "뭐예요", "얼마예요")
_log = structlog.get_logger(__name__)


class ModelReader(FactReader):
    """Reads by rules and, where it may, by a model; may serve all threads."""

    def __init__(
        self,
        model: OpenModel,
        background: Background,
        breaker: Breaker,
        privacy: Privacy,
        facts: Callable[[], Sequence[Known]],
        spaced: Callable[[str], str],
    ) -> None:
        """`facts` gives the facts of the rules, with the first utterance; `spaced` is `FactReader`'s."""
        super().__init__(spaced)
        self._model, self._background, self._breaker, self._privacy = model, background, breaker, privacy
        self._facts = facts
        self._prompt = read_prompt("read")
        self._made: Vocabulary | None = None

    def read(self, text: str, as_of: date, context: Context | None = None) -> Reading:
        """See `FactReader.read`; never longer than a fifth of the model's time beyond that."""
        context = context or Context()
        reading = super().read(text, as_of, context)
        if not self._worth(text, reading, context):
            return reading
        try:
            with self._breaker.place():
                found = self._asked(text, as_of, context, reading)
        except Exception as problem:  # whatever a model does, the reading by rules is there
            _log.warning("model_unused", trouble=trouble_of(problem).value, kind=type(problem).__name__)
            return reading
        return merged(reading, found, context)

    def _worth(self, text: str, reading: Reading, context: Context) -> bool:
        """Whether an utterance may tell facts, and the model may hear it."""
        if not self._model.tells or len(text.strip()) < _SHORTEST:
            return False
        asks = text.rstrip().endswith(_ASKS)
        return bool(reading.facts) or context.asked is not None or not asks

    def _asked(self, text: str, as_of: date, context: Context, reading: Reading) -> list[Fact]:
        if self._made is None:
            self._made = Vocabulary.of(self._facts())
        hidden = self._privacy.veil().hide(text)
        members = sorted({HEAD, *(one.ref for one in (*context.members, *reading.members))})
        data = {
            "task": "read",
            "utterance": hidden,
            "as_of": as_of.isoformat(),
            "asked": context.asked.fact if context.asked else None,
            "members": members,
            "vocabulary": self._made.told(),
        }
        deadline = monotonic() + self._model.settings.seconds * _SHARE
        written = self._background.run(self._written(data), deadline)
        return self._made.facts(written, hidden, members)

    async def _written(self, data: dict[str, Any]) -> str:
        messages = [("system", self._prompt.text), ("user", as_text(data))]
        with tracing_context(enabled=False):
            answer = await self._model.chat.ainvoke(messages)
        assert isinstance(answer, AIMessage)  # noqa: S101 - what a chat model answers
        return visible(str(answer.text))


def merged(reading: Reading, found: Sequence[Fact], context: Context) -> Reading:
    """The reading by rules with what a model read besides, both doubtful where they differ."""
    facts = list(reading.facts)
    own = {fact.key: at for at, fact in enumerate(facts)}
    for fact in found:
        at = own.get(fact.key)
        if at is None:
            known = context.fact(fact.id, fact.member)
            if known is None or not _same(known, fact):
                facts.append(fact)
        elif not _same(facts[at], fact):
            other = (*facts[at].alternatives, str(fact.value))
            facts[at] = replace(facts[at], confidence=Confidence.DOUBTFUL, alternatives=other)
    return replace(reading, facts=tuple(facts))


def _same(one: Fact, other: Fact) -> bool:
    """Whether two facts say the same; a list that holds the other's elements does."""
    if isinstance(one.value, (list, tuple)) and isinstance(other.value, (list, tuple)):
        return set(map(str, other.value)) <= set(map(str, one.value))
    return one.value == other.value
