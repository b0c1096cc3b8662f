"""Retrieved text is data: sentences in it that give orders to a machine are neither shown nor evidence."""

from assistant.grounding.sentences import MARK
from assistant.grounding.wording import Wording
from assistant.llm.cutting import sentence_spans


def without_orders(text: str, wording: Wording) -> str:
    """The text without sentences and table rows that give orders to a machine; the rest is unchanged."""
    if not wording.orders(text):
        return text
    kept = [text[start:stop] for start, stop in sentence_spans(text)]
    kept = ["" if wording.orders(part) else part for part in kept]
    return "".join(kept).strip()


def only_orders(text: str, wording: Wording) -> bool:
    """Whether nothing but orders, marks and blanks stand in a text."""
    return not MARK.sub("", without_orders(text, wording)).strip()
