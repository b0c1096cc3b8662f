"""Whether a figure taken from a table is said of the row it stands in: 4인 가구는 820,556원?"""

import re
from collections.abc import Sequence

from assistant.grounding.figures import Figure, figures

_CLAUSE = re.compile(r"(?<!\d),(?!\d)|(?<=\d),\s|그리고|[;·]|\s(?:이고|이며)\s|(?<=원)(?:이고|이며|,)")
_KEYS = ("명",)  # what heads the rows of the tables of amounts: 1인, 2인 …


def in_other_rows(sentence: str, texts: Sequence[str]) -> str | None:
    """The first clause whose amount stands in rows of tables alone, and in none with its household size."""
    rows = [figures(line) for text in texts for line in text.splitlines() if line.lstrip().startswith("|")]
    if not rows:
        return None
    prose = figures(
        "\n".join(line for text in texts for line in text.splitlines() if not line.lstrip().startswith("|"))
    )
    keyed = {key for row in rows for key in _keys(row)}
    for clause in _CLAUSE.split(sentence):
        said = figures(clause)
        keys = _keys(said) & keyed
        for amount in (one for one in said if one[0] == "원" and one not in prose):
            holding = [row for row in rows if amount in row and _keys(row)]
            if keys and holding and not any(keys <= row for row in holding):
                return clause.strip()
    return None


def _keys(found: set[Figure]) -> set[Figure]:
    return {one for one in found if one[0] in _KEYS}
