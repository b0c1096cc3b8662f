"""The check of a model's words, block by block: nothing in them that does not stand in the evidence.

A fault is a Korean sentence that tells the model what to mend; none means that the block may be shown.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.grounding.bounds import on_another_side
from assistant.grounding.evidence import Evidence, Source
from assistant.grounding.figures import Figure, ungrounded
from assistant.grounding.nearest import misplaced, turned_round
from assistant.grounding.rows import in_other_rows
from assistant.grounding.sentences import MARK, Sentence, sentences
from assistant.grounding.spoken import all_figures
from assistant.grounding.wording import Wording
from assistant.ports import ProgramName
from assistant.understanding.benefit_names import BenefitNames
from knowledge.language.text import compact, runs

_SHORT = 40  # characters of a block that may do without a mark: a heading, a lead
_HEADING = 120
_SHORTEST_NAME = 3
_QUOTED = re.compile(r"[‘“「『\"]([^‘’“”「」『』\"\n]{2,60})[’”」』\"]")
_PLACE = re.compile(
    r"https?:|www\.|(?<![a-z0-9])[a-z0-9-]+\.(?:kr|com|net|org|io|go|info|me|example)(?![a-z0-9])|@[a-z0-9]",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\]\(|!\[|<[a-z/!][^>]*>|```|\{\{|\}\}", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z가-힣㐀-䶿一-鿿ぁ-ヿЀ-ӿ]")
_HANGUL = re.compile(r"[가-힣]")
_WEIGHTY = ("원", "%")

_WORDS_LOOKED_AT = 6
_LEAST_KNOWN = 0.3


@dataclass(frozen=True)
class Block:
    """A block with its sentences and the sources that it cites, or that the heading over it does."""

    text: str
    parts: Sequence[Sentence]
    marks: tuple[int, ...]
    evidence: Evidence

    def cited_by(self, part: Sentence) -> list[Source]:
        """The sources of a sentence."""
        return self.evidence.of(part.marks or self.marks)


Check = Callable[[Block], str | None]


class PhrasedCheck:
    """Checks blocks of a model's text; made once, serves all threads."""

    def __init__(self, wording: Wording, programs: Sequence[ProgramName], benefits: BenefitNames) -> None:
        """`programs` are all that are known; `benefits` finds what is called like one."""
        self._wording, self._benefits = wording, benefits
        self._names = {
            compact(name): program.name
            for program in programs
            for name in (program.name, *program.aliases)
            if len(compact(name)) >= _SHORTEST_NAME
        }
        self._checks: tuple[Check, ...] = (
            _markup, _korean, _marks, _uncited, self._figures, _rows, self._programs, self._laws, _quotations,
            self._claims, _foreign, _turned, _misplaced,
        )  # fmt: skip

    def faults(self, text: str, evidence: Evidence, above: str = "") -> list[str]:
        """What is wrong with a block; a sentence each, for the model. A block without marks has those of the
        heading `above` it.
        """
        marks = MARK.findall(text) or (MARK.findall(above) if len(above) <= _HEADING else [])
        block = Block(text, sentences(text), tuple(int(mark) for mark in marks), evidence)
        return [fault for check in self._checks if (fault := check(block))]

    def named(self, text: str) -> set[str]:
        """The names of the known programs that a text names; of nested names the longest."""
        joined = compact(text)
        found = [name for name in self._names if name in joined]
        return {self._names[name] for name in found if not any(name != o and name in o for o in found)}

    def _figures(self, block: Block) -> str | None:
        """Each figure stands in a source cited by its sentence, or by the block where that cites none; money
        and shares in one that speaks of the program named.
        """
        evidence = block.evidence
        wrong: set[Figure] = set()
        for part in block.parts:
            said = all_figures(part.text)
            if not said:
                continue
            cited = block.cited_by(part)
            stated = evidence.said.union(
                *evidence.decided_figures.values(), *(source.figures for source in cited)
            )
            missing = said - stated
            wrong |= ungrounded(part.text, stated) | {one for one in missing if one[0]}
            wrong |= self._of_another(part.text, said - missing, cited, evidence)
        if not wrong:
            return None
        return f"그 문장에 표시한 근거에 없는 숫자가 있습니다: {', '.join(map(_spell, sorted(wrong)))}"

    def _of_another(
        self, text: str, said: set[Figure], cited: Sequence[Source], evidence: Evidence
    ) -> set[Figure]:
        """The money and shares that stand only where the program of the sentence is not spoken of."""
        weighty = {one for one in said if one[0] in _WEIGHTY and one not in evidence.said}
        named = self.named(text) if weighty else set()
        if not named:
            return set()
        calls = [call for call, name in self._names.items() if name in named]
        decided = (evidence.decided_figures.get(name, set()) for name in named)
        spoken = (source.figures for source in cited if any(call in source.compact for call in calls))
        return weighty.difference(*decided, *spoken)

    def _programs(self, block: Block) -> str | None:
        known = block.evidence.compact
        text = MARK.sub(" ", block.text)
        wrong = {name for name in self.named(text) if not self._spoken(name, known)}
        for called in (one for part in block.parts for one in self._benefits.found(part.text)):
            words = (*called.words, called.end)
            if compact(called.phrase) not in known and not all(compact(word) in known for word in words):
                wrong.add(called.phrase)
        return f"근거에 없는 사업이나 지원의 이름입니다: {', '.join(sorted(wrong))}" if wrong else None

    def _spoken(self, name: str, known: str) -> bool:
        return any(call in known for call, of in self._names.items() if of == name)

    def _laws(self, block: Block) -> str | None:
        known = block.evidence.compact
        wrong = sorted({law for law in self._wording.laws(block.text) if compact(law) not in known})
        return f"근거에 없는 법의 이름입니다: {', '.join(wrong)}" if wrong else None

    def _claims(self, block: Block) -> str | None:
        """Who gets something is said in a source's words, or as a rule with its condition and its mark."""
        own = (part for part in block.parts if not block.evidence.says(part.text))
        return next((fault for part in own if (fault := self._claim(part, block))), None)

    def _claim(self, part: Sentence, block: Block) -> str | None:
        wording, text = self._wording, part.text
        if wording.promises(text):
            return f"약속하거나 누구에게나 준다고 하지 마세요: {text}"
        if wording.discourages(text) or wording.asks_for_secrets(text):
            return f"신청을 말리거나 개인정보를 묻지 마세요: {text}"
        if not wording.decides(text):
            return None
        if not (wording.conditional(text) and block.marks):
            return f"받을 수 있는지를 당신의 말로 쓰지 말고 조건을 함께 쓰거나 빼세요: {text}"
        cited = "\n".join(source.text for source in block.cited_by(part))
        if wording.denial(text) and not wording.denies(cited):
            return f"근거는 못 받는다고 하지 않습니다: {text}"
        return None


