"""How verdicts, amounts and the figures of criteria are said, in the conversation as on the pages."""

from collections.abc import Mapping
from typing import Any

from assistant.conversation.names import won
from assistant.conversation.wording import Wording
from assistant.tools.check_eligibility import certain
from knowledge.records import Role

MARKS = {True: "✓", False: "✗", None: "?"}
"""The mark of a criterion by its result."""

_MONEY = 1_000
_NUMBERS = (int, float)


def state(wording: Wording, found: Mapping[str, Any], role: Role) -> str:
    """A verdict in words; never a bare yes where it is not certain."""
    if found["verdict"] == "eligible":
        return wording.say("can_have" if certain(found) else "likely", role)
    return wording.say("open" if found["verdict"] == "unknown" else "refused", role)


def paid(wording: Wording, amount: Mapping[str, Any] | None, role: Role) -> str:
    """An amount (won, or percent) as people say it; empty where there is none to tell."""
    if amount is None:
        return ""
    if amount["per"] == "in_kind":
        return wording.say("per_in_kind", role)
    bounds = [amount["won"]] if amount["won"] is not None else [amount["min"], amount["max"]]
    if None in bounds:
        return ""
    words = [str(value) if amount["per"] == "percent" else won(value) for value in bounds]
    text = words[0]
    if len(words) > 1:
        name = "between" if bounds[0] else "up_to"
        text = wording.say(name, role, low=words[0], high=words[1])
    return wording.say(f"per_{amount['per']}", role, won=text)


def compared(wording: Wording, criterion: Mapping[str, Any], role: Role) -> str:
    """The two figures of a criterion, the household's first; empty where it compares none."""
    left, right, text = criterion["left"], criterion["right"], criterion["text"]
    if any(isinstance(side, bool) or not isinstance(side, _NUMBERS) for side in (left, right)):
        return ""
    if max(left, right) >= _MONEY:
        return wording.say("compared", role, left=won(int(left)), right=won(int(right)))
    unit = "세" if "세 " in text or "세(" in text else "%" if "%" in text else ""
    return wording.say("compared", role, left=f"{left:g}{unit}", right=f"{right:g}{unit}")
