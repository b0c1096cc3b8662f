"""The one error tree of Ieum.

    IeumError                  anything a person should read as one Korean sentence
    ├── InputError             what was given is wrong (exit 2)
    │   └── CatalogError       a catalog file is wrong; carries file and line
    ├── UnreadableDocument     a file cannot be read; the others are kept (exit 1)
    └── StoreError             the library's data folder or database cannot be used (exit 1)

A message says what happened, where, and what to do next.
"""

from pathlib import Path


class IeumError(Exception):
    """An error whose message is a Korean sentence for the person at the screen."""


class InputError(IeumError):
    """An argument, a line or a field that was given is wrong."""


class CatalogError(InputError):
    """A catalog file breaks its schema or contradicts another one."""

    def __init__(self, problem: str, path: Path | None = None, line: int | None = None) -> None:
        self.problem, self.path, self.line = problem, path, line
        place = "" if path is None else f"{path}:{line}: " if line else f"{path}: "
        super().__init__(place + problem)


class UnreadableDocument(IeumError):
    """A document that no reader could turn into text."""


class StoreError(IeumError):
    """The database or the data folder cannot be opened, read or written."""
