"""The model's answer, block by block: each is checked before anybody sees it, and mended at most once."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from assistant.grounding.phrased import PhrasedCheck
from assistant.grounding.sentences import MARK
from assistant.grounding.spoken import all_figures
from assistant.llm.agent import Agent, messages_of
from assistant.llm.background import Background
from assistant.llm.cutting import blocks
from assistant.llm.draft import HOLDER, Draft, beginnings
from assistant.llm.privacy import PLACE_HOLDER
from assistant.llm.prompts import Prompt
from assistant.llm.tools import TurnContext
from assistant.llm.trouble import ModelTrouble, Trouble
from knowledge.language.text import compact, normalise

_ATTEMPTS = 2
_LEAST_OF_THE_LEAD = 0.25
_TELLING = 20  # letters of a line of the prompt by which it is known when the model says it back


@dataclass
class Accepted:
    """What has passed the check so far, in the marks of the turn; `used` are the place holders put back.
    `told` is the same as the model may read it.
    """

    blocks: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    worded: bool = False

    def known(self, block: str) -> bool:
        """Whether the block has been accepted already."""
        return compact(block) in {compact(one) for one in self.blocks}


class Faulty(Exception):
    """A block that may not be shown; `faults` say why."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__()
        self.faults = list(faults)


class Phraser:
    """Lets an agent word a draft; made once, serves all threads."""

    def __init__(
        self,
        agent: Agent,
        check: PhrasedCheck,
        background: Background,
        prompts: Sequence[Prompt],
        longest: int,
    ) -> None:
        """`prompts`: the one the agent has, and the one that asks for mending; `longest` in characters."""
        self._agent, self._check, self._background, self._longest = agent, check, background, longest
        own, self._mend = prompts
        lines = (compact(line) for line in own.text.splitlines())
        self._telling = [line[:_TELLING] for line in lines if len(line) >= _TELLING]

    def phrase(self, material: str, draft: Draft, context: TurnContext, deadline: float) -> Iterator[str]:
        """The blocks of the answer in the marks of the turn, each as soon as it has passed.

        Raises ModelTrouble where the answer cannot be used; what was yielded until then is withdrawn.
        """
        accepted = Accepted()
        for number in draft.leading:
            yield from self._put_back(number, draft, accepted)
        failed, complaint = "", ""
        for attempt in range(_ATTEMPTS):
            messages = messages_of(material, failed, complaint)
            written: list[str] = []
            try:
                with closing(self._blocks(messages, context, deadline, written)) as found:
                    for block in found:
                        yield from self._passed(block, draft, context, accepted)
                _complete(draft, accepted)
            except Faulty as problem:
                if attempt + 1 == _ATTEMPTS:
                    raise ModelTrouble(Trouble.UNGROUNDED, "faults") from None
                failed, complaint = "\n\n".join(written), self._complaint(problem.faults, accepted)
                complaint = context.veil.cover(complaint)
            else:
                yield from _left(draft, accepted)
                return

    def _blocks(
        self, messages: Sequence[dict[str, str]], context: TurnContext, deadline: float, written: list[str]
    ) -> Generator[str]:
        """The blocks that the model finishes, as it finishes them; `written` gathers them."""
        message, done = 0, 0
        with closing(self._background.iterate(self._agent.write(messages, context), deadline)) as parts:
            for part in parts:
                if len(part.text) > self._longest:
                    raise ModelTrouble(Trouble.LIMIT, "characters")
                if part.message != message:
                    message, done = part.message, 0
                whole = part.text if part.done else part.text[: part.text.rfind("\n\n") + 1]
                for block in blocks(normalise(whole))[done:]:
                    done += 1
                    written.append(block)
                    yield block

    def _passed(self, block: str, draft: Draft, context: TurnContext, accepted: Accepted) -> Iterator[str]:
        """The block with place holders put back, in pieces; raises Faulty."""
        at = 0
        for holder in [*HOLDER.finditer(block), None]:
            text = block[at : holder.start() if holder else len(block)].strip()
            if text and not accepted.known(text):
                if faults := self._faults(text, context, accepted.blocks[-1] if accepted.blocks else ""):
                    raise Faulty(faults)
                accepted.worded = True
                yield from _accept(text, accepted)
            if holder is None:
                return
            at = holder.end()
            yield from self._put_back(int(holder[1]), draft, accepted)

    def _put_back(self, number: int, draft: Draft, accepted: Accepted) -> Iterator[str]:
        if number not in draft.fixed:
            raise Faulty([f"없는 자리표입니다: {{{{{number}}}}}"])
        if number not in accepted.used:
            accepted.used.add(number)
            fixed = draft.fixed[number]
            yield from _accept(fixed.text, accepted, fixed.told or f"{{{{{number}}}}}")

    def _faults(self, text: str, context: TurnContext, above: str) -> list[str]:
        faults = self._check.faults(PLACE_HOLDER.sub("○○", text), context.evidence, above)
        if strange := context.veil.strange(text):
            faults.append(f"가려진 것이 아닌 표시입니다: {', '.join(strange)}")
        joined = compact(text)
        if any(line in joined for line in self._telling):
            faults.append("안내의 글을 옮기지 말고 답만 쓰세요.")
        return faults

    def _complaint(self, faults: Sequence[str], accepted: Accepted) -> str:
        listed = "\n".join(f"- {fault}" for fault in faults)
        shown = "\n\n".join(accepted.told) or "(아직 없습니다)"
        return self._mend.text.replace("{faults}", listed).replace("{accepted}", shown)


def _complete(draft: Draft, accepted: Accepted) -> None:
    """Raises Faulty where the whole leaves out what the draft says first."""
    text = "\n".join(accepted.blocks)
    if not accepted.worded or not any(int(mark) in draft.lead for mark in MARK.findall(text)):
        marks = " ".join(f"[{mark}]" for mark in sorted(draft.lead))
        raise Faulty([f"초안의 첫 내용이 빠졌습니다. 그 내용을 {marks} 표시와 함께 쓰세요."])
    if len(draft.words & beginnings(text)) < _LEAST_OF_THE_LEAD * len(draft.words):
        raise Faulty(["초안의 첫 내용을 다 전하지 않았습니다. 물은 것의 답을 초안대로 쓰세요."])
    said = all_figures(MARK.sub(" ", text))
    if draft.figures and len(draft.figures & said) < _LEAST_OF_THE_LEAD * len(draft.figures):
        raise Faulty(["초안의 첫 내용에 있는 숫자가 빠졌습니다. 근거에 적힌 그대로 쓰세요."])


def _left(draft: Draft, accepted: Accepted) -> Iterator[str]:
    """What has to be said and was left out, in its order."""
    for number, fixed in draft.fixed.items():
        if fixed.needed and number not in accepted.used:
            yield from _accept(fixed.text, accepted)


def _accept(text: str, accepted: Accepted, told: str = "") -> Iterator[str]:
    accepted.blocks.append(text)
    accepted.told.append(told or text)
    yield text
