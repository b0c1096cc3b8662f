"""JSONL: one document a line, `{"id", "title", "text", "questions": []}`.

`questions` are example questions that lead to the document, given on purpose by who adds it: search counts
them as taught. One bad line rejects the whole file and is named, so that a file is never half in the library.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.drafts import day, document
from ingest.options import MAX_JSONL_LINES, ReadOptions
from ingest.readers.plain import paragraphs
from ingest.structure import outline
from ingest.text import clean, decode, squeeze
from knowledge.errors import UnreadableDocument
from knowledge.records import DocumentDraft

_FIELDS = '{"id": …, "title": …, "text": …, "questions": […]}'


def read(path: Path, options: ReadOptions) -> list[DocumentDraft]:
    """The documents of the file, in order, each under its own `id`."""
    drafts: list[DocumentDraft] = []
    lines_of_ids: dict[str, int] = {}
    for number, line in enumerate(decode(path.read_bytes()).split("\n"), start=1):
        if not line.strip():
            continue
        if number > MAX_JSONL_LINES:
            raise UnreadableDocument(f"줄이 {MAX_JSONL_LINES:,}개를 넘습니다. 나누어 올려 주십시오.")
        draft = _document(path, options, line, number)
        if draft.identity in lines_of_ids:
            raise UnreadableDocument(
                f"{number}번째 줄의 id '{draft.identity}'는 {lines_of_ids[draft.identity]}번째 줄에 이미 "
                "있습니다. id를 서로 다르게 고쳐 주십시오."
            )
        lines_of_ids[draft.identity] = number
        drafts.append(draft)
    return drafts


def _document(path: Path, options: ReadOptions, line: str, number: int) -> DocumentDraft:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(
            f"{number}번째 줄이 올바른 JSON이 아닙니다. 한 줄에 {_FIELDS} 하나씩 적어 주십시오."
        ) from error
    if not isinstance(record, dict):
        raise UnreadableDocument(
            f"{number}번째 줄이 객체가 아닙니다. 한 줄에 {_FIELDS} 하나씩 적어 주십시오."
        )
    identity, title, text = (_string(record, key, number) for key in ("id", "title", "text"))
    sections = outline(paragraphs(text), title)
    draft = document(
        path,
        ReadOptions(None, None, options.effective_from, options.effective_to, options.audience),
        title=title,
        sections=sections,
        identity=identity,
        effective_from=day(record["effective_from"]) if record.get("effective_from") else None,
        url=clean(str(record["url"])) if record.get("url") else None,
    )
    return _with_questions(draft, record.get("questions") or [], number)


def _with_questions(draft: DocumentDraft, questions: Any, number: int) -> DocumentDraft:
    if not isinstance(questions, list) or not all(isinstance(question, str) for question in questions):
        raise UnreadableDocument(
            f"{number}번째 줄의 questions는 문장의 목록이어야 합니다. "
            '["질문 하나", "질문 둘"]처럼 고쳐 주십시오.'
        )
    asked = (squeeze(clean(question)) for question in questions)
    return replace(draft, taught=tuple(dict.fromkeys(question for question in asked if question)))


def _string(record: dict[str, Any], key: str, number: int) -> str:
    value = record.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and key == "id":
        value = str(value)
    if not isinstance(value, str) or not clean(value).strip():
        raise UnreadableDocument(
            f"{number}번째 줄에 {key}가 없거나 비어 있습니다. {_FIELDS}처럼 적어 주십시오."
        )
    return clean(value).strip()
