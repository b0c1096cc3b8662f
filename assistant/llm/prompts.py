"""Prompts: Markdown files with a version, known by a hash of what they say."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.errors import CatalogError

FOLDER = Path(__file__).parent.parent / "prompts"
_FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """`name` is the task; `text` what the model is told."""

    name: str
    version: int
    text: str

    @property
    def hash(self) -> str:
        """Twelve digits that change with the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def stamp(self) -> str:
        """How a record names it: `phrase@1 sha256:…`."""
        return f"{self.name}@{self.version} sha256:{self.hash}"


def read_prompt(name: str, folder: Path = FOLDER) -> Prompt:
    """The prompt of that name; `CatalogError` where the file is missing or its head is wrong."""
    path = folder / f"{name}.md"
    try:
        _, head, text = path.read_text(encoding="utf-8").split(_FENCE, 2)
        says = yaml.safe_load(head)
        version, task = says["version"], says["task"]
    except OSError as problem:
        raise CatalogError("프롬프트 파일을 읽을 수 없습니다. 경로를 확인하세요.", path) from problem
    except (ValueError, TypeError, KeyError, yaml.YAMLError) as problem:
        raise CatalogError(
            "프롬프트 첫머리에 version과 task가 있어야 합니다. --- 두 줄 사이에 적어 주세요.", path, 1
        ) from problem
    if type(version) is not int or task != name or not text.strip():
        raise CatalogError(f"프롬프트의 version은 정수, task는 '{name}'이고 글이 있어야 합니다.", path, 2)
    return Prompt(name, version, text.strip())
