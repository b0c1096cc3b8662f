"""What the model may stand on in a turn, gathered from the answer without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.blocks import Block, cite
from assistant.grounding.citations import numbered
from assistant.grounding.evidence import Evidence
from assistant.grounding.wording import Wording
from assistant.llm.ports import ShowingLibrary
from assistant.llm.quarantine import for_a_model
from assistant.reply import Citation, Reply, Turn
from knowledge.records import Role

_LONGEST_QUOTE = 200


@dataclass
class Gathered:
    """`question` is what the model is told was asked; `role` what sources are read as."""

    question: str
    role: Role
    evidence: Evidence
    own: dict[int, Citation]

    def citation(self, mark: int) -> Citation | None:
        """The citation behind a mark of the turn: the answer's own, or one of a source that was found."""
        if mark in self.own:
            return self.own[mark]
        if mark not in self.evidence.sources:
            return None
        passage = self.evidence.sources[mark].passage
        return numbered([Block(cite(passage), (passage,))], _LONGEST_QUOTE)[1][0]


def gathered(
    turn: Turn, reply: Reply, library: ShowingLibrary, wording: Wording, *, tells: bool
) -> Gathered | None:
    """The evidence of a reply; None where there is nothing that a model may word.

    A model that may not be told (`tells` is False) gets no turn with facts of a household, no words of the
    person, and public passages only: it is asked for the places cited.
    """
    if not reply.citations or (not tells and (reply.facts or reply.determinations or reply.next_question)):
        return None
    role = turn.role if tells else Role.CITIZEN
    decided = {str(one.get("name", "")): _decided(one) for one in reply.determinations}
    day = reply.as_of
    said = {("년", str(day.year)), ("date", day.isoformat())}
    evidence = Evidence(decided=decided, said=said)
    for citation in reply.citations:
        passage = library.passage(citation.passage_id, role)
        if passage is None:
            return None
        evidence.put(citation.n, passage, for_a_model(passage.text, wording))
    question = turn.text if tells else _places(reply)
    return Gathered(question, role, evidence, {one.n: one for one in reply.citations})


def _places(reply: Reply) -> str:
    """What was cited, in place of what was asked."""
    places = [" ".join([one.document, *one.breadcrumb[-1:]]) for one in reply.citations]
    return "; ".join(dict.fromkeys(places))


def _decided(one: Mapping[str, Any]) -> str:
    """The texts and figures of a determination."""
    amount = one.get("amount") or {}
    figures = [amount.get(key) for key in ("won", "min", "max")]
    lines = [f"{value}원" for value in figures if value is not None]
    for criterion in one.get("criteria", []):
        lines.append(str(criterion.get("text", "")))
        sides = (criterion.get("left"), criterion.get("right"))
        lines += [
            f"{side} {side}원" for side in sides if isinstance(side, int) and not isinstance(side, bool)
        ]
    if one.get("pay_from"):
        lines.append(str(one["pay_from"]))
    return "\n".join(lines)
