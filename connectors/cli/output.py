"""How the command line speaks: JSON alone on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from connectors.app import Services
from knowledge.errors import InputError

out = Console()
err = Console(stderr=True)
# Some readers of lines (Python's splitlines among them) end one at these.
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


def print_json(value: Any) -> None:
    """One JSON object a line, by every reader's count of lines."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_plain).translate(_LINE_ENDS) + "\n")
    sys.stdout.flush()


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"cannot print a {type(value).__name__}")


def day_of(text: Any, default: date) -> date:
    """A date argument; InputError when it is none."""
    if text is None:
        return default
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise InputError(f"날짜 '{text}'을(를) 읽을 수 없습니다. 2026-11-24처럼 적어 주세요.") from error


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A progress bar on standard error; silent where that is no terminal."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as bar:
        yield bar


def bring_up(services: Services) -> None:
    """Brings the indexes up before a question, with a bar when that takes time."""
    with progress_bar("색인 만드는 중") as bar:
        task = bar.add_task("index", total=None)
        services.library.catch_up(lambda done, total: bar.update(task, completed=done, total=total))


def fail(message: str, code: int) -> typer.Exit:
    """Says what went wrong and ends with that exit status."""
    err.print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    return typer.Exit(code)
