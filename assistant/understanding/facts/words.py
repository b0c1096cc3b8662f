"""Patterns by name from patterns.yaml, compiled when they are first used."""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from pydantic import RootModel, field_validator

from knowledge.language.datafile import read_data
from knowledge.language.numbers import NATIVE

PATTERNS = Path(__file__).with_name("patterns.yaml")


class Patterns(RootModel[dict[str, dict[str, list[str]]]]):
    """patterns.yaml: module, name, alternatives."""

    @field_validator("root")
    @classmethod
    def _compile(cls, root: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
        for module, patterns in root.items():
            for name, alternatives in patterns.items():
                try:
                    re.compile(_joined(alternatives))
                except re.error as problem:
                    raise ValueError(f"{module}.{name}은(는) 정규식이 아닙니다: {problem}") from None
        return root


_ADNOMINAL = "".join(chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == 4)


def _joined(alternatives: list[str]) -> str:
    return "|".join(alternatives).replace("<<native>>", NATIVE).replace("<<adnominal>>", f"[{_ADNOMINAL}]")


@cache
def patterns(path: Path = PATTERNS) -> Patterns:
    """All patterns; `CatalogError` with file and line where one is wrong."""
    return read_data(path, Patterns)


class Words:
    """One pattern; looks like a compiled one and is read only when it is used."""

    def __init__(self, name: str) -> None:
        """Name it as `module.pattern`."""
        self._module, self._name = name.split(".")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(_joined(patterns().root[self._module][self._name]))

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.pattern.search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.pattern.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.pattern.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.pattern.finditer(text, start, len(text) if end is None else end)
