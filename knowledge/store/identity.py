"""Content hashes and keys: what makes two drafts the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from knowledge.records import DocumentDraft


def content_hash(draft: DocumentDraft) -> str:
    """SHA-256 over everything a reader could notice: text, headings, pages, dates, audience, questions."""
    content = _plain(draft)
    if not draft.taught:
        # What was stored before questions could be taught keeps its hash.
        del content["taught"]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return dict(value) if isinstance(value, Mapping) else str(value)


def edition_key(identity: str, content: str, revision: int) -> str:
    """The key of one recorded edition. The revision is part of it: a text may be withdrawn and come back."""
    return hashlib.sha256(f"{identity}\n{content}\n{revision}".encode()).hexdigest()[:16]
