"""The answer without a model, taken apart for the model: what it may word anew and what code puts back.

A table, a verdict and a sentence of our own stay as they are: the model sees a place holder, {{1}}, and code
puts the part back there. One that must not be lost is put at the end where the model left it out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assistant.grounding.evidence import Evidence
from assistant.grounding.figures import Figure
from assistant.grounding.sentences import MARK, Sentence, sentences
from assistant.grounding.spoken import all_figures
from assistant.grounding.wording import Wording
from assistant.llm.cutting import blocks
from assistant.llm.quarantine import for_a_model, only_orders
from assistant.reply import Reply
from knowledge.language.text import compact, runs

_TOLD = frozenset(
    {"원", "%", "세", "일", "개월", "시간", "회"}
)  # what an answer is asked for, not its article
HOLDER = re.compile(r"\{\{\s*(\d{1,2})\s*\}\}")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A part that is put back as it is. `needed`: it is said in any case. `told` is what of it the model may
    read, or empty.
    """

    text: str
    needed: bool
    told: str


@dataclass(frozen=True)
class Draft:
    """`text` is the draft with place holders, `fixed` what they stand for. `lead` are the marks, `figures`
    the figures and `words` the beginnings of the words of the first part that may be worded; without such a
    part there is nothing to do. `leading` are the needed parts before it, for which nobody has to wait.
    """

    text: str = ""
    fixed: dict[int, Fixed] = field(default_factory=dict)
    lead: frozenset[int] = frozenset()
    figures: frozenset[Figure] = frozenset()
    words: frozenset[str] = frozenset()
    leading: tuple[int, ...] = ()

    @property
    def wordable(self) -> bool:
        """Whether there is anything to word anew."""
        return bool(self.lead)


@dataclass(frozen=True)
class Cutter:
    """Takes replies apart. `tell`: the model may read a person's words and facts of the household; `free`
    tells fixed sentences that may be left out.
    """

    wording: Wording
    tell: bool
    free: Callable[[str], bool]

    def cut(self, reply: Reply, evidence: Evidence) -> Draft:
        """The draft of a reply whose sources are in the evidence."""
        parts: list[str] = []
        fixed: dict[int, Fixed] = {}
        lead: str | None = None
        leading: list[int] = []
        for part in self._parts(reply.text, evidence):
            if (kept := self._fixed(part, reply, evidence, leads=lead is None)) is not None:
                fixed[len(fixed) + 1] = kept
                parts.append(f"{{{{{len(fixed)}}}}}")
                if kept.needed and lead is None:
                    leading.append(len(fixed))
                continue
            clean = for_a_model(part, self.wording)
            if not only_orders(clean, self.wording):
                lead = clean if lead is None else lead
                parts.append(clean)
        marks = frozenset(int(mark) for mark in MARK.findall(lead or ""))
        counted = frozenset(one for one in all_figures(MARK.sub(" ", lead or "")) if one[0] in _TOLD)
        words = beginnings(lead or "")
        return Draft("\n\n".join(parts), fixed, marks, counted, words, tuple(leading))

    def _parts(self, text: str, evidence: Evidence) -> Iterator[str]:
        """The blocks of a text, a cited heading together with what follows it from its source."""
        part: list[str] = []
        for block in blocks(text):
            marks = [int(mark) for one in part for mark in MARK.findall(one)]
            body = for_a_model(block, self.wording)
            if part and not MARK.search(block) and _stands_in(body, marks, evidence):
                part.append(block)
                continue
            if part:
                yield "\n\n".join(part)
            part = [block]
        if part:
            yield "\n\n".join(part)

    def _fixed(self, part: str, reply: Reply, evidence: Evidence, *, leads: bool) -> Fixed | None:
        """How a part is kept; None where it may be worded anew. `leads`: nothing wordable stands before it,
        so that a table there is what was asked for.
        """
        own = for_a_model(part, self.wording) if self.tell else ""
        if not MARK.search(part):
            return Fixed(part, needed=not self.free(part), told=own)
        if any(line.lstrip().startswith("|") for line in part.splitlines()):
            return Fixed(
                part, needed=leads or bool(reply.determinations), told=for_a_model(part, self.wording)
            )
        decided = any(self._decides(one, evidence) for one in sentences(part))
        return Fixed(part, needed=True, told=own) if decided else None

    def _decides(self, sentence: Sentence, evidence: Evidence) -> bool:
        """Whether a sentence tells a verdict that is not a source's."""
        return self.wording.decides(sentence.text) and not evidence.says(sentence.text)


def beginnings(text: str) -> frozenset[str]:
    """The first two letters of its words, by which a word is known in whatever form it stands."""
    return frozenset(word[:2] for word in runs(text) if len(word) > 1)


def _stands_in(block: str, marks: list[int], evidence: Evidence) -> bool:
    """Whether every line of a block is a line of one of these sources."""
    texts = [source.compact for source in evidence.of(marks)]
    lines = [compact(line) for line in block.splitlines()]
    return any(all(line in text for line in lines) for text in texts)
