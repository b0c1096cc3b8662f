"""Personal numbers out of what people type, before it is stored, searched or logged.

`mask` is for conversations, `mask_persons` for what a document says: an office's telephone number there is
knowledge. Service numbers (129, 110, 1355, 1577-1389, 15xx/16xx/18xx, 080) are never personal and stay.
Money, dates, articles of law and household figures stay.
"""

import re
from collections.abc import Callable, Iterator

from knowledge.language.text import normalise

_ZEROS = (0xFF10, 0x0660, 0x06F0, *range(0x1D7CE, 0x1D800, 10))  # of the scripts that write 0 to 9 in order
_PLAIN = {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
_PLAIN |= dict.fromkeys(map(ord, "－‐‑‒–—−―ㅡー⁃﹣"), "-")
_PLAIN |= {0xFF20: "@", 0xFF0E: ".", 0x3000: " ", 0xFF5E: "~", 0xFF3F: "_", 0xFF0F: "/"}
_SPOKEN = {ord(name): digit for digit, name in zip("00123456789", "공영일이삼사오육칠팔구", strict=True)}

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)
_RESIDENT = re.compile(
    r"(?<!\d)(?<!\d[,.-])"
    r"(?:\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s{0,3}(?:[-.~/_·:]|다시|에|대시|하이픈)?\s{0,3}"
    r"|\d{2}(?P<cut>[ ./-])(?:0[1-9]|1[0-2])(?P=cut)(?:0[1-9]|[12]\d|3[01])\s{0,3}[-~]\s{0,3})"
    r"(?P<sex>\d)[ -]?[\d*●○xX]{6}(?!,?\d)(?!\s?(?:원|만|천|억|명|건))"
)
_DIGIT = "[0-9공영일이삼사오육칠팔구]"
_BACK = re.compile(
    r"(?:뒷\s?(?:자리|번호)[^\d\n\[\]]{0,8}?|\d{6}[^\d\n\[\]]{0,6}뒤[^\d\n\[\]]{0,4}?)"
    rf"(?<!{_DIGIT})(?P<number>{_DIGIT}(?:[ -]?{_DIGIT}){{6}})(?!,?\d)(?!\s?(?:원|만|천|억))"
)
_RUN = re.compile(
    r"(?<!\d)(?<!\d[,.-])\d(?:[\s.,-]{0,3}(?:(?:에|의|다시|대시|하이픈)[\s,]{0,2})?\d){8,15}(?!,?\d)"
)
_SAID = re.compile(
    r"[공영일이삼사오육칠팔구]{3}|(?:[공영일이삼사오육칠팔구] ){3}|(?<!\d)\d(?:[ .-]\d){8}(?!\d)"
)
_BORN = re.compile(r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_COPULA = re.compile(r"에|예|고|라|며|면|다|네|지|요|어|였|었|구|거|잖")  # after 이 in 칠이에요, 칠이고
_CARD = re.compile(
    r"(?<!\d)(?<!\d[,.-])(?:\d{4}[-. ]?\d{4}[-. ]?\d{4}[-. ]?\d{2,4}|\d{4}[-. ]?\d{6}[-. ]?\d{5})"
    r"(?![,-]?\d)(?!\s?원)"
)
_AREA = r"(?:01[016-9]|[0Oo]1[0Oo]|02|0[3-6][1-5]|070|050\d)"
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[,.-])(?:\+?82[-. ]?\(?0?\)?(?:10|1[16-9]|2|[3-6][1-5]|70|50\d)|\({_AREA}\)|{_AREA})"
    r"[-. )]{0,3}\d{3,4}[-. ]{0,3}\d{4}(?!,?\d)(?!\s?원)"
    r"|(?<!\d)(?<!\d[,.-])01[016-9][/_·]\d{3,4}[/_·]\d{4}(?!,?\d)"
)
_ACCOUNT = re.compile(
    r"(?<!\d)(?<!\d[,.-])(?:\d{2,6}(?:[- ]\d{2,8}){2,3}|\d{3,6}-\d{6,10}|\d{10,16})"
    r"(?![,-]?\d)(?!\s?(?:원|만|천|억))"
)
_BANK = re.compile(
    r"계좌|통장|예금주|입금|송금|은행|농협|신협|수협|새마을금고|우체국|카카오뱅크|케이뱅크|토스|카뱅|신한|하나|우리|기업|국민"
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

_LABEL = re.compile(
    r"\[[가-힣]{2,7}(?:\]|$)|^[가-힣]{1,7}\]"
)  # of what is masked already: 계좌 in it says nothing
_MOBILE = re.compile(r"\(?(?:\+?82\D{0,3}0?\)?|[0Oo])1[0Oo16-9]")
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


def mask_persons(text: str) -> str:
    """A document's text with the numbers of persons replaced by their kind; all else is left as it is.

    Telephone numbers of offices and e-mail addresses stay; mobile telephones go, as they are a person's.
    """
    for find in _PERSON_STEPS:
        text = _replace(text, find)
    return text


def _replace(text: str, find: Callable[[str], Spans]) -> str:
    shown, end = [], 0
    for start, stop, kind in find(text.translate(_PLAIN)):
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


def _backs(text: str) -> Spans:
    """The seven last digits said apart: 뒷자리는 2345678."""
    return ((*found.span("number"), "주민등록번호") for found in _BACK.finditer(text))


def _spoken(text: str) -> Spans:
    """Digits written as they are said: 공일공에 일이삼사에 오육칠팔."""
    if not _SAID.search(text):
        return
    for found in _RUN.finditer(text.translate(_SPOKEN)):
        start, stop = found.span()
        if text[stop - 1] == "이" and _COPULA.match(text, stop):
            stop -= 1
        digits = re.sub(r"\D", "", text[start:stop].translate(_SPOKEN))
        if _SAID.search(text, start, stop) and (kind := _kind_said(digits, _around(text, start, stop))):
            yield start, stop, kind


def _kind_said(digits: str, near: str) -> str | None:
    if len(digits) == 13 and _BORN.match(digits):
        return "외국인등록번호" if digits[6] in "5678" else "주민등록번호"
    if digits.startswith("0") and 9 <= len(digits) <= 12:
        return "전화번호"
    if len(digits) >= 14 and "카드" in near:
        return "카드번호"
    return "계좌번호" if len(digits) >= 10 and _BANK.search(near) else None


def _around(text: str, start: int, stop: int) -> str:
    """What stands near a number, without the labels of masked ones."""
    before, after = text[max(0, start - _NEAR) : start], text[stop : stop + 8]
    return f"{_LABEL.sub('', before)} {_LABEL.sub('', after)}"


def _cards(text: str) -> Spans:
    for found in _CARD.finditer(text):
        named = "카드" in _LABEL.sub("", text[max(0, found.start() - 12) : found.start()])
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


def _mobiles(text: str) -> Spans:
    return (span for span in _phones(text) if _MOBILE.match(text, span[0]))


def _accounts(text: str) -> Spans:
    for found in _ACCOUNT.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        near = _around(text, *found.span())
        if 10 <= len(digits) <= 16 and not digits.endswith("0000") and _BANK.search(near):
            yield *found.span(), "계좌번호"


def _passports(text: str) -> Spans:
    return ((*found.span(), "여권번호") for found in _PASSPORT.finditer(text))


def _named_passports(text: str) -> Spans:
    return ((*found.span(2), "여권번호") for found in _PASSPORT_NAMED.finditer(text))


_STEPS: tuple[Callable[[str], Spans], ...] = (
    _emails, _residents, _backs, _spoken, _cards, _licences, _phones, _accounts, _passports, _named_passports
)  # fmt: skip
_PERSON_STEPS: tuple[Callable[[str], Spans], ...] = (
    _residents, _backs, _cards, _licences, _mobiles, _accounts, _passports, _named_passports
)  # fmt: skip
