"""A language model that does as it is told: an OpenAI-compatible server on loopback that follows a script.

with ScriptedModel(BEHAVIOURS["wrong_figure"]) as model:
    settings = read_settings().model_copy(update={"llm": "openai:scripted", "llm_url": model.url})
    with open_services(settings) as services:
        services.assistant.answer(turn)
    model.asked  # what reached it, request by request

A script is a function from what was asked to a move (`Say`, `Call`, `Refuse`, `Fail`, `Hang` …), or a list
of moves that are made one after the other, the last one again and again.
"""

from evals.scripted_model.behaviours import BEHAVIOURS, MISBEHAVIOURS
from evals.scripted_model.moves import Asked, Call, Cut, Fail, Garbage, Hang, Move, Refuse, Say, Script
from evals.scripted_model.server import ScriptedModel

__all__ = [
    "BEHAVIOURS",
    "MISBEHAVIOURS",
    "Asked",
    "Call",
    "Cut",
    "Fail",
    "Garbage",
    "Hang",
    "Move",
    "Refuse",
    "Say",
    "Script",
    "ScriptedModel",
]
