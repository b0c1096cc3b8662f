"""The middle steps: one search, and whether what it found can carry an answer."""

from assistant.evidence import better_topic, enough, heading_first, naming, sure, unheard_of
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

_EVENT_AMONG = 3
_WHAT_THERE_IS = frozenset({Aspect.TARGET, Aspect.RELATED})


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
    if work.topic is None and (event := _happened(kit, work)):
        work.event, work.unsure = event, False
        return None
    program = best.program if best.document_kind is DocumentKind.PROGRAM else None
    if work.topic is None and not work.unsure and program:
        work.topic = kit.programs.get(program) or ProgramName(program, best.document)
        return _missing(kit, work, work.topic)
    return None


def _happened(kit: Kit, work: Work) -> EventName | None:
    """The life event that was found first, or among the first where no hit is sure; only where nothing more
    definite is asked than what there is.
    """
    question = work.question
    if question.scope is Scope.OFF_TOPIC or (question.firm and not set(question.aspects) <= _WHAT_THERE_IS):
        return None
    for hit in work.hits[: _EVENT_AMONG if work.unsure else 1]:
        if hit.passage.document_id in kit.events and (hit.cosine or 0.0) >= kit.settings.min_cosine:
            return kit.events[hit.passage.document_id]
    return None


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
