"""Regular expressions of a data file, checked as it is loaded."""

import re


def regular(pattern: str) -> str:
    """For a data model: the same pattern, or `ValueError` where it is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as problem:
        raise ValueError(f"정규식이 아닙니다: {pattern} ({problem})") from None
    return pattern


def all_regular(patterns: list[str]) -> list[str]:
    """The same for several."""
    return [regular(pattern) for pattern in patterns]
