"""Reads JSONL inputs; a mistake is one Korean line with the line's number."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import InputError


def read_lines(path: Path, required: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file (`-` reads standard input). Each needs the `required` keys, as text."""
    for _, value in numbered_lines(path, required):
        yield value


def numbered_lines(path: Path, required: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The same objects with the number of their line."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: 읽을 수 없습니다. UTF-8로 된 JSONL 파일인지 확인해 주세요.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _object(path, number, line, required)


def _object(path: Path, number: int, line: str, required: tuple[str, ...]) -> dict[str, Any]:
    try:
        value = json.loads(line)
        json.dumps(value, ensure_ascii=False).encode()  # half a character ("\\ud800") is no text
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}:{number}: JSON이 아닙니다. 한 줄에 객체 하나를 적어 주세요.") from error
    if not isinstance(value, dict):
        raise InputError(f"{path}:{number}: 객체가 아닙니다. {{…}} 모양으로 적어 주세요.")
    for key in required:
        if not isinstance(value.get(key), str) or not value[key].strip():
            raise InputError(f"{path}:{number}: '{key}'이(가) 없습니다. 글자로 적어 주세요.")
    return value
