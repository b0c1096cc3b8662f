"""`{{…}}` in card texts: a figure by its id and key, or a table. Resolved by code; nothing is evaluated.

{{median_income[4]}}                 6,494,738원
{{base_rent[1,3]}}                   two dimensions, in the order of `by`
{{table:livelihood_line}}            a Markdown table over `by`, at the end of its text
{{table:line_single, line_couple}}   several figures over the same dimension, one column each
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from knowledge.cards.parameters import Figure, Key, Parameter

_SPELLINGS = "{{이름}}, {{이름[구분]}}, {{table:이름}}"
CHECK_MARK = "(확인 필요)"
HOLE = "○○"

_TOKEN = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_FIGURE = re.compile(r"\s*([a-z][a-z0-9_]*)\s*(?:\[([A-Za-z0-9_,\s-]+)\])?\s*")
_TABLE = re.compile(r"\s*table:\s*([a-z][a-z0-9_]*(?:\s*,\s*[a-z][a-z0-9_]*)*)\s*")

Fail = Callable[[str], NoReturn]


@dataclass(frozen=True, slots=True)
class Use:
    """A figure that a text shows."""

    parameter: Parameter
    figure: Figure


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text for one day. `table` is Markdown without a lead; `uses` are the figures in both."""

    text: str
    table: str | None
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class FigureToken:
    """A figure in running text."""

    parameter: Parameter
    key: Key

    def known(self, day: date) -> bool:
        """Whether the figure is known on that day."""
        return self.parameter.figure(day, self.key) is not None

    def show(self, day: date, uses: list[Use]) -> str:
        """The figure as people read it on that day; a hole with its unit, ○○원, where it is not known."""
        if not self.known(day):
            return HOLE + self.parameter.unit.suffix
        return _cell(self.parameter, self.key, day, uses)


@dataclass(frozen=True, slots=True)
class TableToken:
    """A table over the dimensions that its parameters share."""

    parameters: tuple[Parameter, ...]

    def show(self, day: date, label: str, uses: list[Use]) -> str | None:
        """The Markdown table for that day, None where none of its figures is published."""
        first = self.parameters[0]
        keys = _keys(self.parameters, day)
        if not keys:
            return None
        if len(first.by) == 2:
            return _grid(first, keys, day, uses)
        titles = [p.term for p in self.parameters] if len(self.parameters) > 1 else [label or first.term]
        rows = [
            [
                first.by[0].keys[key[0]],
                *(_cell(parameter, key, day, uses) for parameter in self.parameters),
            ]
            for key in keys
        ]
        return markdown_table([first.by[0].term, *titles], rows)


