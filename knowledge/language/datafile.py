"""Reading a YAML data file into a checked model, with errors in Korean that name file and line.

What a trainer changes stands in such files; a mistake in one must point at its line.
"""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import CatalogError

M = TypeVar("M", bound=BaseModel)


class DataModel(BaseModel):
    """The base of every data file's model: unknown keys are errors, values are not changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_data(path: Path, model: type[M]) -> M:
    """Read and check a data file.

    Raises:
        CatalogError: the file is missing, is not YAML, repeats a key, or breaks the model.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CatalogError(
            f"파일을 읽을 수 없습니다. 경로와 글자 부호(UTF-8)를 확인하세요: {problem}", path
        ) from None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise CatalogError(
            "YAML 형식이 아닙니다. 들여쓰기와 따옴표를 확인하세요.", path, mark and mark.line + 1
        ) from None
    _no_repeated_keys(root, path)
    try:
        return model.model_validate(value)
    except ValidationError as problem:
        first = problem.errors()[0]
        raise CatalogError(
            _sentence(first["type"], first["loc"], first["msg"]), path, _line(root, first["loc"])
        ) from None


def _no_repeated_keys(node: yaml.Node | None, path: Path) -> None:
    """YAML keeps the last of two equal keys in silence; here that is an error."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise CatalogError(
                    f"'{key.value}' 항목이 두 번 있습니다. 하나만 남기세요.", path, key.start_mark.line + 1
                )
            seen.add(key.value)
            _no_repeated_keys(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _no_repeated_keys(item, path)


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int | None:
    """The line of the deepest node on the way to the place of an error."""
    line = node.start_mark.line + 1 if node else None
    for step in place:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                return line
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _sentence(kind: str, place: tuple[int | str, ...], message: str) -> str:
    name = " > ".join(str(step) for step in place) or "파일"
    if kind == "extra_forbidden":
        return f"'{name}'은(는) 모르는 항목입니다. 철자를 확인하거나 지우세요."
    if kind == "missing":
        return f"'{name}' 항목이 없습니다. 채워 주세요."
    if kind == "value_error":
        return f"'{name}': {message.removeprefix('Value error, ')}"
    return f"'{name}' 값의 형식이 맞지 않습니다. 고쳐 주세요: {message}"
