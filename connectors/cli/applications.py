"""Applications as they are given to `ieum triage`: a CSV or Parquet file, a row each. See docs/triage.md."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from connectors.cli.labels import plain
from connectors.cli.output import day_of
from knowledge.errors import InputError
from knowledge.rules import Rules
from knowledge.rules.names import nearest
from knowledge.rules.triage import Application
from knowledge.rules.triage.settings import Evidence

COLUMNS = ("id", "program", "as_of", "member", "evidence", "confirmed_by", "household")
_FLAT = re.compile(r"(?:(household|stated)|members\[(\d{1,2})\])\.(\w+)(\.evidence)?")
_MOST_CHARACTERS = 200_000
_LONGEST = 300
Row = Mapping[str, str]


@dataclass
class Rows:
    """Turns rows into applications. Every mistake is one Korean line in `problems`, and the rest is read on.

    `day` wins over a row's own as_of; with neither, it is `today`. `numbers` are the rows by application id.
    """

    rules: Rules
    path: Path
    day: date | None
    today: date
    problems: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def read(self) -> list[Application]:
        """The applications of the file; `InputError` where it is no table of applications at all."""
        header, rows = read_table(self.path)
        self._header(header)
        found = []
        for number, row in rows:
            try:
                application = self._application(row)
                if application.id in self.numbers:
                    raise InputError(
                        f"id: '{application.id}'이(가) {self.numbers[application.id]}행에도 있습니다."
                    )
                self.numbers[application.id] = number
                found.append(application)
            except InputError as error:
                self.problems.append(self.line(number, str(error)))
        return found

    def line(self, number: int, problem: str) -> str:
        """A mistake with its place, on one line that no terminal takes for a command."""
        text = plain(problem)
        return f"{self.path}:{number}행: {text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}"

    def _header(self, header: Sequence[str]) -> None:
        for name in ("id", "program"):
            if name not in header:
                raise InputError(f"{self.path}: '{name}' 열이 없습니다. 첫 줄에 열 이름을 적어 주세요.")
        flat = []
        for name in header:
            if header.count(name) > 1:
                raise InputError(f"{self.path}: '{plain(name)}' 열이 두 번 있습니다. 하나만 남겨 주세요.")
            if name in COLUMNS:
                continue
            if name != "members_complete" and not _FLAT.fullmatch(name):
                raise InputError(
                    f"{self.path}: '{plain(name)}' 열을 알 수 없습니다.{nearest(name, COLUMNS)} "
                    "household.deposit, members[0].earned_income 꼴로 적어 주세요."
                )
            flat.append(name)
        if flat and "household" in header:
            raise InputError(
                f"{self.path}: household 열과 '{flat[0]}' 열을 함께 쓸 수 없습니다. 한쪽만 쓰세요."
            )

    def _application(self, row: Row) -> Application:
        name = row.get("id", "")
        if not name:
            raise InputError("id: 비어 있습니다. 신청마다 다른 번호를 적으세요.")
        household = self._household(row)
        day = self.day or day_of(row.get("as_of") or household.get("as_of"), self.today)
        evidence = row.get("evidence") or "declared"
        if evidence not in get_args(Evidence):
            raise InputError(
                f"evidence: '{evidence}'은(는) 없습니다. {', '.join(get_args(Evidence))} 가운데 쓰세요."
            )
        return Application(
            name,
            self._program(row.get("program", "")),
            household,
            day,
            row.get("member") or None,
            evidence,
            row.get("confirmed_by") or None,
        )

    def _program(self, written: str) -> str:
        cards = self.rules.catalog.programs
        found = written if written in cards else next((i for i, c in cards.items() if c.name == written), "")
        if found not in self.rules.sources.programs:
            names = [
                *self.rules.sources.programs,
                *(cards[name].name for name in self.rules.sources.programs),
            ]
            raise InputError(
                f"program: '{written}'은(는) 판정하는 사업이 아닙니다.{nearest(written, names)} "
                "사업의 id나 이름을 적으세요."
            )
        return found

    def _household(self, row: Row) -> dict[str, Any]:
        if "household" in row:
            try:
                found = json.loads(row["household"])
            except (ValueError, RecursionError) as error:
                raise InputError("household: JSON이 아닙니다. 가구 하나를 {…}로 적으세요.") from error
            if not isinstance(found, dict):
                raise InputError("household: 가구 하나를 {…}로 적으세요.")
            return found
        return flat_household(row)


def flat_household(row: Row) -> dict[str, Any]:
    """The household of flat columns: an empty cell is an unknown fact."""
    found: dict[str, Any] = {}
    people: dict[int, dict[str, Any]] = {}
    for name, text in row.items():
        match = _FLAT.fullmatch(name)
        if name == "members_complete" and text:
            found[name] = cell(text)
        if match is None or not text or match[4]:
            continue
        value: Any = cell(text)
        if proof := row.get(f"{name}.evidence"):
            value = {"value": value, "evidence": proof}
        owner = people.setdefault(int(match[2]), {}) if match[2] else found.setdefault(match[1], {})
        owner[match[3]] = value
    if people:
        if missing := [n for n in range(max(people)) if n not in people]:
            raise InputError(f"members[{missing[0]}]: 비어 있습니다. 가구원은 0부터 차례로 적으세요.")
        found["members"] = [people[n] for n in sorted(people)]
    return found


def cell(text: str) -> Any:
    """A cell's value: JSON where it is any (`0`, `true`, `[]`, `null`), else the text itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def read_table(path: Path) -> tuple[list[str], Iterator[tuple[int, Row]]]:
    """The column names, and the rows with their number as a spreadsheet counts (the first is 2).

    `InputError` where the file is no readable CSV or Parquet. Cells are texts; an empty one is "".
    """
    if path.suffix.lower() == ".parquet":
        return _parquet(path)
    if path.suffix.lower() == ".csv":
        return _csv(path)
    raise InputError(f"{path}: .csv나 .parquet 파일을 적어 주세요.")


