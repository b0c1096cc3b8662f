"""Danger in what is said: by its cues, and where it has none, by its meaning."""

from collections.abc import Callable

import numpy as np

from assistant.understanding.crisis import Crises, Crisis, Level
from assistant.understanding.unspoken import Unspoken
from knowledge.records import Role

_SHORT = 8
"""A shorter text (네, 200이요) is not heard by its meaning."""

QuestionVector = Callable[[str], tuple[str, np.ndarray] | None]
"""See `LibraryPort.question_vector`."""


class Dangers:
    """Hears danger; made once. Without vectors the cues remain."""

    def __init__(self, vector: QuestionVector) -> None:
        """Read the data files; `CatalogError` where one is wrong."""
        self._crises, self._unspoken, self._vector = Crises(), Unspoken(), vector

    def danger(self, text: str, role: Role) -> Crisis:
        """The danger that a text speaks of, as it bears on an answer to this role.

        What is only heard by its meaning is a notice, never the whole answer.
        """
        crisis = self._crises.read(text, role)
        if crisis.level is not Level.NONE or len(text) < _SHORT or self._crises.harmless(text):
            return crisis
        question = self._vector(text)
        return self._crises.of_kinds(self._unspoken.kinds(*question)) if question else crisis
