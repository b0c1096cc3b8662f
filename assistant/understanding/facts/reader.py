"""The reader: one utterance in, facts out. `read` is the list of steps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from assistant.understanding.facts.answers import AnswerReader
from assistant.understanding.facts.conditions import ConditionReader
from assistant.understanding.facts.descriptors import read_descriptors
from assistant.understanding.facts.disability import read_disability
from assistant.understanding.facts.events import read_events
from assistant.understanding.facts.lexicon import Lexicon
from assistant.understanding.facts.model import HEAD, Confidence, Context, Correction, Fact, Reading
from assistant.understanding.facts.money import MoneyReader
from assistant.understanding.facts.people import Mention, Mentions
from assistant.understanding.facts.regions import RegionReader
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.size import read_size
from assistant.understanding.facts.text import Preparation
from assistant.understanding.facts.vehicles import VehicleReader
from assistant.understanding.facts.words import Words

_NOT_BUT = Words("reader.not_but")
_FETUS = Words("people.fetus")
_PREGNANT = Words("events.pregnant")
_DUE = Words("events.due")
_EXPECTING = frozenset({"pregnant", "due_date", "fetus_count"})
_GROWING = ("statuses", "crisis")


class FactReader:
    """Reads the facts of a household from masked utterances; made once, may serve all threads."""

    def __init__(self, spaced: Callable[[str], str] | None = None) -> None:
        """Read the data files; `CatalogError` with file and line where one is wrong.

        `spaced` puts spaces in what was written without any (`Morphemes.spaced`).
        """
        self._lexicon = Lexicon()
        self._preparation = Preparation(self._lexicon.spelling, spaced)
        self._mentions = Mentions(self._lexicon.people)
        self._conditions = ConditionReader(self._lexicon.conditions)
        self._money = MoneyReader(self._lexicon)
        self._vehicles = VehicleReader(self._lexicon.vehicles)
        self._regions = RegionReader()
        self._answers = AnswerReader(self._lexicon.answers)

    def read(self, text: str, as_of: date, context: Context | None = None) -> Reading:
        """What an utterance says, given what is known; days count from `as_of`."""
        context = context or Context()
        said = self._preparation.ready(text)
        if not said.text.strip():
            return Reading()
        scene = Scene(said, as_of, context, self._lexicon, self._mentions)
        if not scene.clauses:
            return Reading()
        self._name(scene)
        read_size(scene)
        read_descriptors(scene)
        read_events(scene)
        self._conditions.read(scene)
        read_disability(scene)
        self._money.read(scene)
        self._vehicles.read(scene)
        self._regions.read(scene)
        answer = self._answers.read(scene)
        _forget_the_gone(scene)
        corrects = self._answers.corrects(scene.text)
        facts = tuple(_settled(_merged(scene.facts)))
        return Reading(
            facts=facts,
            members=tuple(scene.cast.named.values()),
            corrections=tuple(_corrections(facts, context, corrects)),
            about=scene.about,
            focus=_focus(scene),
            topic=scene.topic,
            answer=answer,
        )

    def _name(self, scene: Scene) -> None:
        """Everybody who is spoken of, in order, so that children are numbered as they are named."""
        _call_anew(scene)
        for mention in scene.mentions:
            if _unborn(scene, mention):
                scene.cast.ignore(mention)
                continue
            clause = scene.clause_at(mention.start)
            feared = clause.plan and not (clause.asks or clause.hypothetical or clause.hearsay)
            if scene.told(clause) or ((feared or clause.elliptic) and mention.role.role != "child"):
                scene.cast.refs(mention)


def _call_anew(scene: Scene) -> None:
    """아들이 아니라 딸이에요: one person of the other sex, not two."""
    for mention, other in pairwise(scene.mentions):
        between = scene.text[mention.stop : other.start]
        if mention.role.role != other.role.role or not _NOT_BUT.fullmatch(between):
            continue
        if (ref := scene.cast.same(mention, other)) is not None:
            scene.add("sex", ref, other.role.sex, other.start, other.stop)


def _unborn(scene: Scene, mention: Mention) -> bool:
    """임신했어요. 아이는 하나예요: who is not born yet is no member."""
    counted = mention.predicate or _FETUS.match(scene.text[mention.end :])
    if mention.role.role != "child" or mention.role.order or not (mention.count and counted):
        return False
    asked, known = scene.context.asked, scene.context.facts
    expecting = (
        (asked is not None and asked.fact in _EXPECTING)
        or any(fact.id in _EXPECTING and fact.value for fact in known)
        or _PREGNANT.search(scene.text)
        or _DUE.search(scene.text)
    )
    return bool(expecting) and not scene.cast.children()


def _forget_the_gone(scene: Scene) -> None:
    """Who died or was divorced is no member."""
    gone = any(fact.id == "spouse" and fact.value is None for fact in scene.facts)
    if gone and not any(fact.member == "spouse" for fact in scene.facts):
        scene.cast.forget("spouse")
    scene.cast.forget(HEAD)


def _merged(facts: list[Fact]) -> list[Fact]:
    """Elements of one list as one fact, the doubtful ones apart."""
    merged: list[Fact] = []
    for fact in facts:
        old = next(
            (
                at
                for at, one in enumerate(merged)
                if one.key == fact.key and one.confidence is fact.confidence
            ),
            None,
        )
        if fact.id in _GROWING and old is not None and isinstance(fact.value, tuple):
            value = merged[old].value
            assert isinstance(value, tuple)  # noqa: S101 - the readers give tuples for these facts
            merged[old] = replace(
                merged[old], value=tuple(dict.fromkeys([*map(str, value), *map(str, fact.value)]))
            )
        else:
            merged.append(fact)
    return merged


def _settled(facts: list[Fact]) -> list[Fact]:
    """Of two things that cannot both be so the later one, to be asked: 예순다섯이 … 예순셋."""
    last = {fact.key: fact for fact in facts if fact.id not in _GROWING}
    said: set[tuple[str | None, str]] = set()
    twice = {
        fact.key
        for fact in facts
        if fact.id not in _GROWING and fact.value != last[fact.key].value and fact.sure
    }
    settled: list[Fact] = []
    for fact in facts:
        if fact.key not in twice:
            settled.append(fact)
        elif fact is last[fact.key] and fact.key not in said:
            said.add(fact.key)
            settled.append(replace(fact, confidence=Confidence.DOUBTFUL))
    return settled


def _corrections(facts: tuple[Fact, ...], context: Context, explicit: bool) -> list[Correction]:
    found: list[Correction] = []
    for fact in facts:
        old = context.fact(fact.id, fact.member)
        if old is not None and old.value != fact.value and fact.id not in _GROWING:
            found.append(Correction(old, fact, explicit))
    return found


def _focus(scene: Scene) -> str | None:
    """Who was spoken of last."""
    for mention in reversed(scene.mentions):
        refs = scene.cast.refs(mention)
        if refs:
            return refs[0]
    return scene.context.focus
