"""Programs worth a look beside the answer, and why."""

from collections.abc import Collection, Sequence

from assistant.messages import Messages
from assistant.ports import ProgramName
from assistant.reply import Suggestion
from knowledge.records import Hit, Role


def from_hits(
    hits: Sequence[Hit], shown: Collection[str], most: int, messages: Messages, role: Role
) -> list[Suggestion]:
    """The other programs whose cards were found, best first, at most `most`."""
    found: dict[str, Suggestion] = {}
    for hit in hits:
        passage = hit.passage
        if passage.program and passage.program not in shown and passage.program not in found:
            section = passage.breadcrumb[-1] if passage.breadcrumb else passage.document
            why = messages.say("why_related", role, section=section)
            found[passage.program] = Suggestion(program=passage.program, name=passage.document, why=why)
    return list(found.values())[:most]


def from_event(programs: Sequence[ProgramName], messages: Messages, role: Role) -> list[Suggestion]:
    """The programs that follow from a life event, in the order that helps."""
    why = messages.say("why_event", role)
    return [Suggestion(program=program.id, name=program.name, why=why) for program in programs]


def other_year(program: ProgramName, year: int, messages: Messages, role: Role) -> Suggestion:
    """The same program in a year that is known."""
    why = messages.say("why_other_year", role, year=year)
    return Suggestion(program=program.id, name=program.name, why=why)
