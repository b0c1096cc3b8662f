"""A question as it is understood: its programs, aspects, day and words, and what kind of text it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from assistant.ports import ProgramName
from assistant.understanding.aspect import FIRM, Aspects
from assistant.understanding.benefit_names import BenefitName, BenefitNames
from assistant.understanding.claims import claims
from assistant.understanding.cues import Cues
from assistant.understanding.everyday import Everyday
from assistant.understanding.parts import clauses, items
from assistant.understanding.scope import Scope, Scopes
from assistant.understanding.topic import Named, Topics
from assistant.understanding.wanted import Wanted, WantedAnswers
from knowledge.aspects import Aspect
from knowledge.language.morphemes import Morphemes
from knowledge.language.years import AskedDay, asked_day

_OPEN_QUESTION = re.compile(r"얼마|어디|언제|무엇|무슨|뭐|뭘|몇|누가|누구|왜|어떤|어떻게(?!\s*(?:되|돼))")
"""What asks for more than yes or no; 어떻게 되나요 asks what becomes of it."""
_YES_OR_NO = re.compile(r"(?:나요|까요?|가요|지요|죠|돼요?|되나|[가-힣]요)\s*[?.!]*\s*$")
_MOST_ITEMS = 4
_SENTENCE = re.compile(r"(?:[?!.]|고|며|구)\s*$")
"""The end of a question of its own; a member of a list ends with its noun."""
_TEXTS_KEPT = 32
_WHOLE = frozenset({Aspect.APPEAL, Aspect.OVERLAP, Aspect.LAW})
"""Aspects that colour all that is asked with them: 이의신청은 며칠 안에 하고 며칠 안에 처리하나요."""
_COUNTED = re.compile(r"\d+(?:종|등급|급|유형|차|인|세|째|구간|분위)")


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood.

    `unknown`: names of programs that the library has no card of. `firm`: the aspect is said and not only
    hinted at (되나요). `changed`: it asks what is different from the year before, `compares`: how two things
    differ, `claims`: figures that it wants confirmed. `terms` are the content words of two letters or more
    besides programs and aspects, `official` how documents say them; `more`: there is at least one such word,
    however short. `called` are benefits by whatever name, where no program is named; `said` are the cues of
    aspects, `leaning` how strongly they point to each; `wanted` is what kind of answer is asked for.
    """

    text: str
    scope: Scope
    named: tuple[Named, ...]
    unknown: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    firm: bool
    changed: bool
    compares: bool
    claims: tuple[str, ...]
    asked: AskedDay
    terms: tuple[str, ...]
    official: tuple[str, ...]
    more: bool
    called: tuple[BenefitName, ...]
    said: tuple[str, ...]
    leaning: Mapping[Aspect, int] = field(default_factory=dict)
    wanted: Wanted = field(default_factory=Wanted)

    @property
    def of_two(self) -> bool:
        """Whether it asks one thing of two: a comparison, or whether one goes with the other."""
        return self.compares or Aspect.OVERLAP in self.aspects

    @property
    def of_several(self) -> bool:
        """The same where two or more programs are named, so that it stands by itself."""
        return self.of_two and len(self.named) > 1

    @property
    def query(self) -> str:
        """What is searched for: the text, with the official words for everyday ones."""
        return " ".join((self.text, *self.official))

    @property
    def aspect_words(self) -> tuple[str, ...]:
        """The words by which documents head the aspects asked about: 선정기준, 신청방법."""
        return tuple(
            word for aspect in self.aspects for word in re.split(r"[·\s]", aspect.term) if len(word) > 1
        )

    @property
    def programs(self) -> list[ProgramName]:
        """The programs named, in order: first those asked about, then those that somebody already gets."""
        return [named.program for named in sorted(self.named, key=lambda named: named.held)]

    @property
    def asked_about(self) -> list[ProgramName]:
        """The programs named without those that somebody already gets, unless there are no others."""
        return [named.program for named in self.named if not named.held] or self.programs


