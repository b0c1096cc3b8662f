"""Reading a catalog file: bounded YAML as plain data, with the line of every value.

The parser builds data straight from YAML events, so that an alias bomb, a deep nesting or a custom tag
is refused before anything grows, and so that every later message can name its line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from knowledge.errors import CatalogError

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12
YEARS = range(1900, 2200)

Place = tuple[str | int, ...]

_INT = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST = frozenset("-0123456789")  # of a number or a date
_WORDS = {"": None, "null": None, "~": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A catalog file as data. `path` is how people see it; `lines` maps a place in `data` to its line."""

    path: Path
    data: Any
    lines: dict[Place, int]
    content: bytes

    def line(self, place: Place) -> int:
        """The line of the nearest known value at or above `place` (counting from 1)."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1

    def error(self, problem: str, place: Place = ()) -> CatalogError:
        """An error that names this file and the line of `place`."""
        return CatalogError(problem, self.path, self.line(place))


def read_file(source: Traversable, shown_as: Path) -> CatalogFile:
    """Read one YAML file; `CatalogError` where it is too large, not UTF-8, or not plain YAML."""
    content = source.read_bytes()
    if len(content) > MAX_BYTES:
        raise CatalogError(
            f"파일이 너무 큽니다({len(content):,}바이트). {MAX_BYTES:,}바이트 이하로 나누어 주세요.",
            shown_as,
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogError("UTF-8 글자가 아닙니다. UTF-8로 저장해 주세요.", shown_as, line) from error
    builder = _Builder(text, shown_as)
    data = builder.build()
    return CatalogFile(shown_as, data, builder.lines, content)


class _Builder:
    """Turns YAML events into data and remembers where each value stood."""

    def __init__(self, text: str, path: Path) -> None:
        self.path, self.text = path, text
        self.lines: dict[Place, int] = {}

    def build(self) -> Any:
        try:
            # Without libyaml the loader looks through the characters before it gives any event.
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.text)
            try:
                self.next: Callable[[], Any] = loader.get_event
                return self._document()
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            raise CatalogError(
                "YAML 문법에 맞지 않습니다. 들여쓰기, 따옴표, ':' 뒤의 빈칸을 확인해 주세요.",
                self.path,
                line,
            ) from error
        except yaml.YAMLError as error:
            raise CatalogError("YAML로 읽을 수 없는 글자가 있습니다.", self.path) from error

    def _document(self) -> Any:
        data: Any = None
        while event := self.next():
            if type(event) is yaml.DocumentStartEvent:
                if self.lines:
                    self._fail("한 파일에는 문서가 하나여야 합니다('---'를 지워 주세요).", event)
                first = self.next()
                self.lines[()] = _line(first)
                data = self._value(first, ())
        return data

    def _value(self, event: Any, place: Place) -> Any:
        if len(place) > MAX_DEPTH:
            self._fail(f"들여쓰기가 너무 깊습니다({MAX_DEPTH}단계까지).", event)
        kind = type(event)
        if kind is AliasEvent:
            self._fail("별칭(*이름)은 쓸 수 없습니다. 값을 그대로 적어 주세요.", event)
        if event.anchor or event.tag:
            self._fail("앵커(&이름)와 태그(!이름)는 쓸 수 없습니다.", event)
        if kind is ScalarEvent:
            text = event.value
            if not event.implicit[0] or (text not in _WORDS and text[0] not in _FIRST):
                return text
            return self._plain(event, text)
        if kind is MappingStartEvent:
            return self._mapping(place)
        return self._sequence(place)

    def _mapping(self, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        get, lines, value = self.next, self.lines, self._value
        while type(key := get()) is not MappingEndEvent:
            if type(key) is not ScalarEvent:
                self._fail("항목 이름은 글자나 숫자여야 합니다.", key)
            name = key.value
            if name in found:
                self._fail(f"항목 '{name}'이(가) 두 번 나옵니다. 하나만 남겨 주세요.", key)
            here = (*place, name)
            # The line of an entry is that of its name, where a person looks for it.
            lines[here] = _line(key)
            found[name] = value(get(), here)
        return found

    def _sequence(self, place: Place) -> list[Any]:
        found: list[Any] = []
        get, lines, value = self.next, self.lines, self._value
        while type(event := get()) is not SequenceEndEvent:
            here = (*place, len(found))
            lines[here] = _line(event)
            found.append(value(event, here))
        return found

    def _plain(self, event: ScalarEvent, text: str) -> Any:
        """A scalar without quotes: a word, a number, a date, or text after all."""
        if text in _WORDS:
            return _WORDS[text]
        if _INT.fullmatch(text):
            return int(text) if len(text) <= 18 else self._fail("수가 너무 큽니다.", event)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _DATE.fullmatch(text):
            try:
                day = date.fromisoformat(text)
            except ValueError:
                self._fail(f"'{text}'은(는) 없는 날짜입니다.", event)
            if day.year not in YEARS:
                self._fail(f"'{text}'은(는) {YEARS.start}~{YEARS.stop - 1}년의 날짜가 아닙니다.", event)
            return day
        return text

    def _fail(self, problem: str, event: yaml.Event) -> NoReturn:
        raise CatalogError(problem, self.path, _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