def _csv(path: Path) -> tuple[list[str], Iterator[tuple[int, Row]]]:
    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    csv.field_size_limit(_MOST_CHARACTERS)
    try:
        header = [name.strip() for name in next(lines, [])]
        return header, iter([*_rows(path, header, lines)])
    except csv.Error as error:
        raise InputError(
            f"{path}:{lines.line_num}번째 줄: CSV로 읽을 수 없습니다. 따옴표의 짝과 긴 칸을 확인해 주세요."
        ) from error


def _rows(path: Path, header: Sequence[str], lines: Iterator[list[str]]) -> Iterator[tuple[int, Row]]:
    for number, cells in enumerate(lines, start=2):
        if not any(text.strip() for text in cells):
            continue
        if len(cells) != len(header):
            raise InputError(
                f"{path}:{number}행: 칸이 {len(cells)}개인데 열은 {len(header)}개입니다. "
                "쉼표와 따옴표를 확인해 주세요."
            )
        yield number, {name: text.strip() for name, text in zip(header, cells, strict=True)}


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: 읽을 수 없습니다. 파일이 있는지 확인해 주세요.") from error
    for encoding in ("utf-8-sig", "cp949"):  # Korean spreadsheets still write CP949
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path}: 글자를 읽을 수 없습니다. UTF-8로 저장해 주세요.")


def _parquet(path: Path) -> tuple[list[str], Iterator[tuple[int, Row]]]:
    import polars

    try:
        table = polars.read_parquet(path)
    except (OSError, polars.exceptions.PolarsError) as error:
        raise InputError(f"{path}: Parquet으로 읽을 수 없습니다. 파일을 확인해 주세요.") from error
    for name, kind in table.schema.items():
        if kind.is_nested():
            raise InputError(f"{path}: '{plain(name)}' 열이 묶음(struct, list)입니다. JSON 글로 적어 주세요.")
    rows = enumerate(table.iter_rows(named=True), start=2)
    return table.columns, (
        (number, {name: _written(value) for name, value in row.items()}) for number, row in rows
    )


def _written(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value).strip()
