"""Questions and facts of everyday, in which nothing may be heard that is not there."""

from collections.abc import Sequence

from assistant.understanding.crisis import Crises, Level
from evals.answers.kinds import Kind, Part
from evals.answers.questions import read_questions
from evals.facts.utterances import read_utterances
from knowledge.records import Role


def ordinary() -> Sequence[str]:
    """The questions of the answers and the facts that are only measured: nothing was learned from these.

    Without those that have a cue of danger.
    """
    questions = [one.question for one in read_questions(None).questions if one.kind is not Kind.CRISIS]
    told = [one.say for one in read_utterances(None).utterances if one.part is Part.HELD]
    crises = Crises()
    return [text for text in (*questions, *told) if crises.read(text, Role.CITIZEN).level is Level.NONE]
