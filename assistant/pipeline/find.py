"""The middle steps: one search, and whether what it found can carry an answer."""

from assistant.evidence import better_topic, enough, heading_first, naming, sure, unheard_of
from assistant.pipeline.guides import guide_of
from assistant.pipeline.kit import Kit
from assistant.pipeline.say import no_source, suggested
from assistant.ports import EventName, ProgramName
from assistant.reply import Status
from assistant.suggestions import other_year
from assistant.understanding.scope import Scope
from assistant.work import Ending, Work
from assistant.years import missing_year
from knowledge.aspects import Aspect
from knowledge.records import DocumentKind

_WHAT_THERE_IS = frozenset({Aspect.TARGET, Aspect.RELATED})
"""Aspects by which somebody asks what there is for what happened, where no figure is asked for."""


def search(kit: Kit, work: Work) -> Ending | None:
    """One search, with the official words for everyday ones."""
    work.hits = kit.library.search(work.query, as_of=work.as_of, role=work.turn.role, top=kit.settings.hits)
    if work.topic is None:
        work.hits = heading_first(work.question, work.hits)
    if any(hit.cosine is None for hit in work.hits):
        kit.notice(work, "stale", "stale_notice")
    return None


def judge(kit: Kit, work: Work) -> Ending | None:
    """Whether there is anything to stand on: a card for that year, or hits that bear on the question."""
    if unheard := unheard_of(work.question, work.hits, kit.names):
        work.suggestions = suggested(kit, work)
        return kit.end(work, Status.NO_SOURCE, "no_program", program=unheard)
    if work.topic:
        work.topic = _asked_of(kit, work, work.topic)
        missing = _missing(kit, work, work.topic)
        if missing or kit.card(work, work.topic, work.as_of):
            return missing
    if event := _told(kit, work):
        work.event = event
        return None
    if _names_nothing(kit, work):
        return kit.end(work, Status.NEEDS_FACTS, "which_program", aspect=work.question.aspects[0].term)
    work.guide = guide_of(kit, work)
    return None if work.guide else _by_the_hits(kit, work)


def _by_the_hits(kit: Kit, work: Work) -> Ending | None:
    """Whether the hits bear on a question that names nothing the library is sure to know."""
    if not enough(work.question, work.hits, kit.settings):
        if work.question.scope is Scope.OFF_TOPIC and not work.crisis.calls:
            return kit.end(work, Status.OUT_OF_SCOPE, "out_of_scope")
        return no_source(kit, work)
    if work.topic is None and work.question.unknown:
        speaking = naming(work.question.unknown, work.hits)
        if not speaking:
            return no_source(kit, work)
        work.hits = speaking
        return None
    return _led_by_the_best_hit(kit, work)


def _led_by_the_best_hit(kit: Kit, work: Work) -> Ending | None:
    """Where no program is named, the life event or the program of the best hit is meant, if surely so."""
    best = work.hits[0].passage
    work.unsure = work.topic is None and not sure(work.question, work.hits, kit.settings)
    program = best.program if best.document_kind is DocumentKind.PROGRAM else _of_event(kit, work)
    if work.topic is None and not work.unsure and program:
        work.topic = kit.programs.get(program) or ProgramName(program, best.document)
        return _missing(kit, work, work.topic)
    return None


def _of_event(kit: Kit, work: Work) -> str | None:
    """Of the life event found first the program that helps most and was found too.

    It has what is asked for, which the event does not tell: an amount, a date.
    """
    event = kit.events.get(work.hits[0].passage.document_id)
    if event is None or not work.question.firm:
        return None
    found = {hit.passage.program for hit in work.hits}
    return next((program for program in event.programs if program in found), None)


def _told(kit: Kit, work: Work) -> EventName | None:
    """The life event that somebody tells of, where nothing more definite is asked than what there is for it.

    It is told by their words for it, or found before anything else.
    """
    question = work.question
    if work.topic or question.scope is Scope.OFF_TOPIC or question.unknown or question.wanted.patterns:
        return None
    asked = set(question.aspects)
    if question.firm and Aspect.RELATED not in asked and not asked <= _WHAT_THERE_IS:
        return None
    alike = kit.library.nearest_questions(work.text, as_of=work.as_of, role=work.turn.role)
    told = {identity: cosine for identity, cosine in alike.items() if identity in kit.events}
    best = max(told, key=told.__getitem__, default=None)
    settings = kit.settings
    least = settings.told_asking_cosine if asked else settings.told_cosine
    if best is not None and told[best] >= least:
        return kit.events[best]
    first = work.hits[0] if work.hits else None
    if first and first.passage.document_id in kit.events and (first.cosine or 0.0) >= settings.min_cosine:
        return kit.events[first.passage.document_id]
    return None


def _names_nothing(kit: Kit, work: Work) -> bool:
    """An aspect of nothing (신청 방법이 뭐예요), unless a guide answers for all programs."""
    question = work.question
    if work.topic or question.terms or not question.aspects or work.crisis.calls:
        return False
    best = work.hits[0] if work.hits else None
    guided = best and best.passage.document_kind is DocumentKind.GUIDE
    return question.scope is not Scope.OFF_TOPIC and not (
        guided and best and (best.cosine or 0.0) >= kit.settings.sure_cosine
    )


def _asked_of(kit: Kit, work: Work, topic: ProgramName) -> ProgramName:
    """The program asked about: of one that somebody already gets, perhaps another that has the words."""
    found = work.hits[0].passage.program if work.hits else None
    if topic.id in kit.reader.statuses and work.question.terms and found:
        return kit.programs.get(found, topic)
    if not work.question.named[0].held:
        return topic
    best = better_topic(work.question, work.hits, kit.card(work, topic, work.as_of))
    return kit.programs.get(best or "", topic)


def _missing(kit: Kit, work: Work, topic: ProgramName) -> Ending | None:
    """The ending for a year whose figures are not known, with the current year offered."""
    role = work.turn.role
    missing = missing_year(
        lambda day: kit.stored(work, topic, day),
        lambda: kit.library.program_periods(topic.id, role),
        work.question,
        kit.messages.unpublished_marks,
        kit.today(),
    )
    if missing is None:
        return None
    current = kit.today().year
    if kit.card(work, topic, kit.today()):
        work.suggestions = [other_year(topic, current, kit.messages, role)]
    says = {"program": topic.name, "year": missing.year, "current": current}
    return kit.end(work, Status.NO_SOURCE, missing.message, **says)
