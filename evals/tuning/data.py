"""The questions to learn from: our own, each with the documents that answer it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.errors import InputError

QUESTIONS = Path(__file__).with_name("questions")
SAME_NEED = Path(__file__).with_name("same_need.yaml")
_HELD_ONE_IN = 5
_TEXTS = ("purposeSummary", "target", "criteria", "content", "method")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the id of the document that it is about."""

    question: str
    target: str

    @property
    def held(self) -> bool:
        """Whether its document is kept from learning, to see what learning brings: a fixed fifth."""
        return int(hashlib.sha256(self.target.encode()).hexdigest(), 16) % _HELD_ONE_IN == 0


def read_pairs(folder: Path = QUESTIONS) -> list[Pair]:
    """The questions of all files, `{"service": id, "questions": [...]}` a line.

    Raises:
        InputError: a line is wrong; the message names the file and the line.
    """
    pairs: list[Pair] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                entry = json.loads(line)
                service, questions = entry["service"], entry["questions"]
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{path}:{number}: 학습 질문의 꼴이 아닙니다. 고쳐 주십시오.") from error
            if not isinstance(service, str) or not all(isinstance(one, str) and one for one in questions):
                raise InputError(f"{path}:{number}: service와 questions는 글이어야 합니다. 고쳐 주십시오.")
            pairs += [Pair(question, service) for question in questions]
    return pairs


def read_same_need(path: Path = SAME_NEED) -> dict[str, frozenset[str]]:
    """For a document the others that its questions fit alike, which are no wrong answers to them."""
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for group in groups:
        for service in group["services"]:
            found.setdefault(service, set()).update(group["services"])
    return {service: frozenset(others - {service}) for service, others in found.items()}


def service_lines(path: Path, wanted: Iterable[str]) -> Iterator[str]:
    """Public services (gov24 JSONL) as lines that `ingest` reads: name as title, the rest as text."""
    ids = set(wanted)
    with path.open(encoding="utf-8") as file:
        for line in file:
            service = json.loads(line)
            if service["id"] in ids:
                parts = (service[key] for key in _TEXTS)
                text = "\n\n".join(part for part in parts if part)[:3000]
                yield json.dumps(
                    {"id": service["id"], "title": service["name"], "text": text}, ensure_ascii=False
                )
