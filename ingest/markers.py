"""The markers that number Korean official documents, from 편 down to the middle dot."""

import re
from dataclasses import dataclass

_GANADA = "가나다라마바사아자차카타파하"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_ROMAN_LETTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_ARTICLE_TITLE = r"\((?:[^()]|\([^()]*\))*\)"

# Kinds from the highest to the lowest; the place in the list is the rank.
_KINDS: tuple[tuple[str, str], ...] = (
    ("addendum", r"부\s?칙\s*(?=[<〈(\[]|$)"),
    ("annex", r"\[\s*(?:별표|별지)[^\]]{0,20}\]"),
    ("part", r"제\s*(\d{1,3})\s*편(?:의\s*(\d+))?(?=\s|$)"),
    ("chapter", r"제\s*(\d{1,3})\s*장(?:의\s*(\d+))?(?=\s|$)"),
    ("roman", rf"([{_ROMAN}])\s*[.．]?(?=\s|[가-힣])"),
    ("roman", r"(X|IX|IV|V?I{1,3}|V)\s*\.\s"),
    ("section", r"제\s*(\d{1,3})\s*절(?:의\s*(\d+))?(?=\s|$)"),
    ("subsection", r"제\s*(\d{1,3})\s*관(?:의\s*(\d+))?(?=\s|$)"),
    ("article", rf"제\s*(\d{{1,4}})\s*조(?:의\s*(\d+))?\s*(?={_ARTICLE_TITLE}(?![가-힣])|\([^()]*$)"),
    ("number", r"(\d{1,2})\s?\.(?!\d|\s*\d{1,2}\s*[.일월])\s*"),
    ("letter", rf"([{_GANADA}])\s?\.\s*"),
    ("square", r"[□■❑▣◆◇▢❏]\s*"),
    ("number_half", r"(\d{1,2})\s?\)\s*"),
    ("letter_half", rf"([{_GANADA}])\s?\)\s*"),
    ("number_full", r"\(\s?(\d{1,2})\s?\)\s*"),
    ("letter_full", rf"\(\s?([{_GANADA}])\s?\)\s*"),
    ("circled", rf"([{_CIRCLED}])\s*"),
    ("circle", r"[○◯●◦ㅇ◎](?=\s|[^\w])\s*"),
    ("dash", r"[-–—―]\s+"),
    ("dot", r"[·•∙ㆍ▪▸▶►]\s*"),
)
_RANKS = {name: place for place, (name, _) in reversed(list(enumerate(_KINDS)))}
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _KINDS)
_CONTENTS_LINE = re.compile(r"(?:\t+|\s*[·.…‥․ㆍ∙]{3,}\s*|\s{3,})-?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*-?\s*$")

_FIRST = frozenset("제부[(IVX□■❑▣◆◇▢❏○◯●◦ㅇ◎-–—―·•∙ㆍ▪▸▶►" + _GANADA + _ROMAN + _CIRCLED)
_CONTENTS_TAIL = 200
ARTICLE_TITLE = re.compile(_ARTICLE_TITLE)
STATUTE_UNITS = frozenset({"addendum", "annex", "part", "chapter", "section", "subsection", "article"})
ALWAYS_POPS = STATUTE_UNITS - {"article"} | {"roman"}
NEVER_HEADINGS = frozenset({"circled", "circle", "dash", "dot"})


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at a line's start: `text` as written, `rest` of the line; a bullet has no `ordinal`."""

    kind: str
    ordinal: int | None
    branch: int
    text: str
    rest: str

    @property
    def rank(self) -> int:
        """0 for 편; larger is lower."""
        return _RANKS[self.kind]

    def follows(self, other: "Marker") -> bool:
        """Whether this is the next item of the list that `other` belongs to (제8조 → 제8조의2 → 제9조)."""
        if self.kind != other.kind:
            return False
        if self.ordinal is None or other.ordinal is None:
            return True
        if self.ordinal == other.ordinal:
            return self.branch == other.branch + 1 or (other.branch == 0 and self.branch == 2)
        return self.ordinal == other.ordinal + 1


def read_marker(line: str) -> Marker | None:
    """The marker a line begins with, or None."""
    line = line.strip()
    if not line or not (line[0] in _FIRST or line[0].isdecimal()):
        return None
    for kind, pattern in _PATTERNS:
        found = pattern.match(line)
        if not found:
            continue
        groups = found.groups()
        ordinal = _ordinal(groups[0]) if groups else None
        branch = int(groups[1]) if len(groups) > 1 and groups[1] else 0
        rest = line[found.end() :].strip()
        if rest or kind in ALWAYS_POPS:
            return Marker(kind, ordinal, branch, found.group().strip(), rest)
    return None


def is_contents_line(line: str) -> bool:
    """Whether a line is one of a table of contents: it ends in leaders or a tab, and a page number."""
    return bool(_CONTENTS_LINE.search(line[-_CONTENTS_TAIL:]))


def _ordinal(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text in _ROMAN_LETTERS:
        return _ROMAN_LETTERS[text]
    for alphabet in (_GANADA, _ROMAN, _CIRCLED):
        if text in alphabet:
            return alphabet.index(text) + 1
    return 0
