"""Figures that a question wants confirmed: 생계급여 기준이 35% 맞죠? 아동수당이 20만원이라던데요."""

import re

_FIGURE = r"\d[\d,.]*\s*(?:억|천만|백만|만|천)?\s*(?:\d[\d,]*\s*)?(?:원|%|퍼센트|개월|일|세)"
_CLAIM = re.compile(
    rf"(?P<figure>{_FIGURE})(?:\s*(?:이하|미만|까지|이상|씩|정도|으로|로|가|이|인|를|을))*\s*"
    r"(?:맞(?:죠|지|나|는지|습니|아)|아닌가|아니에요|아닙니까|(?:이|라)?라(?:던데|고\s*(?:들|하|알)|면서|는데|며)"
    r"|(?:인|이)?(?:죠|지요)|인\s*줄|이?던데|받는다(?:던데|고|면서)|준다(?:던데|고|면서)|나온다(?:던데|고|면서))"
)


def claims(text: str) -> tuple[str, ...]:
    """The figures, as they are written, that a text takes to be so and asks about."""
    return tuple(dict.fromkeys(" ".join(match["figure"].split()) for match in _CLAIM.finditer(text)))