class Reader:
    """Understands questions; made once for a list of programs."""

    def __init__(self, programs: Sequence[ProgramName], morphemes: Morphemes) -> None:
        """Read the cue files; `CatalogError` where one is wrong."""
        self._morphemes = morphemes
        self._scopes, self._aspects, self._everyday = Scopes(), Aspects(), Everyday()
        self._wanted = WantedAnswers()
        self.statuses = self._everyday.statuses
        self._benefits = BenefitNames(self._everyday, morphemes)
        self._programs = {program.id: program for program in programs}
        self._topics = Topics(programs, morphemes.terms)
        # The conversation reads a turn, and then the answer to it does.
        self._read_once = lru_cache(maxsize=_TEXTS_KEPT)(self._read)

    def parts(self, question: Question, as_of: date) -> list[Question]:
        """The questions that a text asks of different programs; only itself where it asks one thing.

        A clause counts where it names a program and says what it asks about it, in whatever order. A
        comparison asks one thing of two programs, and so does whether one goes with the other: such a clause
        counts where it names them all.
        """
        whole = [question]
        if len(question.named) < 2:
            return whole
        found = [self.read(clause, as_of) for clause in clauses(question.text)]
        parts = [one for one in found if one.of_several or (len(one.asked_about) == 1 and one.aspects)]
        if question.of_two and len(parts) < len(found):
            return whole
        programs = [program.id for one in parts for program in one.programs]
        complete = set(programs) == {program.id for program in question.programs}
        return parts if complete and len(programs) == len(set(programs)) and len(parts) > 1 else whole

    def items(self, question: Question, as_of: date) -> list[Question]:
        """The things asked for of one program, each as a question of its own; only itself where it is one.

        A piece that says neither an aspect nor a kind of answer belongs to the next: 소득과 재산 기준. At the
        end of a list it is asked for by its own words: 소득기준, 생계지원금.
        """
        listed = [self._listed(clause, as_of) for clause in clauses(question.text)]
        texts = [piece for members in listed for piece in members]
        if len(texts) < 2:
            return [question]
        pieces: list[Question] = []
        held = ""
        for piece in texts:
            read = self.read(f"{held} {piece}".strip(), as_of)
            if max(read.leaning.values(), default=0) >= FIRM or read.wanted.patterns:
                pieces.append(replace(read, named=question.named, asked=question.asked))
                held = ""
            else:
                held = f"{held} {piece}".strip()
        if pieces and held and not _SENTENCE.search(texts[-2]):
            pieces.append(replace(self.read(held, as_of), named=question.named, asked=question.asked))
        leads = [max(one.leaning, key=one.leaning.__getitem__, default=None) for one in pieces]
        differ = len({(lead, one.wanted) for lead, one in zip(leads, pieces, strict=True)}) > 1
        return pieces[:_MOST_ITEMS] if differ and not _WHOLE & set(leads) else [question]

    def _listed(self, clause: str, as_of: date) -> list[str]:
        """The members of a list in a clause; the whole where only its end asks, for all of them at once.

        선정기준액은 단독과 부부가 각각 얼마 asks one thing, 선정기준액과 지급액은 얼마 two.
        """
        members = items(clause)
        if len(members) < 2:
            return members
        last = set(self.read(members[-1], as_of).said)
        named = any(self.read(member, as_of).leaning for member in members[:-1])
        only_how_much = "얼마" in members[-1] and last <= self._aspects.amounts
        return [clause] if named and only_how_much else members

    def scope(self, text: str) -> Scope:
        """Only what kind of text it is."""
        return self._scopes.read(text)

    def read(self, text: str, as_of: date) -> Question:
        """Understand a masked text; years like 작년 count from `as_of`."""
        return self._read_once(text, as_of)

    def _read(self, text: str, as_of: date) -> Question:
        named = self._named(text)
        if len(named) > 1:  # 차상위계층 is what somebody is: of others beside it one is asked about
            named = tuple(replace(one, held=one.held or one.program.id in self.statuses) for one in named)
        compares = self._aspects.compared(text)
        if compares:
            named = tuple(replace(one, held=False) for one in named)
        phrases = [found.phrase for found in named if found.phrase]
        asked = asked_day(text, as_of)
        rest = self._aspects.rest(
            Cues.of([*phrases, *([asked.phrase] if asked.phrase else [])]).without(text)
        )
        words = self._morphemes.query(rest)
        aspects, firm = self._aspects.asked(text, phrases)
        held = len(named) > 1 and any(one.held for one in named)
        closed = bool(_YES_OR_NO.search(text)) and not _OPEN_QUESTION.search(text)
        if (held and (not firm or closed)) or (len(named) > 1 and closed and not firm and not compares):
            aspects, firm = (Aspect.OVERLAP,), True  # 생계급여를 받는데 기초연금도 되나요
        scope = self._scopes.read(text)
        return Question(
            text=text,
            scope=Scope.WELFARE if named and scope in (Scope.OPEN, Scope.OFF_TOPIC) else scope,
            named=named,
            unknown=() if named else self._topics.unknown(text),
            aspects=aspects,
            firm=firm,
            changed=self._aspects.changed(text),
            compares=compares,
            claims=claims(text),
            asked=asked,
            terms=self._terms(text.replace(asked.phrase, " "), words),
            official=self._everyday.official(text),
            more=any(word not in self._everyday.common for word in words),
            said=tuple(self._aspects.said(text)),
            called=() if named else tuple(self._benefits.found(text)),
            leaning=self._aspects.weights(text, phrases),
            wanted=self._wanted.read(text, claims(text)),
        )

    def _named(self, text: str) -> tuple[Named, ...]:
        """The programs named; where none is, or only one that is received, that which alone has the thing."""
        named = self._topics.named(text)
        owner = None if any(not one.held for one in named) else self._everyday.owner(text)
        if owner in self._programs and owner not in {one.program.id for one in named}:
            named.append(Named(self._programs[owner], ""))
        return tuple(named)

    def _terms(self, text: str, words: Sequence[str]) -> tuple[str, ...]:
        """Words of two letters or more, and a number with its counter: 1종, 65세, 4인."""
        common = self._everyday.common
        long = [word for word in words if len(word) > 1 and word not in common and not word.isdecimal()]
        return tuple(dict.fromkeys([*long, *_COUNTED.findall("".join(text.split()))]))
