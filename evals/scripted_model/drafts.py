"""The draft as a misbehaving model takes it up."""

import json
import re
from collections.abc import Mapping

from evals.scripted_model.moves import Asked, Move, Say


def draft(asked: Asked) -> str:
    """The draft that the model was given, or nothing."""
    return str(asked.material.get("draft", ""))


def bare(text: str) -> str:
    """The draft without its marks, whose numbers are not to be taken for figures."""
    return re.sub(r"\[\d+\]|\{\{[^}]*\}\}", "", text)


def mark(asked: Asked) -> str:
    """The mark of the first source, or nothing."""
    sources = asked.material.get("sources") or [{}]
    return str(sources[0].get("mark", ""))


def read(*facts: Mapping[str, object]) -> Move:
    """The answer to a request to read facts."""
    return Say(json.dumps({"facts": list(facts)}, ensure_ascii=False))


def phrased(asked: Asked, text: str) -> Move:
    """Says a text where it is to word an answer, and reads nothing where it is to read."""
    return Say(text) if asked.task != "read" else read()
