"""A text for each role, 해요체 for citizens and 합니다체 for officials, and how it is said."""

import re
from collections.abc import Iterable

from pydantic import Field

from knowledge.language.datafile import DataModel
from knowledge.records import Role

PLACE = re.compile(r"\{([a-z_]*)\}")
_PARTICLES = {"이(가)": ("이", "가"), "와(과)": ("과", "와"), "을(를)": ("을", "를"), "은(는)": ("은", "는")}
_PARTICLE = re.compile(r"([가-힣0-9%])(" + "|".join(re.escape(particle) for particle in _PARTICLES) + ")")
_CLOSED = frozenset("013678")  # read 영, 일, 삼, 육, 칠, 팔: with a final consonant


class ByRole(DataModel):
    """A text for each role."""

    citizen: str = Field(min_length=1)
    staff: str = Field(min_length=1)

    def to(self, role: Role) -> str:
        """The text for a role."""
        return self.staff if role is Role.STAFF else self.citizen


Text = str | ByRole
"""A text of a data file: the same for everybody, or one for each role."""


def said(text: Text, role: Role, **values: object) -> str:
    """The text for a role with its places filled and particles fitted to the words before them."""
    wording = text if isinstance(text, str) else text.to(role)
    return fit_particles(PLACE.sub(lambda place: str(values[place[1]]), wording))


def wordings(texts: Iterable[Text]) -> list[str]:
    """Every wording of these texts."""
    return [
        wording
        for text in texts
        for wording in ([text] if isinstance(text, str) else [text.citizen, text.staff])
    ]


def fit_particles(text: str) -> str:
    """이(가), 와(과), 을(를), 은(는) as the syllable, digit or % before them asks; else they stay."""
    return _PARTICLE.sub(lambda m: m[1] + _PARTICLES[m[2]][0 if _closed(m[1]) else 1], text)


def _closed(last: str) -> bool:
    return (ord(last) - 0xAC00) % 28 > 0 if last >= "가" else last in _CLOSED
