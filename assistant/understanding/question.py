"""A question as it is understood: its programs, aspects, day and words, and what kind of text it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.ports import ProgramName
from assistant.understanding.aspect import Aspects
from assistant.understanding.cues import Cues
from assistant.understanding.scope import Scope, Scopes
from assistant.understanding.topic import Named, Topics
from knowledge.aspects import Aspect
from knowledge.language.morphemes import Morphemes
from knowledge.language.years import AskedDay, asked_day

_TOO_COMMON = frozenset(
    {"지원", "사업", "제도", "서비스", "신청", "대상", "기준", "금액", "방법", "사람", "때", "올해"}
)

_COUNTED = re.compile(r"\d+(?:종|등급|급|유형|차|인|세|째|구간|분위)")


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood.

    `unknown`: names of programs that the library has no card of. `firm`: the aspect is said and not only
    hinted at (되나요). `changed`: it asks what is different from the year before. `terms` are the content
    words of two letters or more besides programs and aspects; `more`: there is at least one such word,
    however short.
    """

    text: str
    scope: Scope
    named: tuple[Named, ...]
    unknown: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    firm: bool
    changed: bool
    asked: AskedDay
    terms: tuple[str, ...]
    more: bool

    @property
    def aspect_words(self) -> tuple[str, ...]:
        """The words by which documents head the aspects asked about: 선정기준, 신청방법."""
        return tuple(
            word for aspect in self.aspects for word in re.split(r"[·\s]", aspect.term) if len(word) > 1
        )

    @property
    def programs(self) -> list[ProgramName]:
        """The programs named, in order."""
        return [named.program for named in self.named]


class Reader:
    """Understands questions; made once for a list of programs."""

    def __init__(self, programs: Sequence[ProgramName], morphemes: Morphemes) -> None:
        """Read the cue files; `CatalogError` where one is wrong."""
        self._morphemes = morphemes
        self._scopes, self._aspects = Scopes(), Aspects()
        self._topics = Topics(programs, morphemes.terms)

    def scope(self, text: str) -> Scope:
        """Only what kind of text it is."""
        return self._scopes.read(text)

    def read(self, text: str, as_of: date) -> Question:
        """Understand a masked text; years like 작년 count from `as_of`."""
        named = tuple(self._topics.named(text))
        phrases = [found.phrase for found in named]
        asked = asked_day(text, as_of)
        rest = self._aspects.rest(
            Cues.of([*phrases, *([asked.phrase] if asked.phrase else [])]).without(text)
        )
        words = self._morphemes.query(rest)
        aspects, firm = self._aspects.asked(text, phrases)
        scope = self._scopes.read(text)
        return Question(
            text=text,
            scope=Scope.WELFARE if named and scope in (Scope.OPEN, Scope.OFF_TOPIC) else scope,
            named=named,
            unknown=() if named else self._topics.unknown(text),
            aspects=aspects,
            firm=firm,
            changed=self._aspects.changed(text),
            asked=asked,
            terms=self._terms(rest, words),
            more=any(word not in _TOO_COMMON for word in words),
        )

    def _terms(self, rest: str, words: Sequence[str]) -> tuple[str, ...]:
        """Words of two letters or more, and a number with its counter: 1종, 65세, 4인."""
        long = [word for word in words if len(word) > 1 and word not in _TOO_COMMON and not word.isdecimal()]
        return tuple(dict.fromkeys([*long, *_COUNTED.findall("".join(rest.split()))]))
