"""Korean numbers and money as people write them: 이백만원, 1억 2천, 2,000,000원, 천오백, 서른다섯.

In talk about money a bare number below ten thousand counts in 만원 (월급 200, 보증금 3천), and what follows
억 without a unit of its own counts in 만 (1억 2천).
"""

import re
from dataclasses import dataclass

_DIGITS = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_SMALL = {"십": 10, "백": 100, "천": 1_000}
_BIG = {"만": 10_000, "억": 100_000_000}
_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_UNITS = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "석": 3,
    "넷": 4,
    "네": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}
_SINO_TENS = "일이삼사오육칠팔구"

NATIVE = (
    rf"(?:(?:{'|'.join(_TENS)})\s?(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
    rf"|(?:[{_SINO_TENS}]?십)(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)"
    rf"|{'|'.join(_TENS)}|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
)
"""The pattern of a native Korean number below one hundred, 팔십하나 included."""

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_WORDS = "일이삼사오육칠팔구십백천만억"
_AMOUNT = re.compile(
    rf"(?<![\d,.A-Za-z])(?P<body>{_NUMBER}(?:\s?[십백천만억]+)*(?:\s?{_NUMBER}\s?[십백천만억]*)*)(?P<won>\s?원)?"
    rf"|(?P<words>[{_WORDS}]+(?:\s(?=[{_WORDS}]+\s?원)[{_WORDS}]+|(?<=억)\s[{_WORDS}]+)?)(?P<word_won>\s?원)?"
)
_NOT_MONEY = re.compile(
    r"\s?(?:[~∼]\s?\d{1,3}\s?(?:개월|세|살|명|인|급|등급|년|일)|살(?![아고구았며던])|세(?!\s?(?:받|후|전|금|식))|명|"
    r"개월|주(?![었겠]|세요|시|는|고|네)|등급|급(?!여)|종(?!합)|"
    r"cc|CC|시시|씨씨|인(?!데|디|가|천|제|임)|식구|평|㎡|%|퍼센트|프로|번|시간|"
    r"가지|째|돌|톤|kg|킬로|남매|형제|학년|구간|분위)|"
    r"\s?년(?!금)|달(?!러)|\s달\s|월(?!\s?(?:세|급|소득))|일(?!하|을|이|은|해)|차(?!값)|층|호|동(?!안)|대(?!출|략)|개|"
    r"\s(?:일|월)\s?(?:전|에|부터|까지|생)|/\d{1,2}(?!\d)\s?(?:에|일|해고|퇴사|퇴직|권고|이직|실직|퇴원|출산|자)"
)
_BEFORE_APPROXIMATE = re.compile(r"(?:약|대략|거의|얼추|(?<![가-힣])한|적어도|최소)\s*$")
_AFTER_APPROXIMATE = re.compile(
    r"\s*(?:원|만원)?\s*(?:이|은|을|를|도)?\s*(?:좀|조금|약간|살짝|거의|쪼매|쪼금|쬐끔)?\s*"
    r"(?:정도|쯤|가량|내외|안팎|남짓|언저리|넘게|넘음|넘어요|넘었|넘습|"
    r"넘는 것 같|넘고(?!\s*못)|넘을|넘는 (?:정도|듯)|일 ?(?:거|걸|텐데|듯)|"
    r"안 ?되|안 ?돼|안 ?됩|안 ?된|될까|되나|되려나|될 ?거|남았나|인가 그|"
    r"(?:도 |좀 |채 )?못 ?(?:되|돼|미|벌|받|가져)|가까이|빠듯)"
)
_THRESHOLD = re.compile(
    r"\s*(?:원|만원)?\s*(?:이|을|를)?\s*(?:이하|미만|이상|초과|까지|이내|한도|"
    r"넘으면|넘어도|넘는|넘나|넘지|안 ?넘)"
)
_RANGE = re.compile(r"\s*(?:원|만원)?\s*(?:에서|~|∼|-|부터)\s*$")
_COPULA = re.compile(
    r"(?:에요|예요|고|구요|요|라|며|지|나|었|면|어요|에여|여|신|네|야|다)"
)  # what follows the 이 of 이다
_JOINED = re.compile(
    r"(?:월세|보증금|전세|전세금|월급|월|빚|예금|적금|대출|생활비|시급|용돈|연금|[은는이가도로에]|만)$"
)
_GUESSED = re.compile(r"\s?(?:거|걸|것|텐데|듯)")  # 오백일 거예요: the 일 of 이다
_NOW = re.compile(r"\s*(?:만\s?원|원)?\s*(?:으로|로)\s*(?:올|내려|바뀌|줄|늘|인상|조정)")
_ONE_WORD = re.compile(
    r"에\s*[\d일이삼사오육칠팔구십백]|"
    r"\s*(?:조금|좀|약간)?\s*(?:정도|쯤|넘|안 ?되|만 ?넘|가까이|도 ?안|도 ?못|이에요|이요|이고|원)"
)
_SCHOOL_YEAR = re.compile(r"[초중고대]$")  # 자녀 대3
_MANY = re.compile(r"(?:수|몇|여러)\s?$")
_YEAR = re.compile(r"202[0-9]|2030")
_WORD_BEFORE = re.compile(r"[가-힣]$")
_WORD_AFTER = re.compile(
    r"(?:$|[^가-힣]|(?:으로|이|가|은|는|을|를|도|만|요|이요|씩|쯤|정도|짜리|넘|예요|입니|이에요|이고|인데|이며|임|에|"
    r"벌|있|내|남|받|일 ?(?:거|걸|텐데|듯)|"
    r"살|들|대출|가량|이라|이래|밖|뿐))"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in a text.

    `won` is in won. `bare`: neither 원, 만 nor 억 was said, so that only its topic makes it money.
    `approximate`: 정도, 약, 넘게. `threshold`: 이하, 이상, 까지, a rule's limit. `ranged`: an end of a range.
    """

    won: int
    start: int
    end: int
    bare: bool
    approximate: bool
    threshold: bool
    ranged: bool


def native_number(word: str) -> int | None:
    """The value of a native Korean number below one hundred (서른다섯, 팔십하나), None for another word."""
    word = word.replace(" ", "")
    if found := re.fullmatch(rf"([{_SINO_TENS}]?)십(\S*)", word):
        tens = _DIGITS[found[1]] * 10 if found[1] else 10
        rest = _UNITS.get(found[2], _DIGITS.get(found[2])) if found[2] else 0
        return None if rest is None else tens + rest
    for tens_word, tens in _TENS.items():
        if word == tens_word:
            return tens
        if word.startswith(tens_word) and (unit := _UNITS.get(word[len(tens_word) :])):
            return tens + unit
    return _UNITS.get(word)


def small_number(word: str) -> int | None:
    """A small whole number in digits, native (셋) or Chinese (삼십오) words, None for another word."""
    if word.isdecimal():
        return int(word)
    native = native_number(word)
    if native is not None:
        return native
    if word and all(letter in _WORDS[:12] for letter in word):
        value, _ = _evaluate(word)
        return round(value)
    return None


def amounts(text: str) -> list[Amount]:
    """The numbers in a text that can be money, in order: not ages, dates and counts with their counters."""
    found: list[Amount] = []
    for match in _AMOUNT.finditer(text):
        amount = _amount(match, text)
        if amount is not None:
            found.append(amount)
    return [_with_range(one, at, found, text) for at, one in enumerate(found)]


def _amount(match: re.Match[str], text: str) -> Amount | None:
    said_won, words = bool(match["won"] or match["word_won"]), match["words"] or ""
    at = match.start()
    if " " in words and _WORD_BEFORE.search(text[:at]):  # 전세금이 천만 원: the 이 is a particle
        at += words.index(" ") + 1
    body = (match["body"] or text[at : match.end("words")]).rstrip()
    if not said_won and body.endswith("이") and _COPULA.match(text[at + len(body) :]):
        body = body[:-1]
    if not said_won and body.endswith("일") and len(body) > 1 and _GUESSED.match(text[at + len(body) :]):
        body = body[:-1]
    end = match.end() if said_won else at + len(body)
    before, after = text[:at], text[end:]
    if _SCHOOL_YEAR.search(before) and len(body) == 1:
        return None
    if _MANY.search(before) or (not said_won and (_NOT_MONEY.match(after) or _YEAR.fullmatch(body))):
        return None
    if match["words"] and not _is_number_word(body, said_won, before, after):
        return None
    exact, unit = _evaluate(body)
    if unit == 0 and not said_won and exact < 10_000:
        exact *= 10_000
    value = round(exact)
    return Amount(
        won=value,
        start=at,
        end=end,
        bare=unit == 0 and not said_won,
        approximate=bool(_BEFORE_APPROXIMATE.search(before) or _AFTER_APPROXIMATE.match(after)),
        threshold=bool(_THRESHOLD.match(after)),
        ranged=False,
    )


def _is_number_word(body: str, said_won: bool, before: str, after: str) -> bool:
    """Whether letters like 이천 or 구백 are a number and not part of a word (이천시, 사백, 만나서)."""
    if _WORD_BEFORE.search(before) and not _JOINED.search(before):
        return False
    if said_won:
        return any(letter in "십백천만억" for letter in body)
    if not any(letter in "십백천만억" for letter in body) or body in ("만", "천만", "일만", "억"):
        return False
    if len(body) == 1:
        return _ONE_WORD.match(after) is not None and not _WORD_BEFORE.search(before)
    return bool(_WORD_AFTER.match(after))


def _evaluate(body: str) -> tuple[float, int]:
    """The value, and the last of 만 and 억 that was said (0 for none)."""
    total, section, number, last_big = 0, 0.0, None, 0
    for token in re.findall(rf"{_NUMBER}|[{_WORDS}]", body):
        if token[0].isdecimal():
            section, number = section + (number or 0), float(token.replace(",", ""))
        elif token in _DIGITS:
            number = float(_DIGITS[token])
        elif token in _SMALL:
            section, number = section + (1 if number is None else number) * _SMALL[token], None
        else:
            whole = section + (number or 0)
            total += round((whole or 1) * _BIG[token])
            section, number, last_big = 0.0, None, _BIG[token]
    rest = section + (number or 0)
    if last_big == _BIG["억"] and 0 < rest < 10_000:
        rest *= 10_000
    return total + rest, last_big


def _with_range(one: Amount, at: int, found: list[Amount], text: str) -> Amount:
    """The amount, marked where it is an end of 200에서 250 사이 or 200~250."""
    before = at > 0 and _RANGE.fullmatch(text[found[at - 1].end : one.start] or "x")
    after = at + 1 < len(found) and _RANGE.fullmatch(text[one.end : found[at + 1].start] or "x")
    if not (before or after):
        return one
    if _NOW.match(text[found[at if before else at + 1].end :]):
        return one  # 백팔십에서 이백으로 올랐어요
    if "-" in text[min(one.start, found[at - 1].end) : one.start] and before and one.won < found[at - 1].won:
        return one  # 300-25: deposit and rent
    if after and "-" in text[one.end : found[at + 1].start] and one.won > found[at + 1].won:
        return one
    return Amount(one.won, one.start, one.end, one.bare, one.approximate, one.threshold, True)
