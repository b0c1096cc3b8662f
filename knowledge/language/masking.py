"""Personal numbers out of what people type, before it is stored, searched or logged.

For conversations, not for documents: an office's telephone number in a document is knowledge. Service
numbers (129, 110, 1355, 1577-1389, 15xx/16xx/18xx, 080) are never personal and stay. Money, dates,
articles of law and household figures stay.
"""

import re
from collections.abc import Callable, Iterator

from knowledge.language.text import normalise

_FULLWIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | dict.fromkeys(map(ord, "－‐‑‒–—−―"), "-")
_FULLWIDTH |= {0xFF20: "@", 0xFF0E: ".", 0x3000: " "}

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)
_RESIDENT = re.compile(
    r"(?<!\d)(?<!\d[,.-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s{0,3}[-.~]?\s{0,3}"
    r"(?P<sex>[0-9])[\d*●xX]{6}(?!,?\d)(?!\s?(?:원|만|천|억|명|건))"
)
_CARD = re.compile(
    r"(?<!\d)(?<!\d[,.-])(?:\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{2,4}|\d{4}[- ]?\d{6}[- ]?\d{5})"
    r"(?![,-]?\d)(?!\s?원)"
)
_AREA = r"(?:01[016-9]|02|0[3-6][1-5]|070|050\d)"
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[,.-])(?:\+?82[-. ]?\(?0?\)?(?:10|1[16-9]|2|[3-6][1-5]|70|50\d)|\({_AREA}\)|{_AREA})"
    r"[-. ]{0,2}\d{3,4}[-. ]{0,2}\d{4}(?!,?\d)(?!\s?원)"
)
_ACCOUNT = re.compile(
    r"(?<!\d)(?<!\d[,.-])(?:\d{2,6}(?:[- ]\d{2,8}){2,3}|\d{3,6}-\d{6,10}|\d{10,16})"
    r"(?![,-]?\d)(?!\s?(?:원|만|천|억))"
)
_BANK = re.compile(
    r"계좌|통장|예금주|입금|송금|은행|농협|신협|수협|새마을금고|우체국|카카오뱅크|케이뱅크|토스뱅크|신한|하나|우리|기업|국민"
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[MSRODGP](?:\d{8}|\d{3}[A-Z]\d{4})(?![A-Za-z0-9])")
_PASSPORT_NAMED = re.compile(
    r"(?<=여권)([^\n\d]{0,10}?)([a-zA-Z]\d{8}|[a-zA-Z]\d{3}[a-zA-Z]\d{4})(?![A-Za-z0-9])"
)
_LICENCE = re.compile(
    r"(?<!\d)(?<!\d[,.-])(?:[가-힣]{2}\s?)?\d{2}-\d{6}-\d{2}(?!-?\d)"
    r"|(?<!\d)(?<!\d[,.-])\d{2}-\d{2}-\d{6}-\d{2}(?!-?\d)"
)
_LICENCE_NAMED = re.compile(r"(?<=면허)([^\n\d]{0,10}?)(\d{12})(?!\d)")

_NEAR = 25  # characters before a number in which a word for a bank or an account makes it an account

Spans = Iterator[tuple[int, int, str]]


def mask(text: str) -> str:
    """The normalised text with each personal number replaced by its kind, e.g. `[주민등록번호]`.

    Idempotent. Kinds: 주민등록번호, 외국인등록번호, 전화번호, 카드번호, 계좌번호, 여권번호,
    운전면허번호, 이메일.
    """
    text = normalise(text)
    for find in _STEPS:
        text = _replace(text, find)
    return text


def _replace(text: str, find: Callable[[str], Spans]) -> str:
    shown, end = [], 0
    for start, stop, kind in find(text.translate(_FULLWIDTH)):
        shown += [text[end:start], f"[{kind}]"]
        end = stop
    return "".join(shown) + text[end:]


def _emails(text: str) -> Spans:
    return ((*found.span(), "이메일") for found in _EMAIL.finditer(text))


def _residents(text: str) -> Spans:
    """A date of birth and a seventh digit that tells the century: 5 to 8 are foreigners' registrations."""
    for found in _RESIDENT.finditer(text):
        kind = "외국인등록번호" if found["sex"] in "5678" else "주민등록번호"
        yield *found.span(), kind


def _cards(text: str) -> Spans:
    for found in _CARD.finditer(text):
        named = "카드" in text[max(0, found.start() - 12) : found.start()]
        if named or _luhn(found[0]):
            yield *found.span(), "카드번호"


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in number if digit.isdigit()][::-1]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0 and any(digits)


def _licences(text: str) -> Spans:
    for found in _LICENCE_NAMED.finditer(text):
        yield *found.span(2), "운전면허번호"
    if "면허" in text or not _BANK.search(text):
        for found in _LICENCE.finditer(text):
            yield *found.span(), "운전면허번호"


def _phones(text: str) -> Spans:
    return ((*found.span(), "전화번호") for found in _PHONE.finditer(text))


def _accounts(text: str) -> Spans:
    for found in _ACCOUNT.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        near = text[max(0, found.start() - _NEAR) : found.start()] + text[found.end() : found.end() + 8]
        if 10 <= len(digits) <= 16 and not digits.endswith("0000") and _BANK.search(near):
            yield *found.span(), "계좌번호"


def _passports(text: str) -> Spans:
    return ((*found.span(), "여권번호") for found in _PASSPORT.finditer(text))


def _named_passports(text: str) -> Spans:
    return ((*found.span(2), "여권번호") for found in _PASSPORT_NAMED.finditer(text))


_STEPS: tuple[Callable[[str], Spans], ...] = (
    _emails, _residents, _cards, _licences, _phones, _accounts, _passports, _named_passports
)  # fmt: skip