def _markup(block: Block) -> str | None:
    if _MARKUP.search(block.text) or any(line.lstrip().startswith("|") for line in block.text.splitlines()):
        return "링크, 그림, HTML, 코드, 새 표, 초안에 없는 자리표를 쓰지 마세요."
    known = block.evidence.draft + "\n".join(one.text for one in block.evidence.sources.values())
    places = [found[0] for found in _PLACE.finditer(block.text)]
    return "근거에 없는 누리집이나 전자우편 주소입니다." if any(one not in known for one in places) else None


def _korean(block: Block) -> str | None:
    letters, hangul = len(_LETTER.findall(block.text)), len(_HANGUL.findall(block.text))
    return "한국어로 쓰세요." if letters > 4 and hangul * 2 < letters else None


def _marks(block: Block) -> str | None:
    wrong = sorted({mark for mark in block.marks if mark not in block.evidence.sources})
    return f"없는 근거 표시입니다: {', '.join(f'[{mark}]' for mark in wrong)}" if wrong else None


def _uncited(block: Block) -> str | None:
    bare = block.text.strip()
    short = len(bare) <= _SHORT or bare.startswith("#")
    if block.marks or short or compact(bare) in compact(block.evidence.draft):
        return None
    return "근거 표시가 없는 문단입니다. 근거에서 온 문장 끝에 [1]처럼 표시하거나 문단을 빼세요."


def _rows(block: Block) -> str | None:
    for part in block.parts:
        texts = [source.text for source in block.cited_by(part)]
        if wrong := in_other_rows(part.text, texts):
            return f"표의 다른 줄에 있는 값입니다: {wrong}"
        if wrong := on_another_side(part.text, texts):
            return f"근거와 이상·이하가 다릅니다: {wrong}"
    return None


def _quotations(block: Block) -> str | None:
    known = block.evidence.compact
    wrong = [quote for quote in _QUOTED.findall(block.text) if compact(quote) not in known]
    return f"근거에 없는 말을 따온 듯이 썼습니다: {', '.join(wrong)}" if wrong else None


def _foreign(block: Block) -> str | None:
    """A sentence most of whose words begin like none of the evidence is about something else."""
    known = block.evidence.compact
    for part in block.parts:
        words = [word for word in runs(part.text) if len(word) > 1]
        at_home = sum(word[:2] in known for word in words)
        if len(words) >= _WORDS_LOOKED_AT and at_home < _LEAST_KNOWN * len(words):
            return f"근거에 없는 내용입니다: {part.text}"
    return None


def _turned(block: Block) -> str | None:
    for part in block.parts:
        if turned_round(part.text, block.evidence.stated(block.cited_by(part))):
            return f"근거를 뒤집었습니다. 되는지 안 되는지, 이상인지 이하인지를 근거대로 쓰세요: {part.text}"
    return None


def _misplaced(block: Block) -> str | None:
    for part in block.parts:
        if figure := misplaced(part.text, block.evidence.stated(block.cited_by(part))):
            return f"근거의 다른 자리에 있는 숫자입니다({figure}): {part.text}"
    return None


def _spell(figure: Figure) -> str:
    unit, value = figure
    if unit == "원":
        return f"{int(value):,}원"
    if unit == "article":
        return "제" + value.split(".")[0] + "조"
    return value if unit in ("", "date") else f"{value}{unit}"
