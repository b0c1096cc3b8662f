"""The first steps: numbers out, dangers seen, others' data refused, then program, aspect, year."""

from assistant.pipeline.kit import Kit
from assistant.reply import Status
from assistant.understanding.crisis import Level
from assistant.understanding.scope import Scope
from assistant.work import Ending, Work
from knowledge.language.masking import mask
from knowledge.language.text import normalise

_EARLY = {
    Scope.GREETING: (Status.ANSWERED, "greeting"),
    Scope.THANKS: (Status.ANSWERED, "thanks"),
    Scope.EMPTY: (Status.NEEDS_FACTS, "empty"),
    Scope.SENSELESS: (Status.NEEDS_FACTS, "senseless"),
    Scope.FOREIGN: (Status.NEEDS_FACTS, "foreign"),
}


def hide_personal_numbers(kit: Kit, work: Work) -> Ending | None:
    """Personal numbers out, and nothing longer than a question in."""
    clean = normalise(work.turn.text)
    if len(clean) > kit.settings.longest_question:
        return kit.end(work, Status.BLOCKED, "too_long", limit=f"{kit.settings.longest_question:,}")
    work.text = mask(clean).strip()
    if work.text != clean.strip():
        kit.notice(work, "privacy", "privacy_notice")
    return None


def see_danger(kit: Kit, work: Work) -> Ending | None:
    """A danger to somebody: a notice, or for a citizen in danger now the whole reply."""
    crisis = work.crisis = kit.danger(work.text, work.turn.role)
    if crisis.level is Level.REPLACE:
        return kit.calls(work, "crisis")
    if crisis.level is Level.NOTICE:
        kit.notice(work, "crisis", "crisis_notice", calls="; ".join(crisis.calls))
    return None


def refuse_others_data(kit: Kit, work: Work) -> Ending | None:
    """What concerns another person is told to nobody, and nothing is searched for it."""
    return kit.end(work, Status.OUT_OF_SCOPE, "others_data") if kit.asks_for_others(work.text) else None


def understand(kit: Kit, work: Work) -> Ending | None:
    """Program, aspect, year; greetings and words without sense end here."""
    early = _EARLY.get(kit.reader.scope(work.text))
    if early:
        return kit.end(work, *early)
    question = kit.reader.read(work.text, work.turn.as_of)
    work.understood = question
    work.topic = next(iter(question.asked_about), None)
    return None
