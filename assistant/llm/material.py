"""What goes to the model as its first message: one JSON object, all of it data."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.grounding.evidence import Evidence, Source
from assistant.llm.cutting import shortened
from assistant.llm.draft import Draft
from assistant.reply import Reply
from knowledge.records import Role

_LONGEST_SOURCE = 2_000
_DETERMINATION = (
    "name",
    "unit",
    "members",
    "verdict",
    "amount",
    "pay_from",
    "missing",
    "assumed",
    "not_modelled",
)


def material(
    reply: Reply, role: Role, question: str, draft: Draft, evidence: Evidence, characters: int
) -> dict[str, Any]:
    """The object; docs/model.md explains its keys. `characters` is what the sources may take together."""
    return {
        "task": "phrase",
        "role": role.value,
        "as_of": reply.as_of.isoformat(),
        "question": question,
        "draft": draft.text,
        "fixed": {f"{{{{{n}}}}}": one.told for n, one in draft.fixed.items() if one.told},
        "sources": list(_within(evidence.sources.values(), characters)),
        "determinations": [determination(one) for one in reply.determinations],
    }


def as_text(data: Any) -> str:
    """JSON as the model reads it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)


def shown(source: Source) -> dict[str, Any]:
    """A source as the model reads it."""
    return {
        "mark": f"[{source.mark}]",
        "document": source.passage.document,
        "place": " › ".join(source.passage.breadcrumb),
        "text": shortened(source.text, _LONGEST_SOURCE),
    }


def _within(sources: Iterable[Source], characters: int) -> Iterator[dict[str, Any]]:
    left = characters
    for source in sources:
        one = shown(source)
        left -= len(one["text"])
        if left < 0:
            one["text"] = ""
        yield one


def determination(one: dict[str, Any]) -> dict[str, Any]:
    """A determination without its computation: the criteria by their texts."""
    told = {key: one[key] for key in _DETERMINATION if one.get(key) not in (None, [], {})}
    told["criteria"] = [
        {"text": each.get("text"), "result": each.get("result")} for each in one.get("criteria", [])
    ]
    return told
