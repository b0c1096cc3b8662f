"""Names in rules: Korean terms as identifiers, and the nearest known name for a misspelt one."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_OTHER = re.compile(r"[^0-9A-Za-z가-힣]+")


def identifier(term: str) -> str:
    """A term as it is written in a rule: `생계급여 선정기준 비율` → `생계급여_선정기준_비율`.

    Anything but letters and digits becomes `_`; a term that begins with a digit gets `_` before it.
    """
    name = _OTHER.sub("_", term).strip("_")
    return f"_{name}" if name[:1].isdigit() else name


def key(name: str) -> str:
    """What two spellings of a name have in common: `기준중위소득` and `기준_중위소득` are the same."""
    return name.replace("_", "")


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint for an unknown name: the closest known ones, or nothing."""
    by_key = {key(other): other for other in known}
    close = get_close_matches(key(name), by_key, n=3, cutoff=0.5)
    wanted = key(name)
    close += [k for k in by_key if len(wanted) > 1 and wanted in k and k not in close][: 3 - len(close)]
    return f" 혹시 {', '.join(by_key[match] for match in close)}인가요?" if close else ""
