"""The assistant's events as server-sent events that hold finished, safe HTML.

step   {"text"}            what is being done
block  {"index", "html"}   a block of the answer, new or grown; marks are not links yet
reply  {"html", "status"}  the finished answer, which takes the place of the blocks
failed {"html"}            there will be no answer; the page offers to try again
"""

import json
from collections.abc import Mapping
from typing import Any

from assistant.reply import Reply
from connectors.web.markdown import render_blocks
from connectors.web.pages import Pages
from connectors.web.verdicts import answers, suggested_states, verdicts


class EventShape:
    """Shapes the events of one answer; it keeps the text whose last block may still grow."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._growing = ""
        self._finished = 0
        self._sent: list[str] = []

    def __call__(self, event: Mapping[str, Any]) -> bytes:
        """One event as bytes for the wire; none where nothing that can be shown has changed."""
        match event["event"]:
            case "step":
                return _event("step", text=event["text"])
            case "text":
                self._growing += event["delta"]
                return self._changed_blocks()
            case "restart":  # what was shown is taken back; the blocks that come take its place
                self._growing, self._finished, self._sent = "", 0, []
                return b""
            case "reply":
                reply: Reply = event["reply"]
                return _event("reply", html=answer_html(self._pages, reply), status=reply.status)
            case unknown:
                raise ValueError(f"unknown event {unknown!r}")

    def _changed_blocks(self) -> bytes:
        """What is new; a block that has ended is not rendered again with each delta."""
        ended, gap, self._growing = self._growing.rpartition("\n\n")
        changed = b""
        if gap:
            changed = self._blocks(ended)
            self._finished += len(self._sent)
            self._sent = []
        return changed + self._blocks(self._growing)

    def _blocks(self, text: str) -> bytes:
        before, self._sent = self._sent, [str(block) for block in render_blocks(text)]
        return b"".join(
            _event("block", index=self._finished + index, html=block)
            for index, block in enumerate(self._sent)
            if index >= len(before) or before[index] != block
        )


def answer_html(pages: Pages, reply: Reply) -> str:
    """A reply as the inside of its message."""
    sources = {citation.n: citation.passage_id for citation in reply.citations}
    phones = pages.texts.phones if reply.status == "crisis" else frozenset()
    return pages.fragment(
        "_reply.html",
        reply=reply,
        sources=sources,
        numbers=phones,
        answers=answers(reply.next_question),
        shown_verdicts=verdicts(reply),
        states_suggested=suggested_states(),
    )


def failed(text: str) -> bytes:
    """The event that says that there will be no answer; `text` is a Korean sentence."""
    return _event("failed", text=text)


def _event(name: str, **data: Any) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
