"""Content hashes and keys: what makes two drafts the same."""

import hashlib
import json
from dataclasses import asdict

from knowledge.records import DocumentDraft


def content_hash(draft: DocumentDraft) -> str:
    """SHA-256 over everything a reader could notice: text, headings, pages, dates, audience, questions."""
    content = asdict(draft)
    content["attributes"] = dict(draft.attributes)
    if not draft.taught:
        # What was stored before questions could be taught keeps its hash.
        del content["taught"]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def edition_key(identity: str, content: str, revision: int) -> str:
    """The key of one recorded edition. The revision is part of it: a text may be withdrawn and come back."""
    return hashlib.sha256(f"{identity}\n{content}\n{revision}".encode()).hexdigest()[:16]
