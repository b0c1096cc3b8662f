"""Figures of a reply that stand nowhere, found without the code that is being judged.

A figure stands where a cited passage, a determination or a fact of the reply has it; telephone numbers of
help and the day of the question may be said by themselves. What the person said themselves may be said back
only where it is said to be theirs (말씀하신 …) or denied.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from assistant.reply import Reply
from evals.answers.figures import figures
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Passage

WORDS = Path(__file__).with_name("words.yaml")

_MARK = re.compile(r"\[\d{1,3}\]")
_ORDINAL = re.compile(r"^\s*(?:[-*>]\s*)*\d{1,2}\.\s", re.MULTILINE)
_MARKUP = re.compile(r"\*\*|^#+\s*|^\s*[-*>]\s+", re.MULTILINE)
_END = re.compile(r"(?<=[.!?])\s+|\n+|\s*\|\s*")
_DECIMAL = re.compile(r"\d[\d,]*\.\d+")
_QUOTED_SHARE = 0.8
_SHORTEST = 4


class Words(DataModel):
    """The words of the judge (words.yaml)."""

    hotlines: list[int | str]
    sentences: list[str]
    echoes: list[str] = Field(min_length=1)
    promises: list[str] = Field(min_length=1)
    verdicts: list[str] = Field(min_length=1)
    guards: list[str] = Field(min_length=1)
    tails: list[str] = Field(min_length=1)


@cache
def words() -> Words:
    """The words of the judge. `CatalogError` where the file is wrong."""
    return read_data(WORDS, Words)


def sentences(text: str) -> list[str]:
    """The sentences, list entries and cells of a text, without marks and markup."""
    bare = _MARKUP.sub("", _ORDINAL.sub("", _MARK.sub(" ", text)))
    return [one.strip() for one in _END.split(bare) if one.strip()]


def own_words(text: str, passages: Iterable[Passage]) -> list[str]:
    """The sentences that do not stand whole in one of the passages."""
    quoted = [flat(one) for passage in passages for one in sentences(passage.text)]
    return [one for one in sentences(text) if not _is_quoted(flat(one), quoted)]


def flat(text: str) -> str:
    """Letters and digits alone, so that spaces and signs do not part two equal texts."""
    return re.sub(r"[^0-9A-Za-z가-힣]", "", text)


def _is_quoted(sentence: str, quoted: Sequence[str]) -> bool:
    if len(sentence) < _SHORTEST:
        return False
    return any(sentence in one and len(sentence) >= _QUOTED_SHARE * len(one) for one in quoted)


def ungrounded(reply: Reply, passages: Sequence[Passage], said: Sequence[str], today: date) -> list[str]:
    """The figures, each with its sentence, that no source of the reply has; `said` are the utterances."""
    grounds = _grounds(reply, passages, today)
    echoed = frozenset().union(*(_figures(text) for text in said)) if said else frozenset()
    found = []
    for sentence in _spoken(reply):
        loose = _figures(sentence) - grounds
        if any(word in sentence for word in words().echoes):
            loose -= echoed
        found += [f"{figure}: {sentence[:80]}" for figure in sorted(loose, key=str)]
    return found


def _spoken(reply: Reply) -> Iterable[str]:
    question = str(
        (reply.next_question or {}).get("text") or "\0"
    )  # a question with its examples states nothing
    said = [
        reply.text.replace(question, " "),
        *(notice.text for notice in reply.notices),
        *(one.why for one in reply.suggestions),
    ]
    for text in said:
        for allowed in words().sentences:
            text = text.replace(allowed, " ")
        yield from sentences(text)


def _grounds(reply: Reply, passages: Sequence[Passage], today: date) -> frozenset[str]:
    texts = [text for passage in passages for text in _of_passage(passage)]
    texts += [str(value) for value in _leaves(reply.determinations)]
    texts += [str(value) for fact in reply.facts for value in _leaves(fact.get("value"))]
    texts += [str(number) for number in words().hotlines]
    texts += [*_days(today), *_days(reply.as_of)]
    born = [fact["value"] for fact in reply.facts if str(fact.get("id")) == "birth_date"]
    texts += [str(_years(str(day), reply.as_of)) for day in born]
    return frozenset().union(*map(_figures, texts))


def _of_passage(passage: Passage) -> list[str]:
    dates = [str(day) for day in (passage.effective_from, passage.effective_to) if day]
    return [passage.text, passage.document, *passage.breadcrumb, passage.page or "", *dates]


def _days(day: date) -> list[str]:
    return [f"{day.year}-{day.month}-{day.day}", str(day.year - 1), str(day.year + 1)]


def _years(born: str, day: date) -> int:
    try:
        first = date.fromisoformat(born)
    except ValueError:
        return 0
    return day.year - first.year - ((day.month, day.day) < (first.month, first.day))


def _leaves(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield value


def _figures(text: str) -> frozenset[str]:
    """Every number of the text by its value; a decimal as it is written."""
    whole = {str(value) for value in figures(_DECIMAL.sub(" ", text))}
    return frozenset(whole | {found.replace(",", "") for found in _DECIMAL.findall(text)})
