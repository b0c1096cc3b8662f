"""Retrieved text is data: sentences in it that give orders to a machine are neither shown nor evidence, and
numbers of persons that it should not hold stay on the premises.
"""

from assistant.grounding.sentences import MARK
from assistant.grounding.wording import Wording
from assistant.llm.cutting import sentence_spans
from knowledge.language.masking import mask

_PERSONAL = (
    "[주민등록번호]", "[외국인등록번호]", "[카드번호]", "[계좌번호]", "[여권번호]", "[운전면허번호]",
)  # fmt: skip
_MOBILE = "010"


def without_orders(text: str, wording: Wording) -> str:
    """The text without sentences and table rows that give orders to a machine; the rest is unchanged."""
    if not wording.orders(text):
        return text
    kept = [text[start:stop] for start, stop in sentence_spans(text)]
    kept = ["" if wording.orders(part) else part for part in kept]
    return "".join(kept).strip()


def for_a_model(text: str, wording: Wording) -> str:
    """What of a retrieved text a model may read. Telephone numbers of offices stay, unless the text holds
    numbers of persons.
    """
    masked = mask(text)
    personal = any(kind in masked for kind in _PERSONAL) or ("[전화번호]" in masked and _MOBILE in text)
    return without_orders(masked if personal else text, wording)


def only_orders(text: str, wording: Wording) -> bool:
    """Whether nothing but orders, marks and blanks stand in a text."""
    return not MARK.sub("", without_orders(text, wording)).strip()
