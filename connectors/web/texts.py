"""The sentences an operator may change, read from `texts.yaml` and checked before the server starts."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import CatalogError

_FILE = Path(__file__).with_name("texts.yaml")
_Sentence = Annotated[str, Field(min_length=1, max_length=300)]
_Phone = Annotated[str, Field(pattern=r"^\d{3,4}$")]

REQUIRED_ERRORS = (400, 403, 404, 405, 413, 422, 429, 500, 503)


class ErrorText(BaseModel):
    """The title of an error page and the sentence that says what to do next."""

    model_config = ConfigDict(extra="forbid")
    title: _Sentence
    text: _Sentence


class Texts(BaseModel):
    """Example questions, short numbers that become tel: links, and the error pages by status."""

    model_config = ConfigDict(extra="forbid")
    examples: list[_Sentence] = Field(max_length=8)
    phones: frozenset[_Phone]
    errors: dict[int, ErrorText]

    def error(self, status: int) -> ErrorText:
        """The page for a status; an unlisted one reads as its class (400 or 500)."""
        return self.errors.get(status) or self.errors[500 if status >= 500 else 400]


def load_texts(path: Path = _FILE) -> Texts:
    """Read and check the file; raises CatalogError with the line of the first problem."""
    try:
        content = path.read_text(encoding="utf-8")
        tree = yaml.compose(content, Loader=yaml.SafeLoader)
        texts = Texts.model_validate(yaml.safe_load(content))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise CatalogError(
            "YAML 문법이 맞지 않아요. 들여쓰기와 따옴표를 확인해 주세요.", path, line
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = f"'{place}' 값이 맞지 않아요({first['msg']}). 이 파일 첫머리의 설명대로 고쳐 주세요."
        raise CatalogError(problem, path, _line(tree, first["loc"])) from error
    if missing := [status for status in REQUIRED_ERRORS if status not in texts.errors]:
        raise CatalogError(f"errors에 {missing} 안내가 없어요. 제목과 문장을 써 주세요.", path)
    return texts


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int | None:
    """The line of the deepest node on the way to `place`."""
    line = None
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