@dataclass(frozen=True, slots=True)
class Template:
    """A checked text: plain parts and figures, and a table at its end where it has one."""

    parts: tuple[str | FigureToken, ...]
    table: TableToken | None

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter that the text uses."""
        inline = tuple(part.parameter for part in self.parts if isinstance(part, FigureToken))
        return inline + (self.table.parameters if self.table else ())

    def render(self, day: date, label: str = "") -> Rendered:
        """The text as it reads on a day; `label` heads a table's single column.

        What its holes are is said once, at its end, however many it has.
        """
        uses: list[Use] = []
        text = "".join(part if isinstance(part, str) else part.show(day, uses) for part in self.parts)
        table = self.table.show(day, label, uses) if self.table else None
        if self.table and table is None:
            text = f"{text.rstrip().rstrip(':')}: {self.table.parameters[0].absent(day)}"
        elif absent := self._absent(day):
            text = f"{text.rstrip()} ({HOLE}은 {', '.join(absent)})"
        return Rendered(text.strip(), table, tuple(uses))

    def _absent(self, day: date) -> list[str]:
        holes = [p for p in self.parts if isinstance(p, FigureToken) and not p.known(day)]
        return list(dict.fromkeys(hole.parameter.absent(day) for hole in holes))


def parse(text: str, parameters: Mapping[str, Parameter], fail: Fail) -> Template:
    """A template of `text`; `fail` is called with a Korean sentence for an unknown id, key or spelling."""
    parts: list[str | FigureToken] = []
    table: TableToken | None = None
    end = 0
    for match in _TOKEN.finditer(text):
        parts.append(_plain(text[end : match.start()], fail))
        end = match.end()
        if named := _TABLE.fullmatch(match[1]):
            if text[end:].strip():
                fail(
                    "표({{table:…}})는 글의 맨 끝에 하나만 둘 수 있습니다. 뒤의 글은 다음 줄로 나누어 주세요."
                )
            table = _table(named[1], parameters, fail)
        elif figure := _FIGURE.fullmatch(match[1]):
            parts.append(_figure(figure[1], figure[2], parameters, fail))
        else:
            fail(f"'{match[0]}'을(를) 읽을 수 없습니다. {_SPELLINGS} 꼴로 쓰세요.")
    parts.append(_plain(text[end:], fail))
    return Template(tuple(part for part in parts if part != ""), table)


def markdown_table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _plain(text: str, fail: Fail) -> str:
    if "{{" in text or "}}" in text:
        fail("'{{'와 '}}'의 짝이 맞지 않습니다.")
    return text


def _parameter(name: str, parameters: Mapping[str, Parameter], fail: Fail) -> Parameter:
    if name not in parameters:
        fail(f"'{name}'이라는 수치가 parameters/에 없습니다. 철자를 확인하거나 먼저 추가해 주세요.")
    return parameters[name]


def _figure(name: str, written: str | None, parameters: Mapping[str, Parameter], fail: Fail) -> FigureToken:
    parameter = _parameter(name, parameters, fail)
    key = tuple(part.strip() for part in written.split(",")) if written else ()
    if len(key) != len(parameter.by):
        wanted = ", ".join(dimension.term for dimension in parameter.by) or "구분 없음"
        fail(f"'{name}'의 구분 수가 맞지 않습니다({wanted}). 예: {_example(parameter)}")
    if not parameter.knows(key):
        fail(f"'{name}[{','.join(key)}]'의 값이 어느 기간에도 없습니다.")
    return FigureToken(parameter, key)


def _table(names: str, parameters: Mapping[str, Parameter], fail: Fail) -> TableToken:
    chosen = tuple(_parameter(name.strip(), parameters, fail) for name in names.split(","))
    shapes = {tuple(dimension.id for dimension in parameter.by) for parameter in chosen}
    if () in shapes:
        fail("구분(by)이 없는 수치는 표로 만들 수 없습니다. {{이름}}으로 쓰세요.")
    if len(shapes) > 1 or (len(chosen) > 1 and len(chosen[0].by) > 1):
        fail("한 표에는 같은 구분 하나를 쓰는 수치만 함께 둘 수 있습니다.")
    return TableToken(chosen)


def _example(parameter: Parameter) -> str:
    key = ",".join(next(iter(parameter.periods[0].figures)))
    return f"{{{{{parameter.id}[{key}]}}}}" if key else f"{{{{{parameter.id}}}}}"


def _keys(parameters: tuple[Parameter, ...], day: date) -> list[Key]:
    """The keys any of the parameters knows on that day, in the order of the dimensions."""
    known = {key for p in parameters if (period := p.on(day)) for key in period.figures}
    order = [list(dimension.keys) for dimension in parameters[0].by]
    return sorted(known, key=lambda key: [order[i].index(part) for i, part in enumerate(key)])


def _grid(parameter: Parameter, keys: list[Key], day: date, uses: list[Use]) -> str:
    across, down = parameter.by
    columns = [part for part in across.keys if any(key[0] == part for key in keys)]
    rows = [part for part in down.keys if any(key[1] == part for key in keys)]
    return markdown_table(
        [down.term, *(across.keys[column] for column in columns)],
        [
            [
                down.keys[row],
                *(_cell(parameter, (column, row), day, uses) for column in columns),
            ]
            for row in rows
        ],
    )


def _cell(parameter: Parameter, key: Key, day: date, uses: list[Use]) -> str:
    figure = parameter.figure(day, key)
    if figure is None:
        return parameter.absent(day)
    uses.append(Use(parameter, figure))
    return parameter.unit.show(figure.value) + (CHECK_MARK if figure.confidence.needs_check else "")
