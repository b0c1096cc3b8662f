"""A turn while it is answered: what is being done, the text as it comes, and last the whole reply."""

from collections.abc import Iterator
from typing import Any

from assistant.reply import Reply

Event = dict[str, Any]
"""`{"event": "step", "step", "text"}`, `{"event": "text", "delta"}`; last `{"event": "reply", "reply"}`."""


def told(reply: Reply) -> Iterator[Event]:
    """A finished reply as events. The deltas joined are its text; each ends at the end of a block, so that
    nothing jumps.
    """
    *blocks, last = reply.text.split("\n\n")
    for block in blocks:
        yield {"event": "text", "delta": f"{block}\n\n"}
    yield {"event": "text", "delta": last}
    yield {"event": "reply", "reply": reply.model_dump(mode="json")}
